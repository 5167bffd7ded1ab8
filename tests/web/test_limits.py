"""One network can do a thing so often in an hour; nothing is kept of who it was."""

from datetime import UTC, datetime, timedelta

from django.test import RequestFactory

from amparo.web.limits import is_within

NOON = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)


def ask(bucket: str, address: str, now: datetime = NOON) -> bool:
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    return is_within(request, bucket, most=3, now=now)


def test_the_limit_holds_for_a_network_and_not_for_others() -> None:
    answers = [ask("sign-a", f"192.0.2.{number}") for number in range(4)]

    assert answers == [True, True, True, False]
    assert ask("sign-a", "198.51.100.7")


def test_it_begins_anew_each_hour_and_for_each_thing() -> None:
    for _ in range(4):
        ask("sign-b", "192.0.2.1")

    assert ask("sign-c", "192.0.2.1")
    assert ask("sign-b", "192.0.2.1", NOON + timedelta(hours=1))
