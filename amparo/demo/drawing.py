"""The demo's pictures, drawn here: marks of organizations, and prints for news.

Everything is drawn four times larger and shrunk, because Pillow's own edges are rough. A mark is
one ink on paper, so that it survives a copier.
"""

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

from amparo.lib.pictures import Picture, remake

SIZE, FINE = 320, 4
PAPER, NIGHT = "#fbf7ef", "#1d2733"

Draw = ImageDraw.ImageDraw
Mark = Callable[[Draw, str], None]


def logo(mark: str, ink: str) -> Picture:
    """A square mark in one ink. The unit of every drawing below is 1/100 of its side."""
    image = Image.new("RGB", (SIZE * FINE, SIZE * FINE), PAPER)
    _MARKS[mark](ImageDraw.Draw(image), ink)
    return _picture(image.resize((SIZE, SIZE), Image.Resampling.LANCZOS), "PNG")


def print_of(subject: str) -> Picture:
    """A picture for a page, 3 to 2, in few flat inks like a linocut."""
    image = Image.new("RGB", (2800, 1860), NIGHT)
    _PRINTS[subject](ImageDraw.Draw(image))
    return _picture(image.resize((1400, 930), Image.Resampling.LANCZOS), "JPEG")


def _picture(image: Image.Image, into: str) -> Picture:
    out = io.BytesIO()
    image.save(out, "PNG")
    return remake(out.getvalue(), into="PNG" if into == "PNG" else "JPEG")


def _u(*values: float) -> list[float]:
    return [value * SIZE * FINE / 100 for value in values]


def _disc(draw: Draw, x: float, y: float, radius: float, ink: str) -> None:
    draw.ellipse(_u(x - radius, y - radius, x + radius, y + radius), fill=ink)


def _ring(draw: Draw, x: float, y: float, radius: float, width: float, ink: str) -> None:
    _disc(draw, x, y, radius, ink)
    _disc(draw, x, y, radius - width, PAPER)


def _shape(draw: Draw, ink: str, *points: float) -> None:
    draw.polygon(_u(*points), fill=ink)


def _line(draw: Draw, ink: str, width: float, *points: float) -> None:
    draw.line(_u(*points), fill=ink, width=round(_u(width)[0]), joint="curve")
    for x, y in (points[:2], points[-2:]):
        _disc(draw, x, y, width / 2, ink)


def _wave(draw: Draw, ink: str, y: float, width: float, swing: float = 4) -> None:
    steps = [x / 4 for x in range(40, 361)]
    for x in steps:  # discs, because thick lines crack in their bends
        _disc(draw, x, y + swing * math.sin((x - 10) * math.pi / 13.4), width / 2, ink)


def _star(draw: Draw, x: float, y: float, radius: float, ink: str, rays: int = 8) -> None:
    points: list[float] = []
    for step in range(rays * 2):
        reach = radius if step % 2 == 0 else radius * 0.38
        angle = math.pi * step / rays - math.pi / 2
        points += [x + reach * math.cos(angle), y + reach * math.sin(angle)]
    _shape(draw, ink, *points)


def _river(draw: Draw, ink: str) -> None:
    _disc(draw, 50, 40, 22, ink)
    draw.rectangle(_u(0, 49, 100, 100), fill=PAPER)
    for y in (58, 71, 84):
        _wave(draw, ink, y, 5)


def _ring_of_dots(draw: Draw, ink: str) -> None:
    for step in range(9):
        angle = 2 * math.pi * step / 9 - math.pi / 2
        _disc(draw, 50 + 32 * math.cos(angle), 50 + 32 * math.sin(angle), 9, ink)
    _disc(draw, 50, 50, 7, ink)


def _road(draw: Draw, ink: str) -> None:
    _shape(draw, ink, 14, 90, 86, 90, 56, 46, 44, 46)
    for near, far in ((86, 76), (70, 62), (57, 52)):
        half = (near - 40) / 12
        _shape(
            draw,
            PAPER,
            50 - half,
            near,
            50 + half,
            near,
            50 + half * 0.6,
            far,
            50 - half * 0.6,
            far,
        )
    _star(draw, 50, 25, 17, ink)


def _lights(draw: Draw, ink: str) -> None:
    for step, height in enumerate((26, 40, 52, 62, 52, 40, 26)):
        x = 17 + step * 11
        _line(draw, ink, 6, x, 86, x, 86 - height)


def _crescent(draw: Draw, ink: str) -> None:
    _disc(draw, 50, 38, 26, ink)
    _disc(draw, 60, 31, 22, PAPER)
    for y in (76, 88):
        _wave(draw, ink, y, 4.5, 3)


def _wheat(draw: Draw, ink: str) -> None:
    _line(draw, ink, 4, 50, 92, 50, 22)
    for step in range(4):
        y = 30 + step * 14
        for side in (-1, 1):
            _shape(
                draw,
                ink,
                50,
                y + 12,
                50 + side * 6,
                y + 1,
                50 + side * 21,
                y - 8,
                50 + side * 17,
                y + 5,
            )
    _shape(draw, ink, 50, 6, 56, 18, 50, 28, 44, 18)


def _quarry(draw: Draw, ink: str) -> None:
    _shape(draw, ink, 10, 84, 13, 58, 47, 56, 48, 84)
    _shape(draw, ink, 52, 84, 53, 54, 86, 57, 90, 84)
    _shape(draw, ink, 29, 52, 34, 24, 68, 22, 72, 50)


def _leaf(draw: Draw, ink: str) -> None:
    _line(draw, ink, 4.5, 50, 92, 50, 44)
    for side, low in ((-1, 60), (1, 70)):
        for edge in (1, -1):
            points: list[float] = []
            for step in range(21):
                t = step / 20
                bulge = edge * 13 * math.sin(math.pi * t)
                points += [50 + side * (38 * t + bulge * 0.62), low - 40 * t + bulge * 0.7]
            _shape(draw, ink, *points)


def _door(draw: Draw, ink: str) -> None:
    _shape(draw, ink, 24, 90, 24, 12, 76, 12, 76, 90)
    _shape(draw, PAPER, 32, 90, 32, 20, 68, 20, 68, 90)
    _shape(draw, ink, 32, 90, 32, 20, 54, 30, 54, 98)
    _disc(draw, 49, 62, 2.6, PAPER)


def _book(draw: Draw, ink: str) -> None:
    for side in (-1, 1):
        _shape(
            draw,
            ink,
            50,
            72,
            50,
            46,
            50 + side * 20,
            32,
            50 + side * 44,
            36,
            50 + side * 40,
            58,
            50 + side * 20,
            56,
        )
    _shape(draw, ink, 50, 78, 60, 88, 50, 84, 40, 88)


def _spiral(draw: Draw, ink: str) -> None:
    for side in (-1, 1):
        points: list[float] = []
        for step in range(90):
            angle, reach = step / 89 * 5.2 * math.pi, 2 + step / 89 * 19
            points += [
                50 + side * (22 - reach * math.cos(angle)),
                50 + side * reach * math.sin(angle),
            ]
        _line(draw, ink, 4.2, *points)


def _bridge(draw: Draw, ink: str) -> None:
    _shape(draw, ink, 8, 40, 92, 40, 92, 74, 8, 74)
    for x in (22, 50, 78):
        draw.pieslice(_u(x - 11, 50, x + 11, 98), 180, 360, fill=PAPER)
        draw.rectangle(_u(x - 11, 73.5, x + 11, 80), fill=PAPER)
    _wave(draw, ink, 87, 4.5, 2.5)
    for x in (22, 50, 78):
        _disc(draw, x, 29, 5.5, ink)


def _wheel(draw: Draw, ink: str) -> None:
    _ring(draw, 50, 50, 41, 9, ink)
    _disc(draw, 50, 50, 11, ink)
    for x, y in ((13, 44), (87, 44), (50, 88)):
        _line(draw, ink, 8, 50, 50, x, y)


def _table(draw: Draw, ink: str) -> None:
    _disc(draw, 50, 50, 22, ink)
    _disc(draw, 50, 50, 6, PAPER)
    for step in range(6):
        angle = math.pi * step / 3
        _disc(draw, 50 + 36 * math.cos(angle), 50 + 36 * math.sin(angle), 8.5, ink)


_MARKS: dict[str, Mark] = {
    "river": _river, "ring": _ring_of_dots, "road": _road, "lights": _lights, "wheat": _wheat,
    "crescent": _crescent, "quarry": _quarry, "leaf": _leaf, "door": _door, "book": _book,
    "spiral": _spiral, "bridge": _bridge, "wheel": _wheel, "table": _table,
}  # fmt: skip


# The prints, on a sheet of 2800 by 1860 dots


def _candles(draw: Draw) -> None:
    chance = random.Random(4)  # noqa: S311 - a drawing
    draw.rectangle((0, 1420, 2800, 1860), fill="#2c3a4a")
    tops = [(190 + step * 242, 1560 - chance.randint(300, 620)) for step in range(11)]
    for reach, ink in ((260, "#2b3946"), (180, "#47453f"), (100, "#8a6a3a")):
        for x, top in tops:
            draw.ellipse((x - reach, top - 130 - reach, x + reach, top - 130 + reach), fill=ink)
    for x, top in tops:
        draw.rectangle((x - 62, top, x + 62, 1560), fill="#f2e3c4")
        draw.rectangle((x + 22, top, x + 62, 1560), fill="#d8bf92")
        draw.polygon(
            (x, top - 250, x + 58, top - 96, x, top - 26, x - 58, top - 96), fill="#f29a4a"
        )
        draw.polygon(
            (x, top - 170, x + 26, top - 92, x, top - 40, x - 26, top - 92), fill="#fff0c9"
        )
    draw.rectangle((0, 1560, 2800, 1600), fill="#a23f1d")


def _bus_print(draw: Draw) -> None:
    draw.rectangle((0, 0, 2800, 1860), fill="#e9b872")
    draw.ellipse((1980, 140, 2460, 620), fill="#fbf1dc")
    for x, top, width in ((60, 620, 330), (430, 420, 260), (1120, 520, 300), (2330, 560, 400)):
        draw.rectangle((x, top, x + width, 1500), fill="#c98a4f")
    draw.rectangle((0, 1440, 2800, 1860), fill="#3b4650")
    draw.rounded_rectangle((420, 700, 2380, 1490), 90, fill="#1c5638")
    draw.rectangle((420, 1200, 2380, 1270), fill="#f2e3c4")
    for step in range(6):
        x = 520 + step * 270
        draw.rounded_rectangle((x, 820, x + 220, 1120), 30, fill="#fbf1dc")
        if step % 5 != 4:
            tone = ("#7a4a2b", "#5a3422", "#a8714a", "#3f2a20")[step % 4]
            scarf = ("#a23f1d", "#6b2458", "#27496d", "#e0a030")[step % 4]
            draw.ellipse((x + 62, 880, x + 158, 985), fill=tone)
            draw.pieslice((x + 22, 980, x + 198, 1260), 180, 360, fill=scarf)
    draw.rounded_rectangle((2150, 820, 2320, 1440), 24, fill="#fbf1dc")
    draw.rectangle((420, 1120, 2120, 1200), fill="#1c5638")
    for x in (800, 1950):
        draw.ellipse((x - 170, 1350, x + 170, 1690), fill="#191613")
        draw.ellipse((x - 75, 1445, x + 75, 1595), fill="#c9c2b4")
    for x in range(80, 2800, 460):
        draw.rectangle((x, 1760, x + 240, 1784), fill="#e9dfc8")


def _river_print(draw: Draw) -> None:
    draw.rectangle((0, 0, 2800, 900), fill="#f0d9b5")
    draw.ellipse((1080, 300, 1720, 940), fill="#d8622f")
    for shift, top, ink in ((0, 700, "#7d8f86"), (420, 790, "#4d6a60")):
        points: list[float] = [0, 1000]
        for x in range(0, 2900, 100):
            points += [x, top + 90 * math.sin((x + shift) / 330) + 40 * math.sin((x + shift) / 90)]
        draw.polygon((*points, 2800, 1000), fill=ink)
    draw.rectangle((0, 920, 2800, 1860), fill="#27496d")
    for row in range(11):
        y = 980 + row * 82
        ink = "#d8622f" if row < 5 else "#5f84a8"
        for part in range(9):
            x = (part * 340 + row * 150) % 2900 - 100
            near = 1 - min(abs(x - 1400) / 1500, 1)
            length = 90 + 200 * near * (row < 5) + 60 * (row >= 5)
            draw.rounded_rectangle((x, y, x + length, y + 16), 8, fill=ink)
    for x in range(60, 560, 70):
        lean = (x % 3) * 26
        draw.line((x, 1860, x + lean + 30, 1180 + (x * 7) % 260), fill="#14202b", width=16)
        top = 1180 + (x * 7) % 260
        draw.ellipse((x + lean + 8, top - 150, x + lean + 56, top + 20), fill="#6b4a2a")


def _window_print(draw: Draw) -> None:
    chance = random.Random(9)  # noqa: S311
    for row in range(0, 1860, 120):
        draw.rectangle((0, row, 2800, row + 112), fill="#253242" if (row // 120) % 2 else "#28374a")
    draw.rectangle((780, 280, 2020, 1430), fill="#f5efe2")
    draw.rectangle((850, 350, 1950, 1360), fill="#f3b65a")
    draw.ellipse((1270, 360, 1530, 560), fill="#fff0c9")
    draw.polygon((1180, 560, 1620, 560, 1540, 400, 1260, 400), fill="#a23f1d")
    for x, ink in ((1010, "#1c5638"), (1700, "#2f7a4f")):
        draw.polygon((x - 90, 1360, x + 90, 1360, x + 120, 1170, x - 120, 1170), fill="#8a4a2a")
        for step in range(7):
            angle = math.pi * (0.12 + 0.76 * step / 6)
            tip = (x - 230 * math.cos(angle), 1170 - 300 * math.sin(angle))
            mid = (x - 110 * math.cos(angle), 1170 - 150 * math.sin(angle))
            off = (34 * math.sin(angle), -34 * math.cos(angle))
            left, right = (mid[0] + off[0], mid[1] + off[1]), (mid[0] - off[0], mid[1] - off[1])
            draw.polygon(((x, 1190), left, tip, right), fill=ink)
    draw.rectangle((1375, 350, 1425, 1360), fill="#f5efe2")
    draw.rectangle((850, 830, 1950, 878), fill="#f5efe2")
    draw.rounded_rectangle((720, 1370, 2080, 1500), 60, fill="#e8eef2")
    draw.rounded_rectangle((700, 240, 2100, 320), 40, fill="#e8eef2")
    for _ in range(150):
        x, y, r = chance.randint(0, 2800), chance.randint(0, 1860), chance.randint(6, 15)
        if not (830 < x < 1970 and 330 < y < 1370):
            draw.ellipse((x - r, y - r, x + r, y + r), fill="#dfe7ee")
    draw.polygon(
        (0, 1860, 0, 1640, 700, 1560, 1500, 1660, 2200, 1570, 2800, 1650, 2800, 1860),
        fill="#e8eef2",
    )


def _basket(draw: Draw) -> None:
    chance = random.Random(2)  # noqa: S311
    draw.rectangle((0, 0, 2800, 1860), fill="#a9441f")
    for stripe in range(-200, 2900, 230):
        draw.rectangle((stripe, 0, stripe + 60, 1860), fill="#b9552c")
    draw.ellipse((560, 130, 2240, 1730), fill="#5a3a1e")
    draw.ellipse((640, 210, 2160, 1650), fill="#c08a4a")
    for step in range(60):
        angle = 2 * math.pi * step / 60
        x, y = 1400 + 800 * math.cos(angle), 930 + 760 * math.sin(angle)
        draw.ellipse((x - 44, y - 44, x + 44, y + 44), fill="#8a5a2a" if step % 2 else "#d9a766")
    draw.ellipse((760, 330, 2040, 1530), fill="#6e4724")
    for _ in range(26):
        angle, reach = chance.random() * 6.28, chance.random() ** 0.6 * 460
        x, y, turn = (
            1400 + reach * math.cos(angle),
            930 + reach * math.sin(angle),
            chance.random() * 3,
        )
        points = [
            (x + 130 * math.cos(turn + q), y + 130 * math.sin(turn + q))
            for q in (0.6, 2.54, 3.74, 5.68)
        ]
        draw.polygon(points, fill=chance.choice(("#fbf7ef", "#f2e8d5", "#e9dfc8")))
        draw.line((points[0], points[2]), fill="#cbbfa6", width=6)
    for left, top, r in ((1130, 760, 190), (1640, 830, 210), (1330, 1200, 180)):
        _loaf(draw, left, top, r)


def _loaf(draw: Draw, x: int, y: int, r: int) -> None:
    draw.ellipse((x - r, y - r, x + r, y + r), fill="#8f5526")
    draw.ellipse((x - r + 20, y - r + 14, x + r - 26, y + r - 34), fill="#c98a45")
    for cut in (-60, 0, 60):
        draw.line((x + cut - 40, y - 70, x + cut + 40, y + 70), fill="#f0cf96", width=16)


_PRINTS: dict[str, Callable[[Draw], None]] = {
    "candles": _candles, "bus": _bus_print, "river": _river_print, "window": _window_print,
    "basket": _basket,
}  # fmt: skip
