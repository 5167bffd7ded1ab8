"""What governments do with ICE, at the desk: facts, custody, programs, imports, tasks."""

from amparo.desk import today
from amparo.desk.policies import (
    agencies,
    agreements,
    asking,
    custody,
    facts,
    figures,
    imports,
    moves,
    programs,
    watching,
    work,
)

urlpatterns = [
    *facts.urlpatterns,
    *moves.urlpatterns,
    *agreements.urlpatterns,
    *agencies.urlpatterns,
    *custody.urlpatterns,
    *programs.urlpatterns,
    *asking.urlpatterns,
    *imports.urlpatterns,
    *work.urlpatterns,
    *figures.urlpatterns,
    *watching.urlpatterns,
]


def register() -> None:
    """What is old, contradicted, overdue or stale, on the start page."""
    for provider in (facts.todos, custody.todos, work.todos, figures.todos):
        today.register(provider)
