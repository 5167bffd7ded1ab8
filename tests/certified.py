"""A name on the loopback whose server proves who it is: TLS before any server of the tests."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NAME = "elsewhere.example"


def certify(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate for a name, which vouches for itself, and its key; for some hours."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=5))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    proof, secret = folder / f"{name}.pem", folder / f"{name}.key"
    proof.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return proof, secret


@contextmanager
def proven(port: int, proof: Path, secret: Path) -> Iterator[int]:
    """What answers at `port`, under TLS with this certificate; at which port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proof, secret)

    class Door(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                outside = context.wrap_socket(self.request, server_side=True)
            except OSError:
                return  # whoever came did not believe us
            with outside, socket.create_connection(("127.0.0.1", port)) as inside:
                back = threading.Thread(target=_carry, args=(inside, outside), daemon=True)
                back.start()
                _carry(outside, inside)
                back.join(5)  # seconds

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Door) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield int(server.server_address[1])
        server.shutdown()
        thread.join()


def call_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let NAME lead to this machine, as a name server would have it."""
    ask: Callable[..., Any] = socket.getaddrinfo

    def answered(host: str, *rest: Any, **more: Any) -> Any:
        return ask("127.0.0.1" if host == NAME else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answered)


def _carry(one: socket.socket, other: socket.socket) -> None:
    try:
        while content := one.recv(65_536):
            other.sendall(content)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        return  # one of them hung up
