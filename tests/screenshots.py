"""Take the README's pictures from a running demo: `make demo`, then `make screenshots`.

They show invented people only. The logins are those that the demo keeps in its DATA_DIR.
"""

import io
import json
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PHONE, DESKTOP = {"width": 390, "height": 820}, {"width": 1180, "height": 820}
CHROMIUM = ("chromium", "chromium-headless-shell", "chromium-browser")
MOST_BYTES = 150_000
WIDEST = {"phone": 480, "desktop": 1100}  # dots, as GitHub shows them side by side


def main() -> None:
    address = f"http://localhost:{os.environ.get('PORT', '8000')}"
    with sync_playwright() as running:
        path = next(filter(None, map(shutil.which, CHROMIUM)), None)
        browser = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        take_public(browser, address)
        take_desk(browser, address)
        browser.close()


def take_public(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "es", PHONE)
    page.goto("/es/petitions/end-the-contract/")
    keep(page, "petition-phone-es")
    page = open_page(browser, address, "en", DESKTOP)
    page.goto("/en/campaigns/sherburne/")
    keep(page, "campaign-desktop-en")


def take_desk(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "es", PHONE)
    log_in(page, "rafael@", "Correo electrónico", "Contraseña", "Entrar")
    keep(page, "desk-phone-es")
    page = open_page(browser, address, "en", DESKTOP)
    log_in(page, "alma@", "E-mail", "Password", "Log in")
    page.goto("/desk/supporters/")
    page.locator("a[href*='/petition/']", has_text="Sherburne").first.click()
    page.wait_for_load_state("networkidle")
    keep(page, "signatures-desktop-en")


def open_page(browser: Browser, address: str, language: str, size: dict[str, int]) -> Page:
    context = browser.new_context(
        base_url=address,
        viewport=size,
        device_scale_factor=2,
        locale={"en": "en-US", "es": "es-MX"}[language],
    )
    return context.new_page()


def log_in(page: Page, who: str, e_mail: str, password: str, button: str) -> None:
    login = next(each for each in logins() if each["email"].startswith(who))
    page.goto("/accounts/login/?next=/desk/")
    page.get_by_label(e_mail).fill(login["email"])
    page.get_by_label(password, exact=True).fill(login["password"])
    page.get_by_role("button", name=button, exact=True).click()
    page.locator(".desk-today").wait_for()
    page.wait_for_load_state("networkidle")


def logins() -> list[dict[str, str]]:
    """The people of the demo, as it wrote them down."""
    data = Path(os.environ.get("DATA_DIR", "demo"))
    kept = json.loads((data / "demo.json").read_text(encoding="utf-8"))
    found: list[dict[str, str]] = kept["logins"]
    return found


def keep(page: Page, name: str) -> None:
    """Save what stands on the screen, as small as it stays legible."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    width = WIDEST["phone" if "-phone-" in name else "desktop"]
    picture = picture.resize(
        (width, picture.height * width // picture.width), Image.Resampling.LANCZOS
    )
    IMAGES.mkdir(exist_ok=True)
    out = IMAGES / f"{name}.webp"
    picture.save(out, "WEBP", quality=82, method=6)
    size = out.stat().st_size
    assert size <= MOST_BYTES, f"{name} weighs {size} bytes"
    print(f"{out.relative_to(IMAGES.parents[1])}: {size // 1024} KB")


if __name__ == "__main__":
    main()
