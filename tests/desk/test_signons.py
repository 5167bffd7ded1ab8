"""Alma pastes a list, corrects a line, makes two names one, freezes, takes off and brings back."""

import io
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import change_ask
from amparo.campaigns.standing import forget_all
from amparo.lib.csvs import read_csv
from amparo.signons.models import Endorsement, Letter, PastedList, Role
from amparo.signons.operations import endorsing
from amparo.signons.operations.endorsing import Given
from tests.makers import make_alma, make_beto, make_campaign, make_keys, make_organization
from tests.signons.conftest import make_letter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

LIST = "NATIONAL\nRiver Network (RN)\nMinnesota\nCasa Norte\nsee https://example.org"


@pytest.fixture
def now() -> datetime:
    forget_all()
    return timezone.now()


@pytest.fixture
def alma(now: datetime) -> Client:
    make_keys(now)
    client = Client()
    client.force_login(make_alma(now))
    return client


@pytest.fixture
def letter(alma: Client, now: datetime) -> Letter:
    return make_letter(now)


def go(client: Client, what: str, /, *args: Any, **data: Any) -> Any:
    """Open a page of the desk, or send it something."""
    address = reverse(f"desk:{what}", args=args)
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code in (200, 302, 422), (what, answer.status_code)
    return answer


def page(client: Client, name: str, *args: Any) -> str:
    return str(go(client, name, *args).content.decode())


def test_a_letter_is_begun_with_its_hosts_and_addressed(alma: Client, now: datetime) -> None:
    campaign, host = make_campaign(now), make_organization("Host House")
    go(
        alma, "letter-new", campaign=campaign.pk, slug="a-letter", form="statement",
        takes_organizations="on", arrangement="states", hosts=[host.pk],
        **{"en-title": "A statement"},
    )  # fmt: skip
    letter = Letter.objects.get(slug="a-letter")
    assert (letter.is_statement, letter.hosts.get().organization) == (True, host)

    given = {"role": "to", "name": "Pat Example", "address": "1 River Street"}
    go(alma, "letter-recipient-new", letter.pk, **given, **{"en-office": "Office of Rivers"})
    go(alma, "letter-copies", letter.pk, copies="Bea Example, Counsel, Office of Hills\nA Board")
    assert [each.name for each in letter.recipients.filter(role=Role.COPY)] == [
        "Bea Example", "A Board",
    ]  # fmt: skip
    last = letter.recipients.get(name="A Board")
    go(alma, "letter-recipient-move", letter.pk, last.pk, up="yes")
    shown = page(alma, "letter", letter.pk)
    assert shown.index("A Board") < shown.index("Bea Example")
    assert "Pat Example, Office of Rivers" in shown


def test_nobody_may_sign_is_refused_beside_the_field(alma: Client, now: datetime) -> None:
    campaign = make_campaign(now)
    answer = go(
        alma, "letter-new", campaign=campaign.pk, slug="a-letter", form="letter",
        arrangement="states", **{"en-title": "A letter"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Somebody has to be able to sign it." in answer.content.decode()


def test_a_list_is_pasted_corrected_put_on_and_taken_back(alma: Client, letter: Letter) -> None:
    go(alma, "letter-paste", letter.pk, text=LIST, language="en")
    pasted = PastedList.objects.get()
    shown = page(alma, "pasted", pasted.pk)
    assert "River Network" in shown
    assert "Not understood" in shown
    assert "https://example.org" in shown

    assert "https://example.org" in page(alma, "pasted-line", pasted.pk, 5)
    go(
        alma, "pasted-line", pasted.pk, 5, says="signer", kind="organization",
        name="River Friends", state="WI",
    )  # fmt: skip
    go(alma, "pasted-import", pasted.pk, go="yes")
    assert sorted(each.name for each in letter.endorsements.listed()) == [
        "Casa Norte", "River Friends", "River Network",
    ]  # fmt: skip
    page(alma, "pasted-take-back", pasted.pk)
    go(alma, "pasted-take-back", pasted.pk, confirmed="yes")
    assert not letter.endorsements.exists()
    assert pasted.lines.count() == 5


def test_two_names_are_made_one_or_kept_two(alma: Client, letter: Letter, now: datetime) -> None:
    for name in ("River Network", "Rivers Network", "Hill Houses", "Hill House"):
        endorsing.add_by_hand(letter, Given(name), language="en", actor=WORKER, now=now)
    rows = {each.name: each for each in letter.endorsements.all()}
    shown = page(alma, "letter-alike", letter.pk)
    assert shown.count("They are one") == 2

    river, rivers = rows["River Network"], rows["Rivers Network"]
    assert "Rivers Network" in page(alma, "endorsement-merge", river.pk, rivers.pk)
    go(
        alma, "endorsement-merge", river.pk, rivers.pk, kind="organization",
        name="River Network", name_es="Red del Río",
    )  # fmt: skip
    go(alma, "endorsement-apart", rows["Hill House"].pk, rows["Hill Houses"].pk, go="yes")
    assert "No two names look alike." in page(alma, "letter-alike", letter.pk)
    assert letter.endorsements.listed().count() == 3
    assert letter.endorsements.get(pk=river.pk).name_in("es") == "Red del Río"


def test_a_name_is_tied_to_the_directory_or_added_to_it(
    alma: Client, letter: Letter, now: datetime
) -> None:
    known = make_organization("Hill House", state="MN")
    hill, bay = (
        endorsing.add_by_hand(letter, Given(name), language="en", actor=WORKER, now=now)
        for name in ("The Hill House", "Bay House")
    )
    assert "It is the same" in page(alma, "letter-alike", letter.pk)
    go(alma, "endorsement-same", hill.pk, known.pk, go="yes")
    go(alma, "endorsement-directory", bay.pk, kind="faith")

    hill.refresh_from_db()
    bay.refresh_from_db()
    assert hill.organization == known
    assert bay.organization is not None
    assert bay.organization.name_in("en") == "Bay House"


def test_what_waits_is_approved_frozen_withdrawn_and_brought_back(
    alma: Client, letter: Letter, now: datetime
) -> None:
    card, today = uuid4(), timezone.localdate(now)
    endorsing.receive_endorsement(
        letter, Given("Bay House"), card_id=card, language="en", text_hash="x", today=today
    )
    endorsing.confirm_endorsements(card, shown_name="", today=today)
    (row,) = Endorsement.objects.waiting()
    assert "waits for you" in page(alma, "letter-endorsements", letter.pk)
    assert "waits under" in alma.get("/desk/").content.decode()
    go(alma, "letter-approve", letter.pk, endorsement=[row.pk])
    assert letter.endorsements.listed().count() == 1

    assert "1 organization" in page(alma, "letter-freeze", letter.pk)
    go(alma, "letter-freeze", letter.pk, confirmed="yes")
    assert "No. 1 of" in page(alma, "letter", letter.pk)
    assert go(alma, "letter-print", letter.pk, "es").content.startswith(b"%PDF")

    go(alma, "endorsement-withdraw", row.pk, reason="asked by telephone")
    assert not letter.endorsements.listed().exists()
    go(alma, "endorsement-bring-back", row.pk, go="yes")
    go(alma, "endorsement", row.pk, kind="organization", name="Bay House", state="MN")
    file = alma.get(reverse("desk:letter-endorsements", args=[letter.pk]) + "?export=csv")
    assert read_csv(file.content)[1][0] == "Bay House"


def test_a_name_by_hand_and_a_volunteer_who_may_only_look(
    alma: Client, letter: Letter, now: datetime
) -> None:
    go(alma, "letter-endorsement-new", letter.pk, kind="office", name="Rev. Ana Ejemplo",
       office="River Church")  # fmt: skip
    assert letter.endorsements.listed().get().office == "River Church"

    beto = Client()
    beto.force_login(make_beto(now))
    assert "Paste a list" not in page(beto, "letter", letter.pk)
    assert beto.get(reverse("desk:letter-paste", args=[letter.pk])).status_code in (302, 403, 404)


def test_the_exact_words_that_somebody_signed_stay_to_be_read(
    alma: Client, letter: Letter, now: datetime
) -> None:
    text = letter.text("en")
    assert text is not None
    endorsing.receive_endorsement(
        letter, Given("Bay House"), card_id=uuid4(), language="en", text_hash=text.text_hash,
        today=timezone.localdate(now),
    )  # fmt: skip
    row = Endorsement.objects.get()
    assert reverse("desk:endorsement-wording", args=[row.pk]) in page(alma, "endorsement", row.pk)
    same = page(alma, "endorsement-wording", row.pk)
    assert "It divides families." in same
    assert "The letter says the same today." in same

    other = {"en": {"body": "It divides families and towns.\n\nEnd it."}}
    change_ask(letter, facts={}, words=other, actor=WORKER, now=now)

    changed = page(alma, "endorsement-wording", row.pk)
    assert "<p>It divides families.</p>" in changed
    assert "The letter says something else today." in changed
    assert "and towns." in changed.partition("What changed since")[2]
    assert text.text_hash in changed


def test_a_website_stands_on_the_list_in_the_file_and_on_paper(
    alma: Client, letter: Letter, now: datetime
) -> None:
    given = Given("Bay House", city="Duluth", website="https://www.bay.example/us/")
    endorsing.add_by_hand(letter, given, language="en", actor=WORKER, now=now)

    public = Client().get("/en/letters/open-letter/").content.decode()
    link = '<a href="https://www.bay.example/us/" rel="noreferrer">Bay House</a>, Duluth'
    assert link in public
    file = alma.get(reverse("desk:letter-endorsements", args=[letter.pk]) + "?export=csv")
    assert "https://www.bay.example/us/" in read_csv(file.content)[1]
    paper = PdfReader(io.BytesIO(go(alma, "letter-print", letter.pk, "en").content))
    said = " ".join(" ".join(each.extract_text() for each in paper.pages).split())
    assert "Bay House, Duluth · bay.example/us" in said
