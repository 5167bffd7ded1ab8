"""Alma brings the old blog along on a phone, in Spanish; Rosa finds it by its old address and its
words."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.archive.models import Item
from amparo.keyring.operations import HolderOnce
from amparo.pages.operations import build_site
from amparo.web.searchindex import keep_in_step
from tests.archive.conftest import Desk, renditions
from tests.archive.exports import HOST, Post, picture, wxr
from tests.browsing import Visit, come_in
from tests.cast import ALMA
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.lib.oldsites.test_uploads import zipped

__all__ = ["alma_key", "renditions"]
# Wagtail leaves the temporary file of a rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
Axe = Callable[[Page], None]

ENGLISH = (
    "Free legal clinic for everybody\nCome talk with a lawyer at the church. Call 651-555-0174."
)
SPANISH = "Clínica legal gratis\nVenga a hablar con una abogada en la iglesia. Llame: 651-555-0174."
PHOTO = f'<img src="{HOST}/wp-content/uploads/2011/08/line.jpg" alt="A line before a church">'


@pytest.fixture
def alma(alma_key: HolderOnce) -> User:
    build_site(name="Coalition of the Lakes")
    user = User.objects.get(email=ALMA.email)
    User.objects.filter(pk=user.pk).update(preferred_language="es")
    return user


def blog() -> bytes:
    both = f"(English below)\n\n{SPANISH}\n\n{PHOTO}\n\n{ENGLISH}"
    return wxr(
        Post("Clínica legal gratis para la comunidad", both, slug="clinica", number=77),
        Post("An old raffle", "Buy the tickets for the raffle of the year.", number=78, comments=3),
    )


def test_an_old_blog_is_brought_looked_at_published_and_found(
    visit: Visit, alma: User, axe: Axe, renditions: None
) -> None:
    page = visit("/accounts/login/")
    come_in(page, ALMA)
    page.goto("/desk/archive/new/")
    page.get_by_label("La exportación").set_input_files(
        {"name": "blog.xml", "mimeType": "text/xml", "buffer": b"<rss><channel>"}
    )
    page.get_by_role("button", name="Leerlo").click()
    expect(page.get_by_role("alert").first).to_contain_text("termina a la mitad")
    axe(page)
    files = zipped(**{"uploads/2011/08/line.jpg": picture()}).getvalue()
    page.get_by_label("La exportación").set_input_files(
        {"name": "blog.xml", "mimeType": "text/xml", "buffer": blog()}
    )
    page.get_by_label("Sus imágenes").set_input_files(
        {"name": "uploads.zip", "mimeType": "application/zip", "buffer": files}
    )
    page.get_by_role("button", name="Leerlo").click()
    expect(page.locator("main")).to_contain_text("Se guardaron 1 imágenes.")
    page.get_by_text("Qué no se trajo o no se entendió").click()
    expect(page.locator("main")).to_contain_text("No se trajeron 3 comentarios")
    page.reload()  # the message of success fades in, which axe takes for pale
    axe(page)

    page.get_by_role("link", name="Revisarlas").click()
    expect(page.get_by_label("Título en inglés")).to_have_value("Free legal clinic for everybody")
    expect(page.get_by_label("Título en español")).to_have_value(
        "Clínica legal gratis para la comunidad"
    )
    axe(page)
    page.get_by_role("button", name="Está bien: a la siguiente").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("An old raffle")
    page.get_by_role("button", name="Dejar fuera esta publicación").click()
    page.get_by_role("link", name="Publicar lo revisado").click()
    expect(page.locator("main")).to_contain_text("Clínica legal gratis para la comunidad")
    page.get_by_role("button", name="Publicar").click()
    expect(page.locator("main")).to_contain_text("2 páginas están en el sitio")
    assert {item.state for item in Item.objects.all()} == {"taken", "left"}
    keep_in_step(timezone.now())  # in life the worker does it, soon after

    rosa = visit("/2011/08/09/clinica/", language="es")
    expect(rosa.get_by_role("heading", level=1)).to_have_text(
        "Clínica legal gratis para la comunidad"
    )
    expect(rosa.get_by_alt_text("A line before a church")).to_be_visible()
    axe(rosa)
    rosa.get_by_role("link", name="English").first.click()
    expect(rosa.get_by_role("heading", level=1)).to_have_text("Free legal clinic for everybody")
    rosa.goto("/es/search/?q=clinicas+abogadas")
    rosa.get_by_role("link", name="Clínica legal gratis para la comunidad").click()
    expect(rosa).to_have_url(re.compile("/es/news/"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_archive_search_and_a_missing_page_are_for_everybody(
    visit: Visit, alma: User, axe: Axe, language: str
) -> None:
    desk = Desk(alma)
    desk.bring(
        Post("Clínica / Clinic", f"(English below)\n\n{SPANISH}\n\n{ENGLISH}", labels=["Ley"])
    )
    desk.publish(*Item.objects.all())
    keep_in_step(timezone.now())
    for path in ("news/archive/", "news/2011/", "news/tagged/ley/", "search/?q=clinic+clinica"):
        axe(visit(f"/{language}/{path}", language=language))
    missing = visit(f"/{language}/2011/legal-clinic-clinica/", language=language)
    expect(missing.get_by_role("heading", level=2)).to_be_visible()
    axe(missing)
