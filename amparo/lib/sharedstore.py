"""The store of lib.runtimestore for several machines: a Valkey that persists nothing.

Everything in it is forgotten when that server stops, as a file in RAM is. Times are the caller's:
what has expired by her clock is gone, and the server removes it by its own.
A newcomer's mistake: any Valkey. One that writes its memory to a disk, or that throws values out
when it is full, would break what is promised; `offer` refuses both.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from valkey import Valkey
from valkey.connection import ConnectionPool
from valkey.exceptions import ResponseError, ValkeyError

from amparo.lib.runtimestore import HOUR_SECONDS, hour_of

_WAIT_SECONDS = 5
_STAMP_BYTES = 8  # when a value expires, in ms, before the value
_FOUND_AT_ONCE = 500
_HIDDEN = r"\*?["  # what a pattern of names would take for its own

# KEYS: one name. Values are a stamp and what was put; `now` and `expires` in ms.
_ALIVE = """
local kept = redis.call('GET', KEYS[1])
local alive = kept and struct.unpack('>I8', kept) > tonumber(ARGV[1])
"""
_GET_OR_PUT = (
    _ALIVE
    + """
if alive then return kept end
redis.call('SET', KEYS[1], ARGV[2], 'PXAT', ARGV[3])
return ARGV[2]
"""
)
_EXTEND = (
    _ALIVE
    + """
if not alive then return 0 end
redis.call('SET', KEYS[1], struct.pack('>I8', ARGV[2]) .. string.sub(kept, 9), 'PXAT', ARGV[2])
return 1
"""
)
_RESERVE = """
local at, took, ahead = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local ends = tonumber(redis.call('GET', KEYS[1]) or at)
ends = math.min(math.max(ends, at), at + ahead) + took
redis.call('SET', KEYS[1], string.format('%.0f', ends))
return string.format('%.0f', ends)
"""
_OFFER = "redis.call('SETNX', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])"


class SharedStore:
    """The store at `url` (valkeys://, or unix:// and valkey:// where nobody listens).

    Every method raises `away` where the server is not there. `offer` comes first. Under TLS the
    server's certificate has to be for the name in `url`, which the client library does not ask.
    """

    def __init__(self, url: str, *, away: type[Exception]) -> None:
        self.url = url
        self._away = away
        self._met, self._met_when_offered = 0, -1  # connections so far
        checked = {"ssl_check_hostname": True} if url.startswith("valkeys:") else {}
        pool = ConnectionPool.from_url(  # type: ignore[no-untyped-call]
            url,
            socket_timeout=_WAIT_SECONDS,
            socket_connect_timeout=_WAIT_SECONDS,
            valkey_connect_func=self._meet,
            **checked,
        )
        self._server: Any = Valkey(connection_pool=pool)  # its types allow for async everywhere

    @property
    def is_met_anew(self) -> bool:
        """Whether the server may be another than at the last `offer`: it may have forgotten."""
        return self._met != self._met_when_offered

    def offer(self, name: str, value: bytes) -> bytes:
        """Leave a value for all machines where there is none; return the one that is there.

        Raises `away` also for a server that writes to a disk, or drops values when it is full.
        """
        with self._telling():
            self._refuse_keepers()
            met = self._met
            there: bytes = self._server.eval(_OFFER, 1, f"offered:{name}", value)
        self._met_when_offered = met
        return there

    def spend(self, kind: str, token_hash: bytes, expires: datetime) -> bool:
        """Mark a token as spent; False when it was spent before. Kept until `expires`."""
        with self._telling():
            name = b"spent:%b:%b" % (kind.encode(), token_hash)
            return bool(self._server.set(name, b"1", nx=True, pxat=_ms(expires)))

    def count(self, bucket: str, pseudonym: bytes, now: datetime) -> int:
        """Count one more, and return how many this clock hour, this one included."""
        name = _counted(bucket, pseudonym, now)
        with self._telling():
            both = self._server.pipeline(transaction=True)
            both.incr(name)
            both.expireat(name, (hour_of(now) + 1) * HOUR_SECONDS)
            number, _is_set = both.execute()
        return int(number)

    def counted(self, bucket: str, pseudonym: bytes, now: datetime) -> int:
        """Return how many this clock hour, without counting."""
        with self._telling():
            return int(self._server.get(_counted(bucket, pseudonym, now)) or 0)

    def forget_count(self, bucket: str, pseudonym: bytes) -> None:
        """Start this counter again, as after a login that succeeded."""
        with self._telling():
            for name in self._found(b"counted:%b:%b:" % (bucket.encode(), pseudonym)):
                self._server.unlink(name)

    def put(self, name: str, value: bytes, expires: datetime) -> None:
        """Keep a value under a name until it expires, over any value already there."""
        with self._telling():
            self._server.set(f"kept:{name}", _stamped(value, expires), pxat=_ms(expires))

    def get(self, name: str, now: datetime) -> bytes | None:
        """Return the value, or None where there is none or it has expired."""
        with self._telling():
            kept: bytes = self._server.get(f"kept:{name}") or b""
        is_alive = int.from_bytes(kept[:_STAMP_BYTES], "big") > _ms(now)
        return kept[_STAMP_BYTES:] if is_alive else None

    def get_or_put(
        self, name: str, make: Callable[[], bytes], expires: datetime, now: datetime
    ) -> bytes:
        """Return the value; where there is none, keep what `make` gives. All machines get one."""
        found = self.get(name, now)
        if found is not None:
            return found
        words = (_ms(now), _stamped(make(), expires), _ms(expires))
        with self._telling():
            kept: bytes = self._server.eval(_GET_OR_PUT, 1, f"kept:{name}", *words)
        return kept[_STAMP_BYTES:]

    def extend(self, name: str, expires: datetime, now: datetime) -> bool:
        """Keep a living value until another time; False when it has already expired."""
        with self._telling():
            return bool(self._server.eval(_EXTEND, 1, f"kept:{name}", _ms(now), _ms(expires)))

    def drop(self, name: str) -> bool:
        """Forget a value; tell whether there was one."""
        with self._telling():
            return bool(self._server.unlink(f"kept:{name}"))

    def drop_all(self, prefix: str) -> int:
        """Forget every value whose name begins so; return how many."""
        with self._telling():
            return sum(
                int(self._server.unlink(name)) for name in self._found(f"kept:{prefix}".encode())
            )

    def names(self, prefix: str, now: datetime) -> list[str]:
        """Return the names, in order, of the living values that begin so."""
        with self._telling():
            found = [
                name.decode()[len("kept:") :] for name in self._found(f"kept:{prefix}".encode())
            ]
        return sorted(name for name in found if self.get(name, now) is not None)

    def bump(self, name: str) -> int:
        """Raise a number by one and return it. It starts at 0 and does not expire."""
        with self._telling():
            return int(self._server.incr(f"number:{name}"))

    def number(self, name: str) -> int:
        """Return a number that `bump` raises, 0 where it never did."""
        with self._telling():
            return int(self._server.get(f"number:{name}") or 0)

    def reserve(self, name: str, seconds: float, now: datetime, *, most_ahead: float) -> float:
        """Take the next `seconds` of a line that all machines share; return in how many seconds
        they begin. Nobody waits longer than `most_ahead`, whatever became of the clock.
        """
        at, took, ahead = _ms(now), int(seconds * 1000), int(most_ahead * 1000)
        with self._telling():
            ends = int(self._server.eval(_RESERVE, 1, f"number:{name}", at, took, ahead))
        return (ends - took - at) / 1000

    def sweep(self, now: datetime) -> int:
        """Nothing to do: the server forgets by itself."""
        return 0

    def close(self) -> None:
        """Close this process's connections."""
        self._server.close()

    def _found(self, prefix: bytes) -> Iterator[bytes]:
        pattern = b"".join(b"\\" + bytes([c]) if chr(c) in _HIDDEN else bytes([c]) for c in prefix)
        yield from list(self._server.scan_iter(pattern + b"*", count=_FOUND_AT_ONCE))

    def _meet(self, connection: Any) -> None:
        connection.on_connect()
        self._met += 1

    def _refuse_keepers(self) -> None:
        told: dict[str, str] = {}
        for name in ("save", "appendonly", "maxmemory-policy"):
            try:
                told |= self._server.config_get(name)
            except ResponseError:
                raise self._away("the Valkey does not tell its settings") from None
        if told["save"] or told["appendonly"] != "no":
            raise self._away("the Valkey writes what it knows to a disk")
        if told["maxmemory-policy"] != "noeviction":
            raise self._away("the Valkey forgets when it is full")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """The server's own words may hold names of values: they are not passed on."""
        try:
            yield
        except ValkeyError:
            raise self._away("the Valkey at RUNTIME_URL does not answer") from None


def _counted(bucket: str, pseudonym: bytes, now: datetime) -> bytes:
    return b"counted:%b:%b:%d" % (bucket.encode(), pseudonym, hour_of(now))


def _stamped(value: bytes, expires: datetime) -> bytes:
    return _ms(expires).to_bytes(_STAMP_BYTES, "big") + value


def _ms(when: datetime) -> int:
    return int(when.timestamp() * 1000)
