"""The public page of claims: every figure that we use, where it comes from, and who differs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amparo.evidence import shown
from amparo.web.pagecache import public_page

KEPT_SECONDS = 5


@require_safe
@public_page(seconds=KEPT_SECONDS, query=("topic", "campaign"))
def evidence(request: HttpRequest) -> HttpResponse:
    """All claims, or those of a topic or a campaign; an unknown one shows all."""
    topic, campaign = request.GET.get("topic", ""), request.GET.get("campaign", "")
    page = shown.page_of()
    topic = topic if topic in dict(page.topics) else ""
    campaign = campaign if campaign in dict(page.campaigns) else ""
    if topic or campaign:
        page = shown.page_of(topic=topic, campaign=campaign)
    context = {"evidence": page, "topic": topic, "campaign": campaign}
    return render(request, "evidence/page.html", context)
