"""Doctor asks whether other mail servers will believe us: a name server on the loopback answers."""

import socket
import threading
from collections.abc import Callable, Iterator

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from amparo.hosting.maildns import troubles

GOOD = {
    "valle.example.": ["v=spf1 include:relay.example -all"],
    "k1._domainkey.valle.example.": ["v=DKIM1; k=rsa; p=MIIBIjANBg"],
    "_dmarc.valle.example.": ["v=DMARC1; p=quarantine"],
}
Asked = Callable[[dict[str, list[str]]], list[str]]


@pytest.fixture
def asked() -> Iterator[Asked]:
    """What doctor says where the names hold these TXT records."""
    records: dict[str, list[str]] = {}
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            question, whence = server.recvfrom(4096)
            if question == b"stop":
                return
            server.sendto(answered(question, records), whence)

    thread = threading.Thread(target=answer)
    thread.start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], server.getsockname()[1]

    def ask(known: dict[str, list[str]], selector: str = "k1") -> list[str]:
        records.clear()
        records.update(known)
        return list(troubles("valle.example", selector=selector, resolver=resolver))

    yield ask
    server.sendto(b"stop", server.getsockname())
    thread.join()
    server.close()


def answered(question: bytes, records: dict[str, list[str]]) -> bytes:
    asked = dns.message.from_wire(question)
    answer = dns.message.make_response(asked)
    answer.flags |= dns.flags.RA
    name = asked.question[0].name
    texts = records.get(name.to_text())
    if texts is None:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    elif texts:
        quoted = [f'"{text}"' for text in texts]
        answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *quoted))
    return answer.to_wire()


def test_where_all_is_there_nothing_is_said(asked: Asked) -> None:
    assert asked(GOOD) == []


@pytest.mark.parametrize(
    ("place", "texts", "said"),
    [
        ("valle.example.", [], "has no SPF record"),
        ("valle.example.", ["v=spf1 mx -all", "v=spf1 a -all"], "has 2 SPF records"),
        ("valle.example.", ["v=spf1 mx +all"], "lets everybody in the world"),
        ("valle.example.", ["v=spf1 mx"], "has no end"),
        ("valle.example.", [f"v=spf1 {'include:a.example ' * 11}-all"], "more than ten look-ups"),
        ("k1._domainkey.valle.example.", [], "holds no DKIM key"),
        ("k1._domainkey.valle.example.", ["v=DKIM1; p="], "was taken back"),
        ("_dmarc.valle.example.", [], "has no DMARC record"),
        ("_dmarc.valle.example.", ["v=DMARC1; rua=x"], "names no policy"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    asked: Asked, place: str, texts: list[str], said: str
) -> None:
    [sentence] = asked({**GOOD, place: texts})

    assert said in sentence
    assert sentence.count(".") >= 2, "and what to do"


def test_a_selector_that_nobody_named_is_asked_for(asked: Asked) -> None:
    [sentence] = asked(GOOD, "")  # type: ignore[call-arg]

    assert "DKIM_SELECTOR" in sentence


def test_no_name_server_is_told_as_such() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody:
        nobody.bind(("127.0.0.1", 0))
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = []
        said = list(troubles("valle.example", selector="k1", resolver=resolver))

    assert len(said) == 1
    assert "No name server answered" in said[0]
