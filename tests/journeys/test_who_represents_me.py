"""Rosa finds who answers for her, and nothing that she chooses leaves her phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.officials.makers import make_rice


def requests_of(page: Page) -> list[str]:
    """Every request from now on, whatever sends it: pages, scripts, pictures, beacons."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(f"{request.url} {request.post_data or ''}"))
    return seen


def kept_on_the_device(page: Page) -> object:
    return page.evaluate(
        "[document.cookie, localStorage.length, sessionStorage.length, location.href, "
        "history.length]"
    )


def test_no_choice_and_no_click_leaves_the_browser(
    visit: Visit, axe: Callable[[Page], None]
) -> None:
    make_rice()
    page = visit("/en/represent/", phone=False)
    finder = page.locator("#finder")
    expect(finder).to_be_visible()
    page.wait_for_load_state("networkidle")
    later, before = requests_of(page), kept_on_the_device(page)

    page.get_by_label("County").select_option("Rice County")
    page.get_by_label("City or township").select_option("Dundas")
    answer = page.locator("#answer")
    expect(answer).to_contain_text("Ben House")
    expect(answer).to_contain_text("Sam Sheriff")
    expect(answer).not_to_contain_text("Ana House")
    expect(answer.get_by_role("link", name="Call (507) 555-0102")).to_have_attribute(
        "href", "tel:+15075550102"
    )

    page.get_by_label("City or township").select_option("Northfield")
    expect(answer).to_be_hidden()
    page.get_by_label("Precinct").select_option("Northfield W-1 P-1")
    expect(answer).to_contain_text("Ana House")
    expect(answer).to_contain_text("Max Mayor")

    page.locator("#map > summary").click()
    drawn = page.locator("#drawn")
    drawn.focus()
    for _step in range(20):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#here")).to_contain_text("State House District 20B")
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("Ben House")
    expect(answer).to_contain_text("Sam Sheriff")

    drawn.scroll_into_view_if_needed()
    box = drawn.locator("svg").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    expect(answer).to_contain_text("Ana House")

    axe(page)
    assert later == []
    assert kept_on_the_device(page) == before


def test_without_scripts_a_county_is_a_page_and_the_choice_stays_in_it(visit: Visit) -> None:
    make_rice()
    page = visit("/es/represent/", scripts=False, language="es")
    assert page.locator("#finder").is_hidden()
    page.get_by_role("link", name="Rice County").click()
    page.wait_for_load_state("networkidle")
    later = requests_of(page)

    page.get_by_role("link", name="Northfield", exact=True).click()
    page.get_by_text("Northfield W-2 P-1").click()
    opened = page.locator("section", has=page.get_by_role("heading", name="Northfield"))
    expect(opened.locator("details[open]")).to_contain_text("Ben House")
    expect(
        opened.locator("details[open]").get_by_role("link", name="(507) 555-0102")
    ).to_be_visible()

    assert [each for each in later if "/static/" not in each] == []  # the page's mark, at most
    page.get_by_text("No voto. ¿Cuento yo?").click()
    expect(page.get_by_text("usted no tiene que decir si vota")).to_be_visible()


def test_the_county_page_reads_well_to_everybody(visit: Visit, axe: Callable[[Page], None]) -> None:
    make_rice()
    page = visit("/es/represent/27131/", language="es")

    axe(page)
