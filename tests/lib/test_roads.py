"""A road is drawn so that it reads without color, and says all of it in words too."""

from xml.etree import ElementTree

from amparo.lib.roads import Stop, lanes_of, road

STOPS = [
    Stop("SF 1143", "SF 1143", "May 18, 2011 · entered", 1.0),
    Stop("SF 958", "SF 958 <public safety>", "May 23, 2011 · entered", 0.9),
    Stop("SF 958", "SF 958", "July 20, 2011 · left", 0.0, is_end=True),
    Stop("HF 16", "HF 16", "2025 · became law", 1.0, is_law=True),
]


def test_what_carries_the_wording_keeps_its_lane_and_never_takes_the_one_before() -> None:
    assert lanes_of(["a", "b", "b", "c", "a"]) == [0, 1, 1, 2, 0]
    assert lanes_of(["a", "b", "c"]) == [0, 1, 0]
    assert max(lanes_of([str(each) for each in range(40)] * 2)) == 4


def test_every_stop_is_told_in_words_and_markup_in_them_is_only_text() -> None:
    drawn = ElementTree.fromstring(road(STOPS, title="The road"))  # noqa: S314 - our own
    told = drawn.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert [stop.name in told and stop.below in told for stop in STOPS] == [True] * 4
    assert drawn.get("role") == "img"


def test_an_end_a_law_and_a_move_look_different_without_color() -> None:
    drawn = road(STOPS, title="The road")
    assert drawn.count("<rect") == 1
    assert drawn.count("stroke-dasharray") == 2
    assert drawn.count("<circle") == 3 + 2


def test_a_road_without_stops_is_a_picture_all_the_same() -> None:
    assert ElementTree.fromstring(road([], title="The road")) is not None  # noqa: S314
