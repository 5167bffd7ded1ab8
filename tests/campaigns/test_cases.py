"""Defense cases: published only by recorded consent, gone when it is taken back."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.campaigns import shown, takedown
from amparo.campaigns.models import Campaign, CaseConsent, State, Tombstone
from amparo.campaigns.operations.campaigns import (
    CannotChange,
    open_campaign,
    put_case_first,
    set_photo,
)
from amparo.campaigns.operations.consents import (
    CannotRecord,
    Scope,
    consent_of_code,
    new_code,
    record_consent,
    unpublish_expired,
)
from amparo.campaigns.promises import CannotOpen
from amparo.campaigns.statements import forget_statements, read_statement
from amparo.campaigns.tombstones import bury, is_buried
from amparo.keyring.ledger import removed
from amparo.supporters.models import Keyspace
from amparo.supporters.operations.keyspaces import hold
from tests.makers import (
    make_campaign,
    make_case,
    make_keys,
    make_open_petition,
    make_picture,
    unlock_as,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def seen(path: str) -> int:
    return Client().get(path).status_code


def test_a_case_without_consent_does_not_open():
    now = timezone.now()
    case = make_campaign(now, slug="a-case", kind="case")
    with pytest.raises(CannotOpen) as refused:
        open_campaign(case, actor=WORKER, now=now)
    assert refused.value.reason == "consent"


def test_a_case_is_seen_in_the_languages_that_were_agreed_to_and_in_no_other():
    make_case(timezone.now(), languages=("es",))
    assert seen("/es/campaigns/stand-with-omar/") == 200
    assert seen("/en/campaigns/stand-with-omar/") == 404
    assert b"stand-with-omar" not in Client().get("/en/campaigns/").content


def test_a_case_asks_only_for_the_words_in_the_languages_agreed_to():
    case, _ = make_case(timezone.now(), languages=("es",))
    assert case.wanted_languages() == ["es"]
    assert case.missing_languages() == []


def test_a_case_page_has_a_way_to_leave_quickly_and_is_kept_by_no_archive_and_no_phone():
    make_case(timezone.now())
    response = Client().get("/en/campaigns/stand-with-omar/")
    assert "noarchive" in response.headers["X-Robots-Tag"]
    assert response.headers["Cache-Control"] == "no-store"
    assert b"data-leave" in response.content


def test_a_photograph_is_shown_only_where_the_consent_covers_it():
    now = timezone.now()
    case, _ = make_case(now)
    set_photo(case, make_picture(), actor=WORKER)
    assert b"<figure" not in Client().get("/en/campaigns/stand-with-omar/").content
    scope = Scope(("en",), timezone.localdate(now), allows_photo=True)
    record_consent(case, scope, statement="", user=None, actor=WORKER, now=now)
    assert b"<figure" in Client().get("/en/campaigns/stand-with-omar/").content


def test_consent_lasts_through_its_last_day_and_not_a_day_longer():
    now = timezone.now()
    case, _ = make_case(now, days=10)
    today = timezone.localdate(now)
    assert case.is_public(today + timedelta(days=10))
    assert not case.is_public(today + timedelta(days=11))


def test_a_case_whose_consent_ended_is_unpublished_by_the_worker():
    now = timezone.now()
    case, _ = make_case(now, days=10)
    assert unpublish_expired(now) == 0
    assert unpublish_expired(now + timedelta(days=11)) == 1
    case.refresh_from_db()
    assert case.state == State.DRAFT
    assert Entry.objects.get(verb="campaigns.unpublish").reason == "consent ended"
    assert seen("/en/campaigns/stand-with-omar/") == 404


def test_a_narrower_consent_replaces_the_wider_one_at_once():
    now = timezone.now()
    case, _ = make_case(now)
    scope = Scope(("es",), timezone.localdate(now) + timedelta(days=5))
    record_consent(case, scope, statement="", user=None, actor=WORKER, now=now)
    case = Campaign.objects.get(pk=case.pk)
    assert not case.is_public_in("en", timezone.localdate(now))
    assert case.is_public_in("es", timezone.localdate(now))


def test_only_cases_are_agreed_to_and_only_for_days_to_come():
    now = timezone.now()
    today = timezone.localdate(now)
    case, _ = make_case(now)
    for campaign, scope, reason in (
        (make_campaign(now), Scope(("en",), today), "kind"),
        (case, Scope((), today), "languages"),
        (case, Scope(("en",), today - timedelta(days=1)), "over"),
    ):
        with pytest.raises(CannotRecord) as refused:
            record_consent(campaign, scope, statement="", user=None, actor=WORKER, now=now)
        assert refused.value.reason == reason


def test_a_statement_is_sealed_and_opens_for_a_key_holder_only():
    now = timezone.now()
    keys = make_keys(now)
    make_case(now, statement="Agreed before Ines, at her office.")
    row = CaseConsent.objects.get()
    assert b"Ines" not in bytes(row.sealed_statement)
    unlocked = unlock_as(keys.alma, now)
    assert read_statement(row, by=unlocked, actor=WORKER) == "Agreed before Ines, at her office."
    assert Entry.objects.filter(verb="campaigns.read_statement").count() == 1
    assert forget_statements(row.campaign.keyspace_id) == 1
    assert read_statement(CaseConsent.objects.get(), by=unlocked, actor=WORKER) == ""


def test_the_code_is_found_however_it_was_copied():
    _, once = make_case(timezone.now())
    assert consent_of_code(once.code.lower().replace("-", " ")) == once.consent
    assert consent_of_code(once.code.replace("-", "")) == once.consent
    assert consent_of_code(new_code()) is None
    assert consent_of_code("") is None


def test_the_code_of_an_older_consent_still_works():
    now = timezone.now()
    case, once = make_case(now)
    scope = Scope(("en",), timezone.localdate(now))
    record_consent(case, scope, statement="", user=None, actor=WORKER, now=now)
    assert consent_of_code(once.code) is not None


def test_a_family_takes_its_page_down_in_two_steps_without_an_account():
    now = timezone.now()
    make_keys(now)
    _, once = make_case(now)
    client = Client(headers={"sec-fetch-site": "same-origin"})
    first = client.post("/es/take-down/", {"code": once.code.lower()})
    assert first.status_code == 200
    assert Campaign.objects.filter(slug="stand-with-omar").exists()
    assert "Sin acuerdo con ICE" in first.content.decode()
    second = client.post("/es/take-down/", {"code": once.code, "sure": "yes"})
    assert (second.status_code, second.url) == (302, "/es/take-down/done/")
    assert client.get("/es/take-down/done/").status_code == 200
    assert not Campaign.objects.filter(slug="stand-with-omar").exists()


def test_a_wrong_code_is_answered_kindly_and_takes_nothing_down():
    make_case(timezone.now())
    client = Client(headers={"sec-fetch-site": "same-origin"})
    for code in ("", "ABCDE", new_code(), "<script>", "Ñ" * 25):
        assert client.post("/en/take-down/", {"code": code, "sure": "yes"}).status_code == 422
    assert Campaign.objects.count() == 1


def test_another_site_cannot_take_a_page_down():
    _, once = make_case(timezone.now())
    client = Client(headers={"sec-fetch-site": "cross-site"})
    assert client.post("/en/take-down/", {"code": once.code, "sure": "yes"}).status_code == 403
    assert Campaign.objects.count() == 1


def test_what_was_taken_down_answers_410_in_every_language():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    make_open_petition(now, campaign=case, slug="for-omar")
    assert seen("/en/petitions/for-omar/") == 200
    takedown.take_down(case, actor=WORKER, now=now)
    for language in ("en", "es"):
        assert seen(f"/{language}/campaigns/stand-with-omar/") == 410
        assert seen(f"/{language}/petitions/for-omar/") == 410
        assert seen(f"/{language}/petitions/for-omar/sheet.pdf") == 410
    assert seen("/en/campaigns/never-there/") == 404


def test_nothing_of_a_case_is_left_after_its_takedown():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now, statement="Agreed.")
    set_photo(case, make_picture(), actor=WORKER)
    photo, keyspace_id = case.photo.name, case.keyspace_id
    make_open_petition(now, campaign=case, slug="for-omar")
    takedown.take_down(case, actor=WORKER, now=now, reason="asked by telephone")
    assert not Campaign.objects.exists()
    assert not CaseConsent.objects.exists()
    assert not default_storage.exists(photo)
    assert Keyspace.objects.get(pk=keyspace_id).shredded_on == timezone.localdate(now)
    log = str(list(Entry.objects.values()))
    assert "omar" not in log.casefold()
    assert "omar" not in str(list(Tombstone.objects.values())).casefold()
    assert Entry.objects.get(verb="campaigns.take_down").reason == "asked by telephone"


def test_a_takedown_names_exactly_what_goes():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    make_open_petition(now, campaign=case, slug="for-omar")
    lines = "\n".join(takedown.name_what_goes(case))
    assert "No agreement with ICE" in lines
    assert "End the agreement" in lines
    assert "0 sealed cards" in lines


def test_an_old_backup_brings_nobody_back():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    takedown.take_down(case, actor=WORKER, now=now)
    Tombstone.objects.all().delete()  # the backup is older than the takedown
    again, _ = make_case(now)
    Campaign.objects.filter(pk=again.pk).delete()
    keyspace = Keyspace.objects.create(kind="campaign", name="old", shred_on=again.closes_on)
    today = timezone.localdate(now)
    Campaign.objects.create(
        pk=case.pk, slug="stand-with-omar", kind="case", keyspace=keyspace, opens_on=today,
        closes_on=today, state="open",
    )  # fmt: skip
    assert takedown.apply_takedowns(now=now) == 1
    assert not Campaign.objects.filter(slug="stand-with-omar").exists()
    assert seen("/es/campaigns/stand-with-omar/") == 410


def test_a_takedown_that_was_cut_short_is_finished_by_the_worker(monkeypatch):
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)

    def cut(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(takedown, "_delete_rows", cut)
        with pytest.raises(KeyboardInterrupt):
            takedown.take_down(case, actor=WORKER, now=now)
    assert Campaign.objects.exists()
    assert takedown.apply_takedowns(now=now) == 1
    assert takedown.apply_takedowns(now=now) == 0
    assert not Campaign.objects.exists()


def test_a_legal_hold_keeps_the_sealed_cards_and_takes_the_page_down_all_the_same():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    hold(case.keyspace, reason="court order", actor=WORKER, now=now)
    takedown.take_down(case, actor=WORKER, now=now)
    assert not Campaign.objects.exists()
    assert Keyspace.objects.get(pk=case.keyspace_id).shredded_on is None
    assert seen("/en/campaigns/stand-with-omar/") == 410


def test_an_umbrella_is_not_taken_down_over_its_cases():
    now = timezone.now()
    umbrella = make_campaign(now, slug="six-people", kind="umbrella")
    make_case(now, parent=umbrella)
    with pytest.raises(takedown.CannotTakeDown):
        takedown.take_down(umbrella, actor=WORKER, now=now)


def test_an_umbrella_shows_its_cases_and_lends_them_its_background():
    now = timezone.now()
    umbrella = make_campaign(now, slug="six-people", kind="umbrella")
    umbrella.texts.filter(language="en").update(background="What the six have in common.")
    make_case(now, parent=umbrella)
    assert b"/en/campaigns/stand-with-omar/" in Client().get("/en/campaigns/six-people/").content
    case_page = Client().get("/en/campaigns/stand-with-omar/").content
    assert b"What the six have in common." in case_page
    assert b"/en/campaigns/stand-with-omar/" not in Client().get("/en/campaigns/").content


def test_addresses_below_a_buried_one_are_buried_and_its_neighbors_are_not():
    bury(["/campaigns/omar/"], timezone.localdate())
    assert is_buried("/es/campaigns/omar/")
    assert is_buried("/en/campaigns/omar/anything/?x=1")
    assert not is_buried("/en/campaigns/")
    assert not is_buried("/en/campaigns/omar-2/")
    assert not is_buried("/")


def test_the_ledger_of_takedowns_names_no_address():
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    takedown.take_down(case, actor=WORKER, now=now)
    kept = removed(takedown.TOMBSTONE) | removed(takedown.CAMPAIGN)
    assert str(case.pk) in kept
    assert not any("omar" in each for each in kept)


def test_the_cases_of_an_umbrella_stand_in_the_order_that_organizers_gave_them():
    now = timezone.now()
    umbrella = make_campaign(now, slug="six-people", kind="umbrella")
    cases = [make_case(now, parent=umbrella, slug=slug)[0] for slug in ("ana", "beto", "caro")]
    for case in (cases[0], cases[2]):
        put_case_first(case, actor=WORKER)

    page = shown.page_of(umbrella, "en", now)

    assert [card.campaign.slug for card in page.cases] == ["caro", "ana", "beto"]
    with pytest.raises(CannotChange):
        put_case_first(umbrella, actor=WORKER)
