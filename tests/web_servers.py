"""Real servers on this machine that say what time it is, as a platform's pages do."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"


@contextmanager
def telling(
    headers: dict[str, str], *, status: int = 200, secured: ssl.SSLContext | None = None
) -> Iterator[str]:
    """A server that answers every HEAD so; its address."""

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        said: ClassVar[dict[str, str]] = headers

        def do_HEAD(self) -> None:
            self.send_response_only(status)
            for name, value in self.said.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nobody reads it."""

    server = ThreadingHTTPServer((HERE, 0), Answers)
    if secured is not None:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
    worker = threading.Thread(target=server.serve_forever, args=(0.02,))
    worker.start()
    try:
        scheme = "http" if secured is None else "https"
        yield f"{scheme}://{HERE}:{server.server_address[1]}/login"
    finally:
        server.shutdown()
        worker.join()
        server.server_close()


def certified(folder: Path, *, first: datetime, last: datetime) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS whose certificate holds from `first` to `last`, and who signed it."""
    signer_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    signer = _name("Signer")
    year = timedelta(days=365)
    root = (
        _certificate(signer, signer, signer_key, first - year, last + year)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(signer_key, hashes.SHA256())
    )
    leaf = (
        _certificate(_name(HERE), signer, key, first, last)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), False)
        .sign(signer_key, hashes.SHA256())
    )
    (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "leaf.pem").write_bytes(
        leaf.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem")
    return context, folder / "root.pem"


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    first: datetime,
    last: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
    )
