from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from notelint.config.config import HostSettings
from notelint.online.guard import Guard
from notelint.online.http import Answer, Client
from notelint.online.run import Grants, Headers, proxies
from online.asked import QUICK
from online.linkserver import LinkServer


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with LinkServer() as running:
        yield running


def test_the_environment_names_the_proxy_of_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.notes:3128")
    monkeypatch.setenv("no_proxy", "inner.notes")
    proxy = proxies()
    urls = ("https://a.notes/b", "https://inner.notes/b", "http://a.notes/b")
    assert [proxy(url) for url in urls] == ["http://proxy.notes:3128", None, None]


@pytest.mark.parametrize(
    "proxy", ["foo://x", "http://[::1", "http://127.0.0.1:99999", "http://a b", "\x01", "socks5://h"]
)
def test_a_proxy_that_can_be_none_asks_nobody(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", proxy)

    async def lookup(host: str) -> list[str]:
        return ["9.9.9.9"]

    async def run() -> Answer:
        async with Client(Guard(lookup=lookup), QUICK, proxies=proxies()) as client:
            return await client.get("http://a.notes/")

    assert asyncio.run(run()).failure == "proxy"


def through(server: LinkServer, url: str) -> Answer:
    async def lookup(host: str) -> list[str]:
        return {"inner.notes": ["10.0.0.1"]}.get(host) or ["9.9.9.9"]

    async def run() -> Answer:
        async with Client(Guard(lookup=lookup), QUICK, proxies=lambda url: server.url("")) as client:
            return await client.get(url)

    return asyncio.run(run())


def test_behind_a_proxy_it_is_the_proxy_that_is_asked_and_resolves_the_name(server: LinkServer) -> None:
    assert through(server, "http://a.notes/ok/1").status == 404  # a web server is no proxy, but it has heard of it
    assert server.paths() == ["http://a.notes/ok/1"]


@pytest.mark.parametrize(
    "url", ["http://inner.notes/a", "http://127.0.0.1/a", "http://169.254.169.254/latest/meta-data"]
)
def test_a_proxy_is_not_asked_for_what_lies_inside(server: LinkServer, url: str) -> None:
    assert through(server, url).failure == "private"
    assert server.requests == []


# Headers


def sent(url: str, *granted: str, private: bool = False, **headers: str) -> dict[str, str]:
    own = {name.replace("_", "-"): value for name, value in headers.items()}
    grants = Grants(private, granted)
    return Headers({"lab.notes": HostSettings(headers=own)}, grants, {"TOKEN": "s3cret"})(url)


def test_a_secret_is_sent_over_https_only() -> None:
    assert sent("https://lab.notes/a", "TOKEN", Key="x ${TOKEN}") == {"Key": "x s3cret"}
    assert sent("http://lab.notes/a", "TOKEN", Key="x ${TOKEN}") == {}
    assert sent("http://lab.notes/a", Key="plain") == {"Key": "plain"}


@pytest.mark.parametrize(
    ("granted", "url", "goes"),
    [
        ("TOKEN@lab.notes", "https://lab.notes/a", True),
        ("TOKEN@LAB.notes:443", "https://lab.notes/a", True),
        ("TOKEN@lab.notes", "https://lab.notes:443/a", True),
        ("TOKEN@lab.notes", "https://lab.notes:8443/a", False),
        ("TOKEN@lab.notes:8443", "https://lab.notes:8443/a", True),
        ("TOKEN@lab.notes:8443", "https://lab.notes/a", False),
        ("TOKEN@lab.notes", "http://lab.notes/a", False),
        ("TOKEN@http://lab.notes", "http://lab.notes/a", True),
        ("TOKEN@http://lab.notes", "https://lab.notes/a", False),
        ("TOKEN", "http://lab.notes/a", False),
        ("TOKEN@lab.notes", "https://www.lab.notes/a", False),
        ("TOKEN", "https://www.lab.notes/a", False),
        ("TOKEN@lab.notes", "https://lab.notes./a", False),
        ("TOKEN@evil.notes", "https://lab.notes/a", False),
        ("TOKEN@", "https://lab.notes/a", False),
        ("TOKEN@//", "https://lab.notes/a", False),
    ],
)
def test_a_secret_is_granted_for_a_scheme_a_host_and_a_port(granted: str, url: str, goes: bool) -> None:
    assert sent(url, granted, Key="${TOKEN}") == ({"Key": "s3cret"} if goes else {})


def test_what_inside_a_network_may_be_asked_is_no_leave_to_send_a_secret_in_the_clear() -> None:
    assert sent("http://lab.notes/a", "TOKEN", private=True, Key="${TOKEN}") == {}


def test_what_is_withheld_is_named_as_it_would_be_granted() -> None:
    hosts = {"lab.notes": HostSettings(headers={"Key": "${TOKEN}"})}
    for granted, url, withheld in (
        ("", "https://lab.notes:8443/", {"TOKEN@lab.notes:8443"}),
        ("TOKEN@lab.notes", "http://lab.notes:81/", {"TOKEN@http://lab.notes:81"}),
        ("TOKEN@lab.notes", "http://lab.notes/", set()),  # as it should be
    ):
        headers = Headers(hosts, Grants(False, (granted,)), {"TOKEN": "s3cret"})
        headers(url)
        assert headers.withheld == withheld


@pytest.mark.parametrize("secret", ["a\r\nX: b", "schlüssel", "a\0b", "☃"])
def test_a_secret_that_no_header_can_hold_is_not_sent(secret: str) -> None:
    hosts = {"lab.notes": HostSettings(headers={"Key": "${TOKEN}", "Other": "a"})}
    headers = Headers(hosts, Grants(False, ("TOKEN",)), {"TOKEN": secret})
    assert headers("https://lab.notes/") == {"Other": "a"}
    assert headers.withheld == {"TOKEN@lab.notes"}
    # The line end that a shell leaves is none of it.
    assert Headers(hosts, Grants(False, ("TOKEN",)), {"TOKEN": "a\n"})("https://lab.notes/")["Key"] == "a"


def test_a_plain_header_may_go_to_either_spelling_of_a_host() -> None:
    assert sent("https://www.lab.notes/a", Key="plain") == {"Key": "plain"}
    assert sent("https://lab.notes:8443/a", Key="plain") == {"Key": "plain"}


def test_a_header_goes_to_no_other_host() -> None:
    urls = ("https://sub.lab.notes/a", "https://lab.notes.evil.example/a", "https://lab.notes@evil.example/a")
    assert [sent(url, "TOKEN", Key="${TOKEN}") for url in urls] == [{}] * 3


def test_headers_of_the_connection_cannot_be_set() -> None:
    assert sent("https://lab.notes/a", Host="evil.example", Transfer_Encoding="chunked", Accept="text/html") == {
        "Accept": "text/html"
    }


def test_a_variable_that_is_not_there_is_not_sent() -> None:
    headers = Headers({"lab.notes": HostSettings(headers={"Key": "${NONE}"})}, Grants(False, ("NONE",)), {})
    assert headers("https://lab.notes/a") == {}
    assert headers.withheld == {"NONE@lab.notes"}
