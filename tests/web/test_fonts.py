"""The typeface is ours to serve, small, and has the letters that Spanish and names need."""

from pathlib import Path

from fontTools.ttLib import TTFont

from amparo.web.fonts import FontFinder, letters, make_fonts


def test_two_small_weights_with_every_letter_of_both_languages(tmp_path: Path) -> None:
    fonts = make_fonts(tmp_path, languages=["en", "es"])

    assert [font.name for font in fonts] == ["atkinson-400.woff2", "atkinson-700.woff2"]
    for font in fonts:
        assert font.stat().st_size < 11_000
        known = TTFont(font).getBestCmap()
        assert {ord(letter) for letter in "áéíóúüñÁÑ¿¡«»“”—º"} <= set(known)


def test_another_language_brings_its_letters() -> None:
    assert "ł" in letters(["en", "pl"])
    assert "ł" not in letters(["en", "es"])


def test_static_files_find_them() -> None:
    finder = FontFinder()

    assert Path(finder.find("web/fonts/atkinson-400.woff2")).is_file()
    assert finder.find("web/fonts/other.woff2") is None
    assert finder.find("web/fonts/other.woff2", find_all=True) == []


def test_the_stylesheet_fits_its_budget() -> None:
    import gzip

    folder = Path(__file__).resolve().parents[2] / "amparo" / "web" / "static" / "web"

    assert len(gzip.compress((folder / "site.css").read_bytes())) <= 14 * 1024
    assert len(gzip.compress((folder / "site.js").read_bytes())) <= 3 * 1024
