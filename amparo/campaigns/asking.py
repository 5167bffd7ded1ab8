"""The public pages of an ask with a form: read and take part, thanks, and how it will look.

A room makes a child of `Asking`, says what it takes and stores, and puts `page` and `thanks` of one
instance into its addresses. What is the same for all is here: the language switch keeps what was
typed, the proof of work, limits, a text that changed meanwhile, an ask that closed meanwhile.
A newcomer's mistake: an answer that tells whether an address had taken part before. New and
repeated are one path to one thanks page, which anybody may open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar, Generic
from uuid import UUID

from django.conf import settings
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amparo.campaigns import anatomy
from amparo.campaigns.access import public_standing
from amparo.campaigns.actions import A
from amparo.campaigns.citations import sources_of
from amparo.campaigns.forms import AskForm
from amparo.campaigns.kinds import AskKind
from amparo.campaigns.standing import Standing, TextChanged
from amparo.evidence.models import Source
from amparo.supporters.operations import CannotReceive
from amparo.supporters.sources import clean_source
from amparo.web import limits
from amparo.web.addresses import in_language
from amparo.web.forms import is_language_switch
from amparo.web.headers import hide_from_archives
from amparo.web.origins import public_post
from amparo.web.pagecache import public_page
from amparo.web.proofofwork import NotHuman, check_human

KEPT_SECONDS = 5  # what changes a page bumps the cache at once; only a closing hour waits for this
AGAIN = "household"  # the source code of whoever takes part from the thanks page


class Refused(Exception):
    """Nothing was stored; `words` say why beside `name`, or above the form where it is None."""

    def __init__(self, name: str | None, words: str | Promise) -> None:
        super().__init__(name)
        self.name, self.words = name, words


class TooMany(Exception):
    """So many came from one network in this hour that we ask it to wait."""


class SeeOther(HttpResponseRedirect):
    status_code = 303  # go on with GET: a reload must not send again


@dataclass(frozen=True, slots=True)
class Visit(Generic[A]):
    """One request to an ask's page, with what is known of the ask."""

    request: HttpRequest
    standing: Standing[A]
    language: str
    now: datetime
    place: Mapping[str, Any] = field(default_factory=dict)  # what else stands in the address

    @property
    def action(self) -> A:
        return self.standing.action

    @property
    def source(self) -> str:
        """Where she came from, as the poster or the button says."""
        return clean_source(self.request.GET.get("source", ""))


class Asking(Generic[A]):
    """The pages of one form. `thanks_page` names the address of its thanks page."""

    kind: AskKind[A]
    form_class: type[AskForm]
    thanks_page: ClassVar[str]
    template: ClassVar[str] = "campaigns/ask.html"
    thanks_template: ClassVar[str] = "campaigns/thanks.html"
    address: ClassVar[str] = ""  # names the address of the form's page; without it, the kind's
    query: ClassVar[tuple[str, ...]] = ("source",)  # the parameters that its page reads
    bucket: ClassVar[str] = ""  # counts with others of this name; without it, the kind's own

    def __init__(self) -> None:
        cached = public_page(seconds=KEPT_SECONDS, query=self.query, has_form=True)
        self.page = public_post(require_http_methods(["GET", "HEAD", "POST"])(cached(self._page)))
        plain = public_page(seconds=KEPT_SECONDS, has_form=True)
        self.thanks = require_safe(plain(self._thanks))
        for view in (self.page, self.thanks):
            view.is_framable = True  # type: ignore[attr-defined]  # by other sites: api.framing

    # What a room says

    def take(self, visit: Visit[A], given: dict[str, Any]) -> str | None:
        """Store what was read; return where to go on, or None for the thanks page.

        May raise Refused, and what supporters.operations.receive raises.
        """
        raise NotImplementedError

    def read(self, visit: Visit[A]) -> dict[str, Any] | None:
        """What the form gives without a mistake; None where it has to be shown again."""
        form = self.form(visit, visit.request.POST)
        return form.cleaned_data if form.is_valid() else None

    def form_options(self, visit: Visit[A]) -> dict[str, Any]:
        """What the form is made with besides what was typed."""
        return {"partners": visit.standing.partners(visit.language)}

    def initial(self, visit: Visit[A]) -> dict[str, Any]:
        """What stands in the blank form."""
        return {}

    def context(self, visit: Visit[A]) -> dict[str, Any]:
        """What only this room's page shows."""
        return {}

    def sources(self, visit: Visit[A]) -> list[Source]:
        """The sources that are listed for it, besides what its text cites by key."""
        return sources_of(visit.action)

    def is_open(self, visit: Visit[A]) -> bool:
        return visit.action.is_open(visit.now)

    def thanks_form(self, visit: Visit[A]) -> AskForm | None:
        """The form for the next person at this phone, on the thanks page; None for none."""
        return None

    # What is the same for all

    def visit(self, request: HttpRequest, slug: str, **place: Any) -> Visit[A]:
        """What is known of a public ask, for a room's own pages too. Raises Http404."""
        language, now = _language(), timezone.now()
        standing = public_standing(self.kind.standings, slug, language, now)
        return Visit(request, standing, language, now, place)

    def frame(self, visit: Visit[A]) -> dict[str, Any]:
        """What every page about this ask shows, for a room's own pages."""
        return anatomy.frame_context(self.kind, visit.standing, visit.language, visit.now)

    def form(self, visit: Visit[A], data: Any = None) -> AskForm:
        """The form, blank or with what was sent."""
        options = self.form_options(visit)
        if data is not None:
            return self.form_class(data, **options)
        initial = {"text_hash": _text_hash(visit), **self.initial(visit)}
        return self.form_class(initial=initial, **options)

    def path(self, visit: Visit[A]) -> str:
        """The address of the form's page."""
        if not self.address:
            return self.kind.path(visit.action, visit.language)
        return _address_in(visit, self.address)

    def preview(self, request: HttpRequest, action: A, alternates: dict[str, str]) -> HttpResponse:
        """The page as it will be, for the desk; `alternates` are the previews in each language."""
        standing = self.kind.standings.of(action)
        visit = Visit(request, standing, _language(), timezone.now())
        more: dict[str, Any] = {"alternates": alternates, "switch_form": "", "is_open": True}
        return self._shown(visit, self.form(visit), **more)

    def _page(self, request: HttpRequest, slug: str, **place: Any) -> HttpResponse:
        """The ask with its form at once; a POST takes part."""
        visit = self.visit(request, slug, **place)
        if request.method != "POST":
            return self._shown(visit, self.form(visit))
        if is_language_switch(request):
            return self._shown(visit, self._retyped(visit))
        return self._answer(visit)

    def _thanks(self, request: HttpRequest, slug: str, **place: Any) -> HttpResponse:
        """What happens now. Anybody may open it: it proves nothing."""
        visit = self.visit(request, slug, **place)
        context = {
            **self.frame(visit),
            **anatomy.form_context(self.kind, visit.standing, self.path(visit), AGAIN, visit.now),
            **self.context(visit),
            "form": self.thanks_form(visit),
        }
        alternates = context["alternates"]
        context["alternates"] = {code: in_language(request.path, code) for code in alternates}
        context["switch_form"] = ""
        return rendered(request, self.thanks_template, context)

    def _answer(self, visit: Visit[A]) -> HttpResponse:
        """Take what was sent, or say beside the form why not; what was typed stays."""
        if not self.is_open(visit):
            return self._over(visit)
        given = self.read(visit)
        if given is None:
            return self._shown(visit, self.form(visit, visit.request.POST), status=422)
        try:
            self._check_human(visit)
            visit.standing.check_seen(given["text_hash"], visit.language)
            address = self.take(visit, given)
        except TextChanged as changed:
            return self._changed(visit, changed)
        except (NotHuman, CannotReceive, TooMany, Refused) as refusal:
            return self._refused(visit, refusal)
        return SeeOther(address or self._thanks_address(visit))

    def _check_human(self, visit: Visit[A]) -> None:
        code = self.kind.code
        bucket = self.bucket or f"{code}.take"
        let_in(visit.request, code, visit.action.pk, bucket=bucket, now=visit.now)

    def _refused(self, visit: Visit[A], refusal: Exception) -> HttpResponse:
        if getattr(refusal, "reason", "") == "closed":
            return self._over(visit)
        form = self.form(visit, visit.request.POST)
        status = explain(form, refusal)
        return self._shown(visit, form, status=status)

    def _changed(self, visit: Visit[A], changed: TextChanged) -> HttpResponse:
        """Show what changed in the text, and the form as she typed it, now under the new words."""
        text = visit.standing.text_in(visit.language)
        changes = anatomy.text_changes(changed.seen, text[0]) if text else []
        more = {"has_changed": True, "changes": changes}
        return self._shown(visit, self._retyped(visit), status=422, **more)

    def _over(self, visit: Visit[A]) -> HttpResponse:
        """Say that it is over, and give back the prose that she wrote."""
        fields, sent = self.form_class.base_fields, visit.request.POST
        prose = [name for name in fields if isinstance(fields[name].widget, Textarea)]
        typed = [words for name in prose if (words := sent.get(name, "").strip())]
        more = {"was_refused": True, "is_open": False, "typed": typed}
        return self._shown(visit, self.form(visit), status=409, **more)

    def _retyped(self, visit: Visit[A]) -> AskForm:
        form = self.form_class.retyped(visit.request.POST, **self.form_options(visit))
        form.initial["text_hash"] = _text_hash(visit)
        return form

    def _shown(
        self, visit: Visit[A], form: AskForm, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        standing, language, now = visit.standing, visit.language, visit.now
        sources = self.sources(visit)
        context = {
            **anatomy.page_context(self.kind, standing, language, now, sources=sources),
            **anatomy.form_context(self.kind, standing, self.path(visit), visit.source, now),
            "is_open": self.is_open(visit),
            "share_image": self._picture(visit),
            **self.context(visit),
            "form": form,
            **more,
        }
        return rendered(visit.request, self.template, context, status)

    def _picture(self, visit: Visit[A]) -> str:
        """What goes along where the page is shared; of a case nothing, as it cannot be recalled."""
        if visit.action.campaign.is_case:
            return ""
        names = [self.kind.code, visit.action.slug, "wide"]
        return settings.SITE_URL + reverse("announcing:picture", args=names)

    def _thanks_address(self, visit: Visit[A]) -> str:
        if visit.place:
            return _address_in(visit, self.thanks_page)
        return _address_of(self.thanks_page, visit.action.slug, visit.language)


def let_in(
    request: HttpRequest,
    code: str,
    action_id: UUID,
    *,
    bucket: str,
    now: datetime,
    with_proof: int = limits.WITH_PROOF,
) -> None:
    """Let a person send a form of this kind, `with_proof` so many an hour from one network.

    Raises NotHuman, TooMany.
    """
    human = check_human(request, action_kind=code, action_id=action_id, now=now)
    most = with_proof if human.has_proof else limits.WITHOUT_PROOF
    if not limits.is_within(request, bucket, most=most, now=now):
        raise TooMany


def rendered(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page about an ask; nothing of a case stays in an archive."""
    response = render(request, template, context, status=status)
    return hide_from_archives(response) if context["is_case"] else response


def explain(form: AskForm, refusal: Exception) -> int:
    """Say in the form why nothing was stored; return the status."""
    if isinstance(refusal, TooMany):
        form.add_error(
            None, _("Very many came from your network. Please send yours again in an hour.")
        )
        return 429
    if isinstance(refusal, Refused):
        form.add_error(refusal.name, str(refusal.words))
    elif isinstance(refusal, NotHuman):
        form.add_error(None, str(refusal.message))
    elif getattr(refusal, "reason", "") == "not_an_email":
        form.add_error("email", _("We cannot write to this e-mail address. Please look again."))
    else:
        first = "name" if "name" in form.fields else None
        form.add_error(first, _("What you wrote is too long together; please shorten."))
    return 422


def _text_hash(visit: Visit[Any]) -> str:
    found = visit.standing.text_in(visit.language)
    return found[1] if found else ""


def _address_in(visit: Visit[Any], name: str) -> str:
    with override(visit.language):
        return reverse(name, kwargs={"slug": visit.action.slug, **visit.place})


@lru_cache(maxsize=500)
def _address_of(name: str, slug: str, language: str) -> str:
    with override(language):
        return reverse(name, args=[slug])


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
