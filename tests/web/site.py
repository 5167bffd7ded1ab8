"""Addresses that only these tests have: a public page, a form, a page for one person, a fault."""

from uuid import UUID

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone

from amparo.keyring.errors import Unavailable
from amparo.web.forms import EmailAddressField, LineField, PhoneField, WebForm, is_language_switch
from amparo.web.origins import public_post
from amparo.web.pagecache import public_page
from amparo.web.proofofwork import NotHuman, check_human, stamp

ASK = {"action_kind": "petition", "action_id": UUID(int=7)}


class SignForm(WebForm):
    name = LineField(label="Your name")
    email = EmailAddressField(label="E-mail")
    phone = PhoneField(label="Telephone", required=False)


@public_page(query=("page",))
def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "web/base.html", {"said": request.GET.get("page", "")})


@public_post
@public_page(has_form=True)
def sign(request: HttpRequest) -> HttpResponse:
    now, form = timezone.now(), SignForm()
    if is_language_switch(request):
        form = SignForm.retyped(request.POST)
    elif request.method == "POST":
        form = SignForm(request.POST)
        if form.is_valid():
            try:
                human = check_human(request, **ASK, now=now)
                return HttpResponse(f"signed, proof: {human.has_proof}")
            except NotHuman as refusal:
                form.add_error(None, str(refusal.message))
    context = {"form": form, "stamp": stamp(**ASK, now=now), "switch_form": "sign"}
    return render(request, "tests/sign.html", context)


@public_page()
def personal(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse("yours")


@public_page()
def draft(request: HttpRequest) -> HttpResponse:
    request.is_preview = True  # type: ignore[attr-defined]  # as Wagtail marks it
    return HttpResponse("not yet")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("rosa@example.org typed this")


def keyless(request: HttpRequest) -> HttpResponse:
    raise Unavailable


urlpatterns = [
    path("", include("amparo.web.urls")),
    *i18n_patterns(
        path("", plain),
        path("sign/", sign),
        path("personal/", personal),
        path("draft/", draft),
        path("broken/", broken),
        path("keyless/", public_post(keyless)),
    ),
]

handler400 = "amparo.web.errors.bad_request"
handler403 = "amparo.web.errors.forbidden"
handler404 = "amparo.web.errors.not_found"
handler500 = "amparo.web.errors.server_error"
