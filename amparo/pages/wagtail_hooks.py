"""What the pages ask of Wagtail's own editor. Wagtail imports this file by its name."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from amparo.pages.citing import note_page


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def note_what_it_cites(request: HttpRequest, page: Page) -> None:
    """Drafts too: whoever changes a claim should see what is being written with it."""
    note_page(page)
