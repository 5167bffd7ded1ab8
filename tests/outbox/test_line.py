"""Ready messages over one connection: commands in a row where the server takes them so."""

import pytest

from amparo.outbox import sending
from amparo.outbox.letters import CannotWrite
from amparo.outbox.sending import Line, Refused, Temporary
from tests.outbox.conftest import Catcher

SENDER, ROSA, OMAR = "hola@valle.example", "rosa@example.org", "omar@example.org"
MESSAGE = b"Subject: x\r\n\r\n.\r\n..two\r\nMAIL FROM:<x@example.org>\r\n.three"

pytestmark = pytest.mark.parametrize("takes_rows", [True, False])


@pytest.fixture(autouse=True)
def _server(catcher: Catcher, takes_rows: bool) -> None:
    catcher.takes_rows = takes_rows


def test_what_is_handed_over_arrives_to_the_letter(catcher: Catcher) -> None:
    with Line() as line:
        for to in (ROSA, OMAR):
            line.send_ready(SENDER, to, MESSAGE)

    assert catcher.to == [ROSA, OMAR]
    assert catcher.connections == 1
    for caught in catcher.caught:
        body = caught.get_payload(decode=True).replace(b"\r\n", b"\n")
        assert body.rstrip(b"\n") == b".\n..two\nMAIL FROM:<x@example.org>\n.three"


def test_a_refused_address_leaves_the_connection_fit_for_the_next(catcher: Catcher) -> None:
    catcher.at_rcpt[ROSA] = "550 5.1.1 No such user"
    catcher.at_rcpt["luz@example.org"] = "450 4.2.0 Come back"
    with Line() as line:
        with pytest.raises(Refused) as refusal:
            line.send_ready(SENDER, ROSA, MESSAGE)
        with pytest.raises(Temporary):
            line.send_ready(SENDER, "luz@example.org", MESSAGE)
        line.send_ready(SENDER, OMAR, MESSAGE)

    assert refusal.value.status == "5.1"
    assert (catcher.to, catcher.connections) == ([OMAR], 1)


def test_no_second_command_rides_on_an_address(catcher: Catcher) -> None:
    with Line() as line, pytest.raises(CannotWrite):
        line.send_ready(SENDER, f"{ROSA}>\r\nRCPT TO:<{OMAR}", MESSAGE)

    assert catcher.to == []


class Willing:
    """A server that waits for a message although nobody is left to get it (RFC 2920, 3.1)."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._answers = iter([(250, b"ok"), (550, b"5.1.1 no"), (354, b"go on"), (554, b"nobody")])

    def send(self, words: str) -> None:
        self.said.append(words)

    def getreply(self) -> tuple[int, bytes]:
        return next(self._answers)

    def docmd(self, words: str) -> tuple[int, bytes]:
        self.said.append(words)
        return self.getreply()

    def rset(self) -> None:
        self.said.append("RSET")


def test_a_server_that_waits_for_a_message_to_nobody_gets_an_empty_one(takes_rows: bool) -> None:
    server = Willing()

    with pytest.raises(Refused):
        sending._addressed_at_once(server, SENDER, ROSA)  # type: ignore[arg-type]

    assert server.said[1:] == [".", "RSET"]
