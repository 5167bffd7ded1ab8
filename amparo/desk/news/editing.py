"""A post written, changed, published, taken off: from a phone, in one language or both.

A newcomer's mistake: asking for both languages before anything may be posted. One is enough; what
lacks its twin stands on the start page until somebody has written it.
"""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.accounts.models import Role, User
from amparo.desk.fields import all_valid, sent
from amparo.desk.frame import confirm, desk_view, page_context, person, show_form
from amparo.desk.news.forms import PictureForm, PostWordsForm, WhereForm
from amparo.desk.press.overview import differences_between, missing, shown, state_of, told
from amparo.desk.words import has_one
from amparo.pages.announced import path_of
from amparo.pages.drafts import is_waiting, send_out, take_back
from amparo.pages.models import NewsPage, Photograph
from amparo.pages.operations import describe_photograph, keep_photograph
from amparo.pages.posts import Facts, Words, post_twins, version_of, write_post
from amparo.web.templatetags.web import day


@desk_view(Role.ORGANIZER)
def new(request: HttpRequest) -> HttpResponse:
    """One form: the words in each language, a photograph; published at once, or kept."""
    return _edit(request, [])


@desk_view(Role.ORGANIZER)
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    twins = _post(key)
    if any(page.locked for page in twins):
        messages.error(request, _("Somebody has locked this post in the page editor."))
        return redirect("desk:news", key=key)
    return _edit(request, twins)


@desk_view(Role.ORGANIZER)
def post(request: HttpRequest, key: UUID) -> HttpResponse:
    """A post with its twins: where it stands, and what can be done with it."""
    twins = _post(key)
    context = {
        "key": key,
        "twins": [shown(page) for page in twins],
        "state": state_of(twins),
        "day": day(twins[0].posted_on, "year"),
        "may_go_out": any(not page.live or page.has_unpublished_changes for page in twins),
        "is_out": any(page.live or is_waiting(page) for page in twins),
        "may_announce": bool(path_of(twins[0])),
        "differences": told(differences_between(twins), twins),
        "missing": missing(twins),
        **page_context(twins[0].title, "doc-full-inverse", [(_("News"), reverse("desk:posts"))]),
    }
    return render(request, "desk/news/post.html", context)


@desk_view(Role.ORGANIZER)
def send(request: HttpRequest, key: UUID) -> HttpResponse:
    """Publish every language as it was last saved."""
    twins = _post(key)
    if request.method == "POST":
        send_out(twins, by=person(request))
        _say_out(request, post_twins(key))
        return redirect("desk:news", key=key)
    differing = told(differences_between(twins), twins)
    doubt = [_("The languages differ here. Is that right?")] if differing else []
    return confirm(
        request,
        title=_("Publish this post"),
        goes=[*(f"{page.language.upper()}: {page.title}" for page in twins), *doubt, *differing],
        submit=_("Publish it"),
        back=reverse("desk:news", args=[key]),
        crumbs=_crumbs(twins),
        is_final=False,
    )


@desk_view(Role.ORGANIZER)
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it off the site, in the languages that are ticked."""
    twins = _post(key)
    out = [page for page in twins if page.live or is_waiting(page)]
    form = WhereForm(request.POST or None, twins=out)
    if form.is_bound and form.is_valid():
        gone = set(form.cleaned_data["languages"])
        take_back([page for page in out if page.language in gone], by=person(request))
        messages.success(request, _("It is off the site. The drafts are kept."))
        return redirect("desk:news", key=key)
    return confirm(
        request,
        title=_("Take this post off the site"),
        goes=[_("Who opens its address learns that there is nothing. You can publish it again.")],
        submit=_("Take it off the site"),
        back=reverse("desk:news", args=[key]),
        crumbs=_crumbs(twins),
        form=form,
        is_final=False,
    )


def _edit(request: HttpRequest, twins: Sequence[NewsPage]) -> HttpResponse:
    known = {page.language: page for page in twins}
    words = [
        PostWordsForm(language=code, page=known.get(code), **sent(request))
        for code in _languages_of(person(request))
    ]
    picture = PictureForm(page=twins[0] if twins else None, **sent(request))
    if picture.is_bound and all_valid(*words, picture) and _is_fit(request, words, twins):
        return _written(request, words, picture, twins)
    return show_form(
        request,
        title=_("Change the post") if twins else _("Post news"),
        icon="edit" if twins else "plus",
        forms=[*words, picture],
        submit=_("Save") if twins else _("Publish"),
        crumbs=_crumbs(twins) if twins else [(_("News"), reverse("desk:posts"))],
        template="desk/news/edit.html",
        context={
            "version": version_of(twins),
            "is_new": not twins,
            "editors": [(page.language, shown(page)["editor"]) for page in twins],
            "goes_along": [
                page.language for page in twins if page.live and page.has_unpublished_changes
            ],
        },
    )


def _is_fit(
    request: HttpRequest, words: Sequence[PostWordsForm], twins: Sequence[NewsPage]
) -> bool:
    """Is there something to post, and is it the post that she had before her?"""
    if request.POST.get("version", "") != version_of(twins):
        words[0].add_error(
            None,
            _("Somebody changed this post while you wrote. Open it in another window and compare; "
              "if you save again, your words stand in place of theirs."),
        )  # fmt: skip
        return False
    return has_one(words, "title", _("Write the post in at least one language."))


def _written(
    request: HttpRequest,
    words: Sequence[PostWordsForm],
    picture: PictureForm,
    twins: Sequence[NewsPage],
) -> HttpResponse:
    said = {
        form.language: Words(form.cleaned_data["title"], form.cleaned_data["text"])
        for form in words
        if form.has_words
    }
    by = person(request)
    key = write_post(
        said,
        _facts_of(picture, by),
        today=timezone.localdate(),
        by=by,
        key=twins[0].translation_key if twins else None,
    )
    if not twins and "draft" not in request.POST:
        send_out(post_twins(key), by=by)
    _say_out(request, post_twins(key))
    return redirect("desk:news", key=key)


def _facts_of(picture: PictureForm, by: User) -> Facts:
    """What was changed of all that is no word; the description of a photograph is changed here."""
    given, changed = picture.cleaned_data, picture.changed_data
    photograph: Photograph | None = None
    if given["photograph"]:
        photograph = keep_photograph(given["photograph"], shown=given["shown"], by=by)
    elif picture.kept and "shown" in changed and given["shown"]:
        describe_photograph(picture.kept, given["shown"])
    return Facts(
        photograph=photograph,
        is_without_photograph=not photograph and bool(given.get("is_taken_off")),
        campaign=(given["campaign"],) if "campaign" in changed else None,
        tags_gone=tuple(name for name in picture.tags_before if name not in given["tags"]),
        tags_new=tuple(name for name in given["tags"] if name not in picture.tags_before),
    )


def _say_out(request: HttpRequest, twins: Sequence[NewsPage]) -> None:
    """Where it is on the site now; or that it is not."""
    out = next((page for page in twins if page.live), None)
    if out is None:
        messages.success(request, _("Saved. Look at it, then publish it."))
        return
    link = format_html('<a href="{}">{}</a>', out.url, out.title)
    messages.success(request, format_html(_("It is on the site: {link}"), link=link))


def _post(key: UUID) -> list[NewsPage]:
    """Raises Http404."""
    twins = post_twins(key)
    if not twins:
        raise Http404
    return twins


def _crumbs(twins: Sequence[NewsPage]) -> list[tuple[str, str]]:
    here = reverse("desk:news", args=[twins[0].translation_key])
    return [(_("News"), reverse("desk:posts")), (twins[0].title, here)]


def _languages_of(user: User) -> list[str]:
    """Her own language first."""
    return sorted(settings.SITE_LANGUAGES, key=lambda code: code != user.preferred_language)


urlpatterns = [
    path("news/post/", new, name="post"),
    path("news/<uuid:key>/", post, name="news"),
    path("news/<uuid:key>/edit/", edit, name="news-edit"),
    path("news/<uuid:key>/send/", send, name="news-send"),
    path("news/<uuid:key>/take-back/", withdraw, name="news-take-back"),
]
