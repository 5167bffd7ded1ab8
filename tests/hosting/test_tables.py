"""Tables come to be as Django would make them, in less time."""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from amparo.hosting.tables import _drawn_alone


def _state(name: str, **fields: models.Field) -> ModelState:
    return ModelState("web", name, [("id", models.AutoField(primary_key=True)), *fields.items()])


def _house_with_rooms() -> ProjectState:
    state = ProjectState()
    state.add_model(_state("House"))
    assert state.apps.get_model("web", "House")  # from now on every change is drawn
    toward = models.ForeignKey("web.House", models.CASCADE, related_name="rooms")
    state.add_model(_state("Room", house=toward))
    return state


def test_what_a_new_model_points_at_learns_of_it() -> None:
    with _drawn_alone():
        state = _house_with_rooms()

    house, room = (state.apps.get_model("web", name) for name in ("House", "Room"))
    assert room._meta.get_field("house").related_model is house
    assert [each.name for each in house._meta.related_objects] == ["rooms"]


def test_a_model_that_changes_is_drawn_anew_with_what_it_relates_to() -> None:
    with _drawn_alone():
        state = _house_with_rooms()
        before = state.apps.get_model("web", "Room")
        state.add_field("web", "house", "color", models.TextField(), preserve_default=True)

    house, room = (state.apps.get_model("web", name) for name in ("House", "Room"))
    assert room is not before
    assert house._meta.get_field("color").name == "color"
    assert room._meta.get_field("house").related_model is house


def test_afterwards_django_draws_as_it_always_does() -> None:
    plain = ProjectState.add_model
    with _drawn_alone():
        assert ProjectState.add_model is not plain

    assert ProjectState.add_model is plain
