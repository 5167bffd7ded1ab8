"""Bring the tables of both databases up to date, in the order that is quickest.

Plain `migrate` draws models anew for each of Wagtail's two hundred migrations, ours among them.
Here the packages' own come first, while there is little to draw, the keyring's database hears only
of its own tables, and a new model is drawn beside the others instead of all of them anew: a new
installation stands in a third of the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState


def migrate_keyring() -> None:
    """Does next to nothing where the tables are up to date, as does the other."""
    with _drawn_alone():
        call_command("migrate", "keyring", database="keyring", verbosity=0, interactive=False)


def migrate_main() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    with _drawn_alone():
        executor.migrate([leaf for leaf in leaves if not _is_ours(leaf[0])])
        call_command("migrate", verbosity=0, interactive=False)


def _is_ours(label: str) -> bool:
    return apps.get_app_config(label).name.startswith("amparo.")


@contextmanager
def _drawn_alone() -> Iterator[None]:
    """Within, a new model is drawn alone; what it points at learns of it without being redrawn.

    Django draws again whatever is related over any number of steps, which is nearly everything,
    two hundred times. A changed model still has all that done. And which models may be swapped
    for others, which no migration changes, is looked up once and not for every key drawn.
    """
    redraw = ProjectState.add_model

    def add_model(self: ProjectState, model_state: ModelState) -> None:
        key = model_state.app_label, model_state.name_lower
        if "apps" not in vars(self) or key in self.models:
            redraw(self, model_state)
            return
        self.models[key] = model_state
        if self._relations is not None:  # type: ignore[attr-defined]
            self.resolve_model_relations(key)
        self.apps.render_multiple([model_state])

    swaps = apps.get_swappable_settings_name
    ProjectState.add_model = add_model  # type: ignore[method-assign]
    apps.get_swappable_settings_name = cache(swaps)  # type: ignore[method-assign]
    try:
        yield
    finally:
        del apps.get_swappable_settings_name
        ProjectState.add_model = redraw  # type: ignore[method-assign]
