"""A name for where a request comes from that tells nothing once the hour is over.

Rate limits need to tell visitors apart; they get a keyed code of the network (/24 or /56) and of
the hour, under the runtime key. The address itself goes no further than this file.
"""

import hmac
from datetime import datetime
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from amparo.keyring.runtime import runtime
from amparo.lib.sealing.symmetric import derive

_NOWHERE = "::"  # a server on a socket of its own machine knows no address


def visitor_code(request: HttpRequest, now: datetime) -> bytes:
    """32 bytes: the same for one network within one clock hour, on all processes of the machine."""
    key = _key_of_hour(runtime().key, f"{now.timestamp() // 3600:.0f}")
    return hmac.digest(key, network_of(_address_of(request)).encode(), "sha256")


def network_of(address: str) -> str:
    """The /24 of an IPv4 address (also one written as IPv6), the /56 of an IPv6 address."""
    try:
        found = ip_address(address.strip().strip("[]"))
    except ValueError:
        found = ip_address(_NOWHERE)
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    bits = 24 if found.version == 4 else 56
    return str(ip_network(f"{found}/{bits}", strict=False))


@lru_cache(maxsize=1)  # this hour's alone
def _key_of_hour(runtime_key: bytes, hour: str) -> bytes:
    return derive(runtime_key, "visitor", hour)


def _address_of(request: HttpRequest) -> str:
    """The peer, or what the local proxy says of it; a header from anybody else is not believed."""
    if settings.TRUST_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            return str(forwarded.rpartition(",")[2])
    return str(request.META.get("REMOTE_ADDR", "") or _NOWHERE)
