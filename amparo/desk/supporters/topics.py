"""Topics of letters: what people of the list may choose to hear about, in each language."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk.fields import WordsForm, all_valid, sent
from amparo.desk.frame import (
    Button,
    Column,
    Listing,
    desk_view,
    link_column,
    person,
    show_form,
    show_list,
)
from amparo.supporters import operations
from amparo.supporters.models import Preference, Topic
from amparo.supporters.wishes import topic_names
from amparo.web.numbers import in_digits


class TopicForm(forms.Form):
    order = forms.IntegerField(
        label=gettext_lazy("Place in the list"), min_value=0, max_value=99, initial=0
    )
    is_offered = forms.BooleanField(
        label=gettext_lazy("People may choose it"), required=False, initial=True
    )


class TopicNameForm(WordsForm):
    name = forms.CharField(
        label=gettext_lazy("What it is called"),
        max_length=60,
        help_text=gettext_lazy("What letters are about, never who reads them."),
    )


@desk_view(Role.ORGANIZER)
def topic_list(request: HttpRequest) -> HttpResponse:
    """Every topic, with how many chose it."""
    names = topic_names()
    listing = Listing(
        title=_("Topics of letters"),
        rows=Topic.objects.all(),
        columns=[
            link_column(
                "name",
                _("Topic"),
                lambda topic: reverse("desk:topic", args=[topic.pk]),
                lambda topic: names[topic.code],
            ),
            Column("chosen", _("Chosen by"), _chosen, is_number=True),
            Column("state", _("State"), _state),
        ],
        export_name="topics",
        icon="tag",
        empty=_("There are no topics yet: everybody of the list hears about everything."),
        buttons=[Button(_("Add a topic"), reverse("desk:topic-new"), "plus", is_primary=True)],
        crumbs=_crumbs(),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Topic(), _("Add a topic"))


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk)
    return _edit(request, topic, topic_names()[topic.code])


def _edit(request: HttpRequest, topic: Topic, title: str) -> HttpResponse:
    stands = {} if topic.pk is None else {each.language: each.name for each in topic.names.all()}
    facts = {"order": topic.order, "is_offered": topic.is_offered}
    form = TopicForm(sent(request)["data"], initial=facts)
    called = [
        TopicNameForm(sent(request)["data"], language=code, initial={"name": stands.get(code, "")})
        for code, _name in settings.LANGUAGES
    ]
    if request.method == "POST" and all_valid(form, *called):
        topic.order = form.cleaned_data["order"]
        topic.is_offered = form.cleaned_data["is_offered"]
        names = {each.language: each.cleaned_data["name"] for each in called}
        try:
            operations.save_topic(topic, names, actor=person(request).actor)
        except operations.CannotAdd:
            form.add_error(None, _("There are twelve topics already: retire one, or rename it."))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:topics")
    crumbs = [*_crumbs(), (_("Topics of letters"), reverse("desk:topics"))]
    return show_form(
        request, title=title, forms=[*called, form], submit=_("Save"), crumbs=crumbs, icon="tag"
    )


def _chosen(topic: Topic) -> str:
    here = Q(topics__contains=f" {topic.code} ")
    return in_digits(Preference.objects.filter(here, card__is_confirmed=True).count())


def _state(topic: Topic) -> str:
    return _("offered") if topic.is_offered else _("retired")


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Supporters"), reverse("desk:supporters")),
        (_("Standing list"), reverse("desk:standing-list")),
    ]


_HERE = "supporters/list/topics/"

urlpatterns = [
    path(_HERE, topic_list, name="topics"),
    path(f"{_HERE}new/", new, name="topic-new"),
    path(f"{_HERE}<int:pk>/", edit, name="topic"),
]
