"""Hearing by mail what changed: each for oneself; and a letter of it to people of the list.

A newcomer's mistake: a list of its own for such letters. Who wants them is on the standing list,
sealed, with the topic that she chose; the letter is a mail-out, read and approved before it goes.
"""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.audit.actors import Actor
from amparo.desk.fields import DayField, sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.mailouts.models import Belongs, MailOut
from amparo.mailouts.operations.writing import Facts, Words, create_mailout, default_audience
from amparo.places.counties import states
from amparo.policies import digests
from amparo.policies.changing import Change
from amparo.policies.models import Watch
from amparo.policies.operations.watching import unwatch, watch
from amparo.supporters.models import Topic
from amparo.supporters.operations.topics import CannotAdd, save_topic
from amparo.web.models import Coalition

COUNTRY = "us"


def _choices() -> list[tuple[str, object]]:
    return [
        ("", gettext_lazy("no letters")),
        (COUNTRY, gettext_lazy("the whole country")),
        *states(),
    ]


class WatchForm(forms.Form):
    heading = ""

    of = forms.ChoiceField(
        label=gettext_lazy("Write to me once a week what changed in"),
        choices=_choices,
        required=False,
        help_text=gettext_lazy("Only when something changed. Governments, never people."),
    )


class DigestForm(forms.Form):
    """Of which state, since which day."""

    of = forms.ChoiceField(label=gettext_lazy("What changed in"), choices=lambda: _choices()[1:])
    since = DayField(label=gettext_lazy("Since"))


@desk_view(Role.ORGANIZER, Role.VOLUNTEER, Role.ATTORNEY)
def by_mail(request: HttpRequest) -> HttpResponse:
    """One choice: a state, the country, or no letters."""
    user = person(request)
    form = WatchForm(request.POST or None, initial={"of": _chosen(user.pk)})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["of"]
        if chosen:
            watch(user, "" if chosen == COUNTRY else chosen, timezone.localdate())
            messages.success(request, _("We write to you once a week, when something changed."))
        else:
            unwatch(user)
            messages.success(request, _("You get no letters about changes."))
        return redirect("desk:policy-by-mail")
    return show_form(
        request,
        title=_("What changed, by mail"),
        forms=[form],
        submit=_("Save"),
        icon="mail",
        template="desk/policies/by_mail.html",
        context={"may_write": user.is_organizer},
    )


@desk_view(Role.ORGANIZER)
def letter(request: HttpRequest) -> HttpResponse:
    """A draft for people of the list who chose this topic; it goes as any letter does."""
    today = timezone.localdate()
    initial = {"of": Coalition.here().state or COUNTRY, "since": today - timedelta(days=30)}
    form = DigestForm(initial=initial, **sent(request))
    if form.is_bound and form.is_valid():
        of = form.cleaned_data["of"]
        state = "" if of == COUNTRY else of
        news = digests.news_since(state, form.cleaned_data["since"])
        made = _draft(form, news, state, person(request).actor) if news else None
        if made is not None:
            messages.success(request, _("The draft is kept. Read it, then have it approved."))
            return redirect("desk:mailout", pk=made.pk)
        if not news:
            form.add_error("since", _("Nothing has changed since that day."))
    return show_form(
        request,
        title=_("A letter of what changed"),
        forms=[form],
        submit=_("Write the draft"),
        crumbs=[(_("What changed, by mail"), reverse("desk:policy-by-mail"))],
        icon="mail",
    )


def _draft(form: DigestForm, news: list[Change], state: str, actor: Actor) -> MailOut | None:
    try:
        topic = _topic(actor)
    except CannotAdd:
        form.add_error(None, _("There are as many topics as the list can hold. Please retire one."))
        return None
    words = {code: Words(*digests.words_of(news, state, code)) for code in settings.SITE_LANGUAGES}
    return create_mailout(
        Belongs.LIST,
        None,
        words,
        Facts(topic=topic.code),
        audience=default_audience(Belongs.LIST),
        actor=actor,
        today=timezone.localdate(),
    )


def _topic(actor: Actor) -> Topic:
    """Offered to people of the list from the first such letter on."""
    found = Topic.objects.filter(code=digests.TOPIC).first()
    return found or save_topic(Topic(code=digests.TOPIC), digests.topic_names(), actor=actor)


def _chosen(user_id: int) -> str:
    found = Watch.objects.filter(user=user_id).first()
    return (found.state or COUNTRY) if found else ""


urlpatterns = [
    path("policies/by-mail/", by_mail, name="policy-by-mail"),
    path("policies/by-mail/letter/", letter, name="policy-letter"),
]
