"""A day in an address: the name of one date of a gathering."""

from datetime import date

from django.urls import register_converter


class DayConverter:
    """A day as YYYY-MM-DD. A day that is none, as February 30, is not found."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")
