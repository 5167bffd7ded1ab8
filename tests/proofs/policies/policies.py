"""Who may come in where: helpers read what governments do and finish tasks; organizers write."""

from typing import Any

from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.evidence.operations.claims import Words
from amparo.places.models import Jurisdiction, Kind
from amparo.policies.addresses import slug_of
from amparo.policies.models import (
    Batch,
    Custody,
    Disagreement,
    Evidence,
    FactorValue,
    Model,
    Part,
    Program,
    RecordsRequest,
    Rubric,
    Ruling,
    Task,
)
from amparo.policies.operations.agreements import Signed, add_agreement
from amparo.policies.operations.facts import Said, StandsOn, add_fact
from amparo.policies.operations.figures import Counted, make_figure
from amparo.policies.operations.keeping import save_request, save_ruling, save_task
from amparo.policies.operations.starting import load_starting_list
from tests.proofs.rules import HELPERS, ORGANIZERS, OWN_ACCOUNT, PUBLIC_PAGE, Rule

POLICY: dict[str, Rule] = {
    "policies:start": PUBLIC_PAGE,
    "policies:programs": PUBLIC_PAGE,
    "policies:program": PUBLIC_PAGE,
    "policies:state": PUBLIC_PAGE,
    "policies:place": PUBLIC_PAGE,
    "policies:sheet": PUBLIC_PAGE,
    "policies:picture": PUBLIC_PAGE,
    "policies:map-picture": PUBLIC_PAGE,
    "policies:compare": PUBLIC_PAGE,
    "policies:changes": PUBLIC_PAGE,
    "policies:download": PUBLIC_PAGE,
    "policies:table": PUBLIC_PAGE,
    "desk:policy-by-mail": OWN_ACCOUNT,
    "desk:policy-letter": ORGANIZERS,
    "desk:facts": HELPERS,
    "desk:policy-queue": HELPERS,
    "desk:fact": HELPERS,
    "desk:fact-new": ORGANIZERS,
    "desk:fact-edit": ORGANIZERS,
    "desk:fact-verify": ORGANIZERS,
    "desk:fact-supersede": ORGANIZERS,
    "desk:fact-end": ORGANIZERS,
    "desk:fact-dispute": ORGANIZERS,
    "desk:fact-withdraw": ORGANIZERS,
    "desk:fact-source": ORGANIZERS,
    "desk:fact-source-out": ORGANIZERS,
    "desk:fact-settle": ORGANIZERS,
    "desk:fact-ruling": ORGANIZERS,
    "desk:fact-ruling-out": ORGANIZERS,
    "desk:agencies": HELPERS,
    "desk:agency-new": ORGANIZERS,
    "desk:agency": ORGANIZERS,
    "desk:agency-remove": ORGANIZERS,
    "desk:custody-verify": ORGANIZERS,
    "desk:agreements": HELPERS,
    "desk:agreement-new": ORGANIZERS,
    "desk:agreement": ORGANIZERS,
    "desk:agreement-follow": ORGANIZERS,
    "desk:custodies": HELPERS,
    "desk:custody-new": ORGANIZERS,
    "desk:custody": ORGANIZERS,
    "desk:custody-remove": ORGANIZERS,
    "desk:programs": HELPERS,
    "desk:program-new": ORGANIZERS,
    "desk:program": ORGANIZERS,
    "desk:program-name": ORGANIZERS,
    "desk:part-remove": ORGANIZERS,
    "desk:factors": HELPERS,
    "desk:factor-new": ORGANIZERS,
    "desk:factor": ORGANIZERS,
    "desk:rubrics": HELPERS,
    "desk:rubric-new": ORGANIZERS,
    "desk:rubric": ORGANIZERS,
    "desk:policy-imports": ORGANIZERS,
    "desk:policy-import-new": ORGANIZERS,
    "desk:policy-import": ORGANIZERS,
    "desk:policy-import-undo": ORGANIZERS,
    "desk:policy-import-drop": ORGANIZERS,
    "desk:records-requests": ORGANIZERS,
    "desk:records-request-new": ORGANIZERS,
    "desk:records-request": ORGANIZERS,
    "desk:records-request-answer": ORGANIZERS,
    "desk:policy-tasks": HELPERS,
    "desk:policy-task-new": ORGANIZERS,
    "desk:policy-task": HELPERS,
    "desk:figures": ORGANIZERS,
    "desk:figure-new": ORGANIZERS,
    "desk:figure": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    """Two facts that disagree, an agreement, custody, a part, a request, a task, a figure."""
    load_starting_list()
    today = timezone.localdate(world.now)
    place = Jurisdiction.objects.create(kind=Kind.CITY, name=corner.campaign.slug, state="MN")
    jail = Jurisdiction.objects.create(kind=Kind.JAIL, name="Jail", state="MN", parent=place)
    values = FactorValue.objects.filter(factor__key="detainers").select_related("factor")
    by = {"actor": WORKER, "now": world.now}
    stands_on = [StandsOn(corner.source)]
    facts = [
        add_fact(Said(place, value, Evidence.POLICY, today), stands_on, **by)
        for value in values[:2]
    ]
    signed = Signed(jail, Model.JAIL, today)
    ruling = Ruling(kind="lawsuit", title="Doe v. City", source=corner.source)
    request = RecordsRequest(jurisdiction=place, asked_of="Clerk", asked_on=today, statute="13.03")
    figure = Counted("city", "MN", today, value=values[0])
    program = Program.objects.get(key="cve")
    corner.more |= {
        "fact": facts[0],
        "jail": jail,
        "agreement": add_agreement(signed, stands_on, **by),
        "ruling": save_ruling(ruling, facts, **by),
        "custody": Custody.objects.create(
            agency=place, jail=jail, starts_on=today, verified_on=today, source=corner.source
        ),
        "part": Part.objects.create(
            jurisdiction=place, program=program, role="joined", on=today, source=corner.source
        ),
        "batch": Batch.objects.create(
            kind="table", file_name="facts.csv", begun_on=today, imported_on=today
        ),
        "records": save_request(request, actor=WORKER),
        "task": save_task(Task(jurisdiction=place, what="Read it"), actor=WORKER),
        "figure": make_figure(figure, {"en": Words("So many.")}, url="", **by),
    }


def _of(name: str) -> Any:
    return lambda world, corner: corner.more[name].pk


def _source_of(world: Any, corner: Any) -> Any:
    return corner.more["fact"].cited_sources.first().pk


def _disagreement_of(world: Any, corner: Any) -> Any:
    return Disagreement.objects.get(one=corner.more["fact"].pk).pk


WORDS: dict[tuple[str, str], Any] = {
    ("policies:", "state"): lambda world, corner: "mn",
    ("policies:", "code"): lambda world, corner: "mn",
    ("policies:", "form"): lambda world, corner: "csv",
    ("policies:", "what"): lambda world, corner: "custody",
    ("policies:program", "key"): lambda world, corner: "cve",
    ("policies:", "slug"): lambda world, corner: slug_of(world.office.jurisdiction),
    ("desk:fact-source-out", "part"): _source_of,
    ("desk:fact-settle", "part"): _disagreement_of,
    ("desk:fact-ruling-out", "part"): _of("ruling"),
    ("desk:factor", "pk"): lambda world, corner: corner.more["fact"].factor_id,
    ("desk:fact", "pk"): _of("fact"),
    ("desk:agency", "pk"): _of("jail"),
    ("desk:agency-remove", "pk"): _of("jail"),
    ("desk:custody-verify", "pk"): _of("custody"),
    ("desk:agreement", "pk"): _of("agreement"),
    ("desk:agreement-follow", "pk"): _of("agreement"),
    ("desk:custody", "pk"): _of("custody"),
    ("desk:program", "pk"): lambda world, corner: corner.more["part"].program_id,
    ("desk:part-remove", "pk"): lambda world, corner: corner.more["part"].program_id,
    ("desk:part-remove", "part"): _of("part"),
    ("desk:rubric", "pk"): lambda world, corner: Rubric.objects.earliest("pk").pk,
    ("desk:policy-import", "pk"): _of("batch"),
    ("desk:records-request", "pk"): _of("records"),
    ("desk:policy-task", "pk"): _of("task"),
    ("desk:figure", "pk"): _of("figure"),
}
