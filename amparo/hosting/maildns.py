"""Whether other mail servers will believe our mail: SPF, DKIM and DMARC, as the names say it.

Sentences for `amparo doctor`, with words on what to do. A newcomer would only look whether records
are there; a record that allows everybody, or a key that was taken back, is as bad as none.

Sources: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC), read 2026-11.
"""

from collections.abc import Iterator

import dns.exception
import dns.resolver

SECONDS = 5
_MOST_LOOKUPS = 10  # RFC 7208, section 4.6.4
_LOOKING = ("include:", "a", "mx", "ptr", "exists:", "redirect=")


class CannotAsk(Exception):
    """No name server answers: nothing is known."""


def troubles(
    domain: str, *, selector: str, resolver: dns.resolver.Resolver | None = None
) -> Iterator[str]:
    """What is not right with the records of the domain that our letters come from."""
    try:
        asked = resolver or _resolver()
        yield from _spf(domain, asked)
        yield from _dkim(domain, selector, asked)
        yield from _dmarc(domain, asked)
    except CannotAsk:
        yield (
            f"No name server answered about {domain}, so nobody knows whether other mail servers "
            "will believe our letters. Look at the network of this machine, then run doctor again."
        )


def _spf(domain: str, resolver: dns.resolver.Resolver) -> Iterator[str]:
    records = [each for each in _texts(domain, resolver) if _is_spf(each)]
    if not records:
        yield (
            f"{domain} has no SPF record: many mail servers will refuse or hide our letters. Add a "
            f"TXT record to {domain}: “v=spf1 mx -all” where its own mail server sends, or the "
            "“include:” that your mail provider names."
        )
        return
    if len(records) > 1:
        yield (
            f"{domain} has {len(records)} SPF records, and mail servers then believe none (RFC "
            "7208). Join them into one TXT record."
        )
        return
    words = records[0].casefold().split()[1:]
    if any(word in ("+all", "all") for word in words):
        yield (
            f"The SPF record of {domain} lets everybody in the world send in our name. End it with "
            "“-all” instead."
        )
    elif not any(word.endswith("all") or word.startswith("redirect=") for word in words):
        yield f"The SPF record of {domain} has no end: it protects nothing. End it with “-all”."
    if sum(word.lstrip("+-~?").startswith(_LOOKING) for word in words) > _MOST_LOOKUPS:
        yield (
            f"The SPF record of {domain} asks for more than ten look-ups, and then counts as "
            "broken. Take out what no longer sends for you."
        )


def _dkim(domain: str, selector: str, resolver: dns.resolver.Resolver) -> Iterator[str]:
    if not selector:
        yield (
            "Nobody said by which selector the mail server signs (DKIM), so it was not looked at. "
            "Your mail provider names it; write DKIM_SELECTOR=… into amparo.env. Without DKIM, "
            "large mail providers put letters to many people into spam."
        )
        return
    name = f"{selector}._domainkey.{domain}"
    tags = [_tags(each) for each in _texts(name, resolver)]
    keys = [each for each in tags if "p" in each]
    if not keys:
        yield (
            f"{name} holds no DKIM key: letters are not known to be ours. Let the mail server sign "
            "them, and put the TXT record there that it shows you."
        )
    elif not keys[0]["p"]:
        yield f"The DKIM key at {name} was taken back (p= is empty). Put the present one there."


def _dmarc(domain: str, resolver: dns.resolver.Resolver) -> Iterator[str]:
    place = f"_dmarc.{domain}"
    records = [_tags(each) for each in _texts(place, resolver) if _is_dmarc(each)]
    if not records and domain.count(".") > 1:  # the domain above may speak for it
        above = domain.partition(".")[2]
        records = [_tags(each) for each in _texts(f"_dmarc.{above}", resolver) if _is_dmarc(each)]
    if len(records) != 1:
        said = "no DMARC record" if not records else f"{len(records)} DMARC records instead of one"
        yield (
            f"{domain} has {said}: large mail providers ask for it from whoever writes to many. "
            f"Put one TXT record at {place}: “v=DMARC1; p=none” to begin, “p=quarantine” once "
            "letters arrive well."
        )
    elif records[0].get("p") not in ("none", "quarantine", "reject"):
        yield f"The DMARC record of {domain} names no policy: write “p=none” or “p=quarantine”."


def _resolver() -> dns.resolver.Resolver:
    """The name servers that this machine asks. Raises CannotAsk where it has none."""
    try:
        return dns.resolver.Resolver()
    except dns.exception.DNSException as error:
        raise CannotAsk from error


def _texts(name: str, resolver: dns.resolver.Resolver) -> list[str]:
    """The TXT records of a name; none where there is no such name. Raises CannotAsk."""
    try:
        answer = resolver.resolve(name, "TXT", lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as error:
        raise CannotAsk from error
    return [b"".join(record.strings).decode("ascii", "replace") for record in answer]


def _is_spf(record: str) -> bool:
    return record.casefold().split(" ")[0] == "v=spf1"


def _is_dmarc(record: str) -> bool:
    return record.casefold().replace(" ", "").startswith("v=dmarc1")


def _tags(record: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in record.split(";") if "=" in part)
    return {name.strip().casefold(): value.strip() for name, _equals, value in pairs}
