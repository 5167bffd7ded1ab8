"""Organizations at the desk: names by language, logos, and the coalitions that they belong to."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk.fields import DayField, PictureField, WordsForm, all_valid, sent, window_error
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    link_column,
    person,
    show_form,
    show_list,
)
from amparo.desk.words import has_one, words_forms
from amparo.lib.dates import DateWindow
from amparo.organizations.models import Kind, Membership, MembershipRole, Organization
from amparo.organizations.operations import (
    LOGO_LONGEST,
    Called,
    CannotRemove,
    remove_membership,
    remove_organization,
    save_organization,
    set_membership,
)
from amparo.organizations.sorting import sort_key
from amparo.places.counties import states
from amparo.web.forms import LineField
from amparo.web.models import Coalition
from amparo.web.pagecache import bump

FACTS = ("kind", "city", "state", "website", "is_listed", "place", "is_us")


class FactsForm(forms.Form):
    """What is the same in every language."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    city = LineField(label=gettext_lazy("City or town"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=lambda: [("", "—"), *states()]
    )
    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=300, assume_scheme="https"
    )
    logo = PictureField(
        is_photo=False,
        label=gettext_lazy("Logo"),
        longest=LOGO_LONGEST,
        help_text=gettext_lazy("PNG, JPEG or WebP. Leave it empty to keep the one that is there."),
    )
    drops_logo = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)
    is_listed = forms.BooleanField(
        label=gettext_lazy("Show it to the public"), required=False, initial=True
    )
    place = forms.IntegerField(
        label=gettext_lazy("Place among partners"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=gettext_lazy("1 stands first. Empty: by the alphabet, after those with a place."),
    )
    is_us = forms.BooleanField(
        label=gettext_lazy("This is our own coalition"),
        required=False,
        help_text=gettext_lazy("So that we can say which coalitions we belong to."),
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        if not organization.logo:
            del self.fields["drops_logo"]

    def clean_is_us(self) -> bool:
        is_us: bool = self.cleaned_data["is_us"]
        others = Organization.objects.filter(is_us=True).exclude(pk=self.organization.pk)
        if is_us and others.exists():
            raise forms.ValidationError(_("Another organization is marked as ours already."))
        return is_us


class NameForm(WordsForm):
    """Its name in one language; one name may serve for all."""

    name = LineField(label=gettext_lazy("Name"), required=False, max_length=200)
    logo_alt = LineField(
        label=gettext_lazy("What the logo shows"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For those who cannot see it. Empty: its name."),
    )


class MembershipForm(forms.Form):
    """Which coalition, as what, since when: a day, a window, or nothing known."""

    coalition = forms.ModelChoiceField(
        label=gettext_lazy("Coalition"), queryset=Organization.objects.none()
    )
    role = forms.ChoiceField(label=gettext_lazy("As"), choices=MembershipRole.choices)
    since_starts_on = DayField(
        label=gettext_lazy("Since, at the earliest"),
        required=False,
        help_text=gettext_lazy("For a year, January 1 here and December 31 below."),
    )
    since_ends_on = DayField(label=gettext_lazy("Since, at the latest"), required=False)
    left_on = DayField(label=gettext_lazy("Left on"), required=False)

    def __init__(self, *args: Any, member: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["coalition"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells mypy what stands above
        field.queryset = Organization.objects.coalitions().exclude(pk=member.pk).with_names()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("since_starts_on"), given.get("since_ends_on"))
        if trouble:
            self.add_error("since_ends_on", trouble)
        return given


@desk_view(Role.ORGANIZER)
def organizations(request: HttpRequest) -> HttpResponse:
    """Every organization."""
    rows = (
        Organization.objects.with_names()
        .annotate(
            campaign_count=Count("partnerships__campaign", distinct=True),
            coalition_count=Count("memberships", distinct=True),
        )
        .order_by("sort_name", "id")
    )
    listing = Listing(
        title=_("Organizations"),
        rows=rows,
        columns=_columns(),
        filters=[Filter("kind", _("Kind"), Kind.choices)],
        search=_search,
        icon="group",
        empty=_("No organization yet. Members, partners and endorsers stand here."),
        export_name="organizations",
        buttons=[
            Button(_("New organization"), reverse("desk:organization-new"), "plus", is_primary=True)
        ],
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new_organization(request: HttpRequest) -> HttpResponse:
    state = Coalition.here().state
    return _edit(request, Organization(kind=Kind.COMMUNITY, state=state), _("New organization"))


@desk_view(Role.ORGANIZER)
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Organization.objects.with_names(), pk=pk)
    return _edit(request, found, found.name)


@desk_view(Role.ORGANIZER)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out an organization that no campaign names."""
    found = get_object_or_404(Organization.objects.with_names(), pk=pk)
    back = reverse("desk:organization", args=[pk])
    if request.method != "POST":
        return confirm(
            request,
            title=_("Remove %(name)s") % {"name": found.name},
            goes=[_("Its names, its logo and its memberships in coalitions.")],
            submit=_("Delete it"),
            back=back,
            crumbs=_crumbs(),
        )
    try:
        remove_organization(found, actor=person(request).actor)
    except CannotRemove:
        messages.error(request, _("A campaign or a petition names it. Take it out there first."))
        return redirect(back)
    bump()
    messages.success(request, _("It is removed."))
    return redirect("desk:organizations")


@desk_view(Role.ORGANIZER)
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that this organization belongs to a coalition."""
    member = get_object_or_404(Organization.objects.with_names(), pk=pk)
    form = MembershipForm(member=member, **sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        set_membership(
            member=member,
            coalition=given["coalition"],
            role=given["role"],
            since=DateWindow(given["since_starts_on"], given["since_ends_on"]),
            left_on=given["left_on"],
            actor=person(request).actor,
        )
        bump()
        return redirect("desk:organization", pk=pk)
    return show_form(
        request,
        title=_("%(name)s belongs to a coalition") % {"name": member.name},
        forms=[form],
        submit=_("Save"),
        crumbs=[*_crumbs(), (member.name, reverse("desk:organization", args=[pk]))],
        icon="group",
    )


@desk_view(Role.ORGANIZER)
def unjoin(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a membership that was entered by mistake."""
    found = get_object_or_404(Membership.objects.select_related("member", "coalition"), pk=pk)
    back = reverse("desk:organization", args=[found.member_id])
    if request.method == "POST":
        remove_membership(found, actor=person(request).actor)
        bump()
        return redirect(back)
    names = {"member": found.member.name, "coalition": found.coalition.name}
    return confirm(
        request,
        title=_("A membership that never was"),
        goes=[_("That %(member)s belongs to %(coalition)s.") % names],
        submit=_("Take it back"),
        back=back,
        crumbs=_crumbs(),
    )


def _edit(request: HttpRequest, found: Organization, title: str) -> HttpResponse:
    facts = FactsForm(organization=found, initial=_facts_of(found), **sent(request))
    names = words_forms(request, NameForm, found.names.all() if found.pk else ())
    missing = _("Please write its name, in one language at least.")
    if facts.is_bound and all_valid(facts, *names) and has_one(names, "name", missing):
        saved = _save(request, found, facts, names)
        messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
        return redirect("desk:organization", pk=saved.pk)
    return show_form(
        request,
        title=title,
        forms=[facts, *names],
        submit=_("Save"),
        crumbs=_crumbs(),
        icon="group",
        template="desk/words.html",
        context={"organization": found, "after": ["desk/organizations/after.html"]},
    )


def _save(
    request: HttpRequest, found: Organization, facts: FactsForm, names: list[NameForm]
) -> Organization:
    given = facts.cleaned_data
    for name in FACTS:
        setattr(found, name, given[name])
    called = {form.language: Called(**form.cleaned_data) for form in names}
    saved = save_organization(
        found,
        names=called,
        actor=person(request).actor,
        logo=given["logo"],
        drops_logo=given.get("drops_logo", False),
    )
    bump()
    return get_object_or_404(Organization.objects.with_names(), pk=saved.pk)


def _facts_of(found: Organization) -> dict[str, Any]:
    return {name: getattr(found, name) for name in FACTS}


def _columns() -> list[Column]:
    return [
        link_column(
            "name",
            _("Name"),
            lambda row: reverse("desk:organization", args=[row.pk]),
            sort="sort_name",
        ),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
        Column("city", _("City"), lambda row: row.city, "city"),
        Column("state", _("State"), lambda row: row.state, "state"),
        Column(
            "campaigns", _("Campaigns"), lambda row: row.campaign_count, "campaign_count",
            is_number=True,
        ),
        Column(
            "coalitions", _("Coalitions"), lambda row: row.coalition_count, "coalition_count",
            is_number=True,
        ),
        Column("website", _("Website"), lambda row: row.website),
        Column("listed", _("Public"), lambda row: _("yes") if row.is_listed else _("no")),
    ]  # fmt: skip


def _search(rows: QuerySet[Organization], words: str) -> QuerySet[Organization]:
    found = rows.filter(names__name__icontains=words) | rows.filter(
        sort_name__contains=sort_key(words)
    )
    return found.distinct()


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Organizations"), reverse("desk:organizations"))]


urlpatterns = [
    path("organizations/", organizations, name="organizations"),
    path("organizations/new/", new_organization, name="organization-new"),
    path("organizations/<int:pk>/", organization, name="organization"),
    path("organizations/<int:pk>/remove/", remove, name="organization-remove"),
    path("organizations/<int:pk>/join/", join, name="organization-join"),
    path("organizations/memberships/<int:pk>/remove/", unjoin, name="membership-remove"),
]
