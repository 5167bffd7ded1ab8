"""News and guides that name a bill wait for a look when its wording moves to another."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from amparo.audit.actors import WORKER
from amparo.bills.models import Bill, Mention
from amparo.bills.operations import mentions
from amparo.desk.bills.asking import todos
from amparo.pages.models import NewsPage, StandardPage
from amparo.pages.operations import Post, post_news
from tests.bills.making import make_bill, make_session
from tests.makers import make_alma


@pytest.fixture
def bills(now: datetime) -> tuple[Bill, Bill]:
    session = make_session("2011-2012")
    return make_bill(now, "SF 1143", session=session), make_bill(now, "SF 958", session=session)


def post(body: str, on: date) -> NewsPage:
    said = {"es": Post("Vigilia", "Venga.", [f"<p>{body}</p>"])}
    (page,) = post_news(said, posted_on=on)
    return page


def waiting() -> set[str]:
    return {each.place_id for each in Mention.objects.to_look_at()}


def test_a_post_and_a_guide_that_name_it_wait_until_somebody_looked(
    site: None, client: Client, now: datetime, bills: tuple[Bill, Bill]
) -> None:
    old, new = bills
    news = post("Llame por el S.F. 1143.", now.date())
    post("Llame por el SF 11430.", now.date())
    guide = StandardPage.objects.first()
    assert guide is not None
    guide.lede = "What SF 1143 would do."
    guide.save_revision().publish()

    assert mentions.note_move(old, new, actor=WORKER, now=now) == 2
    assert waiting() == {str(news.pk), str(guide.pk)}

    alma = make_alma(now)
    client.force_login(alma)
    lines = list(todos(alma, now))
    assert any("Vigilia" in line.text and "SF 958" in line.text for line in lines)
    for line in lines:
        assert "Change it" in client.get(line.url).content.decode()
        client.post(line.url)
    assert not list(todos(alma, now))


def test_words_that_are_written_and_not_published_yet_count_too(
    site: None, now: datetime, bills: tuple[Bill, Bill]
) -> None:
    guide = StandardPage.objects.first()
    assert guide is not None
    guide.lede = "What SF 1143 would do."
    guide.save_revision()

    assert mentions.note_move(*bills, actor=WORKER, now=now) == 1


def test_a_post_of_years_ago_tells_what_was(
    site: None, now: datetime, bills: tuple[Bill, Bill]
) -> None:
    post("Llame por el SF 1143.", now.date() - timedelta(days=500))

    assert mentions.note_move(*bills, actor=WORKER, now=now) == 0
