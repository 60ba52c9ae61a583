"""Connections go to public addresses only, and to the very address that was checked."""

from __future__ import annotations

import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpcore
import pytest
from feed_site import TestClock, fetcher_of, served

from dragoman.feeds.faults import Fault, FetchError
from dragoman.feeds.network import Deadline, GuardedBackend, Network, TooLong, is_public, trusted

ADDRESSES = [
    ("8.8.8.8", True), ("2606:4700::1", True), ("64:ff9b::808:808", True), ("2002:808:808::", True),
    ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("100.64.0.1", False),
    ("169.254.169.254", False), ("0.0.0.0", False), ("224.0.0.1", False), ("240.0.0.1", False),
    ("255.255.255.255", False), ("::", False), ("::1", False), ("fe80::1", False), ("fc00::1", False),
    ("ff02::1", False), ("ff0e::1", False), ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False),
    ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("2001:db8::1", False), ("::127.0.0.1", False),
]  # fmt: skip


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


THIS_MACHINE: list[Network] = [ipaddress.ip_network("127.0.0.1")]


def connect(addresses: list[str], private: list[Network], port: int) -> str:
    """Connects to a host at some addresses; where the connection leads."""
    stream = GuardedBackend(private, Deadline(), lambda host, port: addresses).connect_tcp("news.example", port, 0.2)
    with_port: tuple[str, int] = stream.get_extra_info("server_addr")
    stream.close()
    return with_port[0]


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["127.0.0.2"], ["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["::ffff:127.0.0.1"]],
)
def test_one_private_address_is_enough_to_refuse(addresses: list[str], port: int) -> None:
    with pytest.raises(Fault, match="no public address; if it may be asked, name its network") as told:
        connect(addresses, [], port)
    assert told.value.lasting


def test_a_network_may_be_allowed(port: int) -> None:
    assert connect(["127.0.0.1"], THIS_MACHINE, port) == "127.0.0.1"
    with pytest.raises(Fault, match=r"is at 127\.0\.0\.2"):
        connect(["127.0.0.2"], THIS_MACHINE, port)


def test_a_name_server_that_changes_its_mind_gains_nothing(port: int) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    stream = GuardedBackend(THIS_MACHINE, Deadline(), resolve).connect_tcp("news.example", port, 0.5)
    assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
    stream.close()
    assert asked == ["news.example"], "resolved once, and connected to what was checked"


def test_the_next_address_is_tried_where_one_does_not_answer(port: int) -> None:
    private: list[Network] = [ipaddress.ip_network("127.0.0.0/8")]
    assert connect(["127.9.9.9", "127.0.0.1"], private, port) == "127.0.0.1"


@pytest.mark.parametrize(("fails", "cause"), [(True, "is not known"), (False, "has no address")])
def test_a_host_that_is_not_known(fails: bool, cause: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        if fails:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return []

    with pytest.raises(Fault, match=cause) as told:
        GuardedBackend([], Deadline(), resolve).connect_tcp("nowhere.example", 80)
    assert (told.value.lasting, told.value.host_down) == (False, True)


def test_the_deadline_shortens_every_step() -> None:
    deadline = Deadline()
    assert deadline.left(3.0) == 3.0
    deadline.start(0.05)
    assert deadline.left(3.0) <= 0.05
    time.sleep(0.06)
    with pytest.raises(TooLong):
        deadline.left(3.0)
    assert issubclass(TooLong, httpcore.TimeoutException)


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that is news.example by a certificate which counts."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    name = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", *name]
    subprocess.run([*make, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    trusted.cache_clear()
    with served() as site:
        site.put("/a", "x")
        site.listen_securely(context)
        yield site.port
    trusted.cache_clear()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
def test_the_certificate_is_that_of_the_host_and_not_of_the_address(secure: int) -> None:
    clock = TestClock()
    fetcher = fetcher_of(clock, read_timeout=2.0, total_timeout=2.0)
    page = fetcher.fetch(f"https://news.example:{secure}/a", 1000)
    assert page is not None
    assert page.body == b"x"
    with pytest.raises(FetchError, match=r"cannot be connected to: .*certificate"):
        fetcher.fetch(f"https://other.example:{secure}/a", 1000)
    fetcher.close()
