"""Alma works on campaigns at the desk; Beto helps; nobody else changes anything."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.campaigns.citations import sources_of
from amparo.campaigns.models import Campaign, CampaignRole, CaseConsent, State
from amparo.campaigns.operations.consents import consent_of_code
from amparo.campaigns.operations.parts import add_target, set_partner, set_role
from amparo.desk.campaigns.overview import todos
from amparo.evidence.models import Source
from tests.makers import (
    make_alma,
    make_beto,
    make_campaign,
    make_case,
    make_ines,
    make_keys,
    make_office,
    make_official,
    make_organization,
    make_picture,
    make_teo,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def alma() -> Client:
    return logged_in(make_alma(timezone.now()))


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def written(**more: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "kind": "campaign",
        "slug": "end-the-agreement",
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=90)).isoformat(),
        "en-title": "End the agreement",
        "en-aim": "No agreement with ICE.",
        "en-summary": "The vote is on June 21, 2027.",
        **more,
    }


SPANISH = {
    "es-title": "Terminen el acuerdo",
    "es-aim": "Sin acuerdo con ICE.",
    "es-summary": "La votación es el 21 de junio de 2027.",
}


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def test_a_campaign_begins_with_a_title_and_two_days(alma):
    response = alma.post(at("campaign-new"), written())
    campaign = Campaign.objects.get()
    assert response.url == at("campaign", campaign.pk)
    assert campaign.state == State.DRAFT
    page = alma.get(response.url).content.decode()
    assert "There is no complete text in Spanish." in page


def test_what_is_missing_or_wrong_is_said_beside_its_field_and_nothing_is_lost(alma):
    wrong = written(closes_on="2020-01-01", slug="Ñandú !", **{"en-title": ""})
    response = alma.post(at("campaign-new"), wrong)
    assert response.status_code == 422
    page = response.content.decode()
    assert "The last day is before the first." in page
    assert "The vote is on June 21, 2027." in page
    assert not Campaign.objects.exists()


def test_a_campaign_of_one_language_opens_only_with_a_promise(alma):
    alma.post(at("campaign-new"), written())
    campaign = Campaign.objects.get()
    asked = alma.post(at("campaign-open", campaign.pk))
    assert "Open it without Spanish?" in asked.content.decode()
    past = alma.post(at("campaign-open", campaign.pk), {"promise_by": "2020-01-01T10:00"})
    assert past.status_code == 422
    by = timezone.localtime() + timedelta(hours=3)
    alma.post(at("campaign-open", campaign.pk), {"promise_by": by.strftime("%Y-%m-%dT%H:%M")})
    campaign.refresh_from_db()
    assert campaign.state == State.OPEN
    assert campaign.has_open_promise
    assert "En español a más tardar" in alma.get(at("campaign", campaign.pk)).content.decode()


def test_a_campaign_of_all_languages_opens_at_one_press(alma):
    alma.post(at("campaign-new"), written(**SPANISH))
    campaign = Campaign.objects.get()
    alma.post(at("campaign-open", campaign.pk))
    campaign.refresh_from_db()
    assert campaign.state == State.OPEN


def test_twins_that_differ_are_shown_side_by_side_with_the_difference_above(alma):
    alma.post(at("campaign-new"), written(**{**SPANISH, "es-summary": "El 21 de junio de 2028."}))
    page = alma.get(at("campaign-edit", Campaign.objects.get().pk)).content.decode()
    assert "June 21, 2027" in page
    assert "21 de junio de 2028" in page
    assert "desk-twin-report" in page


def test_texts_and_photograph_are_changed_on_one_page(alma):
    alma.post(at("campaign-new"), written(**SPANISH))
    campaign = Campaign.objects.get()
    upload = SimpleUploadedFile("IMG_1.png", make_picture().data, content_type="image/png")
    alma.post(
        at("campaign-edit", campaign.pk), {**written(**SPANISH), "en-title": "New", "photo": upload}
    )
    campaign.refresh_from_db()
    assert campaign.text("en").title == "New"
    assert campaign.photo
    assert "IMG_1" not in campaign.photo.name
    alma.post(at("campaign-edit", campaign.pk), {**written(**SPANISH), "drops_photo": "on"})
    campaign.refresh_from_db()
    assert not campaign.photo


def test_a_file_that_is_no_picture_is_refused_and_the_texts_are_kept(alma):
    upload = SimpleUploadedFile("x.png", b"<svg onload=alert(1)>", content_type="image/png")
    response = alma.post(at("campaign-new"), {**written(), "photo": upload})
    assert response.status_code == 422
    assert "not a picture that we can read" in response.content.decode()


def test_targets_partners_milestones_sources_and_roles_are_added_and_taken_out(alma):
    now = timezone.now()
    campaign = make_campaign(now)
    official = make_official(now, make_office(now))
    union = make_organization("Union of Workers")
    helper = make_beto(now)
    for name, data in (
        ("campaign-target", {"official": str(official.pk)}),
        ("campaign-partner", {"organization": union.pk, "role": "leading"}),
        ("campaign-milestone-new", {"ends_on": "2027-07-01", "en-title": "Special session"}),
        ("campaign-role", {"user": helper.pk, "role": "helper"}),
    ):
        assert alma.post(at(name, campaign.pk), data).status_code == 302, name
    source = {"title": "Agreement", "language": "en", "read_on": "2026-11-01"}
    assert alma.post(at("cite", "campaign", campaign.pk), source).status_code == 302
    page = alma.get(at("campaign", campaign.pk)).content.decode()
    for words in ("Pat Example", "Union of Workers", "sometime before July 1", "Agreement", "Beto"):
        assert words in page
    for kind, row in (
        ("target", campaign.targets.get()),
        ("partner", campaign.partnerships.get()),
        ("milestone", campaign.milestones.get()),
        ("role", campaign.roles.get()),
    ):
        assert alma.post(at("campaign-part-out", campaign.pk, kind, row.pk)).status_code == 302
    assert not campaign.targets.exists()
    assert not campaign.partnerships.exists()
    alma.post(at("uncite", "campaign", campaign.pk, Source.objects.get().pk))
    assert not sources_of(campaign)
    assert Source.objects.exists()


def test_a_target_is_one_or_the_other(alma):
    campaign = make_campaign(timezone.now())
    assert alma.post(at("campaign-target", campaign.pk), {}).status_code == 422


def test_a_partner_who_asks_to_write_says_what_it_keeps(alma):
    campaign = make_campaign(timezone.now())
    union = make_organization("Union")
    data = {"organization": union.pk, "role": "leading", "asks_to_write": "on"}
    assert alma.post(at("campaign-partner", campaign.pk), data).status_code == 422
    data["privacy_url"] = "https://union.example.org/privacy"
    assert alma.post(at("campaign-partner", campaign.pk), data).status_code == 302
    assert campaign.partnerships.get().asks_to_write


def test_the_second_partner_is_put_first_with_one_press(alma):
    campaign = make_campaign(timezone.now())
    first, second = (
        set_partner(campaign, make_organization(name), role="leading", actor=WORKER)
        for name in ("Alpha", "Beta")
    )
    alma.post(at("campaign-part-first", campaign.pk, "partner", second.pk))
    assert list(campaign.partnerships.values_list("pk", flat=True)) == [second.pk, first.pk]
    role = set_role(campaign, make_beto(timezone.now()), "helper", actor=WORKER)
    assert (
        alma.post(at("campaign-part-first", campaign.pk, "role", role.pk), follow=True).status_code
        == 404
    )


def test_parts_of_another_campaign_are_not_there(alma):
    now = timezone.now()
    mine, other = make_campaign(now), make_campaign(now, slug="other")
    target = add_target(other, make_office(now), actor=WORKER)
    assert (
        alma.post(at("campaign-part-out", mine.pk, "target", target.pk), follow=True).status_code
        == 404
    )
    assert other.targets.exists()


def test_a_milestone_happens_with_one_press_and_can_be_taken_back(alma):
    campaign = make_campaign(timezone.now())
    alma.post(at("campaign-milestone-new", campaign.pk), {"en-title": "The vote"})
    milestone = campaign.milestones.get()
    for expected in (True, False):
        alma.post(at("campaign-reached", campaign.pk, milestone.pk))
        milestone.refresh_from_db()
        assert milestone.is_reached is expected


def test_ending_a_campaign_is_asked_once_more_and_names_what_follows(alma):
    campaign = make_campaign(timezone.now())
    asked = alma.get(at("campaign-close", campaign.pk)).content.decode()
    assert "shredded" in asked
    alma.post(at("campaign-close", campaign.pk), {"confirmed": "yes"})
    campaign.refresh_from_db()
    assert campaign.state == State.CLOSED


def test_a_consent_is_recorded_and_its_paper_shown_once(alma):
    now = timezone.now()
    make_keys(now)
    case = make_campaign(now, slug="a-case", kind="case")
    until = (timezone.localdate() + timedelta(days=60)).isoformat()
    data = {
        "languages": ["es"],
        "expires_on": until,
        "statement": "Before Ines.",
        "allows_name": "on",
    }
    paper = alma.post(at("campaign-consent", case.pk), data).content.decode()
    code = re.search(r"<code>([A-Z2-9-]+)</code>", paper)[1]
    assert consent_of_code(code).campaign == case
    assert "/es/take-down/" in paper
    assert code not in alma.get(at("campaign", case.pk)).content.decode()
    consent = CaseConsent.objects.get()
    assert (consent.languages, consent.allows_name, consent.allows_photo) == ("es", True, False)
    assert b"Ines" not in bytes(consent.sealed_statement)


def test_a_consent_is_for_days_to_come_and_for_a_year_at_most(alma):
    case = make_campaign(timezone.now(), slug="a-case", kind="case")
    for days in (-1, 400):
        until = (timezone.localdate() + timedelta(days=days)).isoformat()
        data = {"languages": ["es"], "expires_on": until}
        assert alma.post(at("campaign-consent", case.pk), data).status_code == 422
    assert not CaseConsent.objects.exists()


def test_a_statement_asks_for_the_key_first(alma):
    now = timezone.now()
    make_keys(now)
    case, once = make_case(now, statement="Before Ines.")
    response = alma.get(at("campaign-statement", case.pk, once.consent.pk))
    assert response.status_code == 302
    assert "unlock" in response.url


def test_a_takedown_says_exactly_what_goes_and_then_it_is_gone(alma):
    now = timezone.now()
    make_keys(now)
    case, _ = make_case(now)
    asked = alma.get(at("campaign-take-down", case.pk)).content.decode()
    assert "No agreement with ICE" in asked
    assert "consent" in asked
    assert Campaign.objects.exists()
    data = {"confirmed": "yes", "reason": "the family asked"}
    alma.post(at("campaign-take-down", case.pk), data)
    assert not Campaign.objects.exists()
    assert Entry.objects.get(verb="campaigns.take_down").reason == "the family asked"


def test_a_volunteer_sees_open_campaigns_and_changes_none():
    now = timezone.now()
    campaign = make_campaign(now)
    draft = make_campaign(now, slug="draft", kind="case")
    beto = logged_in(make_beto(now))
    assert "End the" not in beto.get(at("campaigns")).content.decode()
    assert beto.get(at("campaign", campaign.pk)).status_code == 200
    assert "Take it down" not in beto.get(at("campaign", campaign.pk)).content.decode()
    assert beto.get(at("campaign", draft.pk), follow=True).status_code == 404
    for name in ("campaign-edit", "campaign-take-down", "campaign-consent", "campaign-close"):
        assert beto.get(at(name, campaign.pk)).status_code in (302, 403)
    assert Campaign.objects.filter(state=State.OPEN).count() == 1


def test_a_campaign_kept_to_its_coordinators_is_not_there_for_others(alma):
    alma.post(at("campaign-new"), written(limited_to_roles="on"))
    campaign = Campaign.objects.get()
    assert campaign.roles.get().role == CampaignRole.Role.COORDINATOR
    assert alma.get(at("campaign", campaign.pk)).status_code == 200
    teo = logged_in(make_teo(timezone.now()))
    assert teo.get(at("campaign", campaign.pk), follow=True).status_code == 404
    assert teo.get(at("campaign-edit", campaign.pk), follow=True).status_code == 404


def test_an_attorney_has_nothing_to_do_with_campaigns():
    now = timezone.now()
    campaign = make_campaign(now)
    ines = logged_in(make_ines(now))
    assert ines.get(at("campaigns")).status_code in (302, 403)
    assert ines.get(at("campaign", campaign.pk)).status_code in (302, 403, 404)


def test_the_list_is_exported_with_languages_and_days(alma):
    make_campaign(timezone.now())
    response = alma.get(at("campaigns"), {"export": "csv"})
    assert response.headers["Content-Type"].startswith("text/csv")
    assert "No agreement with ICE" in response.content.decode("utf-8-sig")


def test_the_start_page_asks_for_what_is_late_and_for_consents_that_end():
    now = timezone.now()
    user = make_alma(now)
    make_case(now, days=5)
    assert any("consent ends" in todo.text for todo in todos(user, now))
    assert any("off the public pages" in todo.text for todo in todos(user, now + timedelta(days=9)))
    alma = logged_in(user)
    alma.post(at("campaign-new"), written())
    by = (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    campaign = Campaign.objects.get(slug="end-the-agreement")
    alma.post(at("campaign-open", campaign.pk), {"promise_by": by})
    assert any("lacks a language" in todo.text for todo in todos(user, now))
    late = todos(user, now + timedelta(hours=5))
    assert late[0].weight == 0 or any("is late" in todo.text for todo in late)


def test_the_desk_speaks_spanish_to_who_prefers_it():
    now = timezone.now()
    user = make_alma(now)
    user.preferred_language = "es"
    user.save()
    client = logged_in(user)
    campaign = make_campaign(now)
    client.cookies["django_language"] = "es"
    page = client.get(
        at("campaign", campaign.pk), headers={"accept-language": "es"}
    ).content.decode()
    assert "A quién se dirige" in page
