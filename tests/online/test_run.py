from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from notelint.config import HostSettings
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
