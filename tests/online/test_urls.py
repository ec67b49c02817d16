"""One reader of addresses: the host that a decision is made for is the host that is connected to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notelint.config.config import HostSettings
from notelint.identity import Identity, identify_url
from notelint.online import fragments
from notelint.online.guard import Guard
from notelint.online.hosts import Hosts
from notelint.online.http import Client
from notelint.online.run import Grants, Headers, proxies
from notelint.online.targets import target
from notelint.online.urls import AddressError, bare, join, read
from notelint.online.verdict import address, plain
from online.asked import QUICK

GRANTED = "lab.notes"
HOSTS = (GRANTED, "evil.notes", "www.lab.notes", "LAB.notes", "lab.notes.", "lab。notes", "ｌab.notes", "faß.notes")
MORE = ("xn--fa-hia.notes", "arxiv.org", "github.com", "127.0.0.1", "[::1]", "[fe80::1%25eth0]", "2130706433")
ODD = ("@", "\\", "?", "#", "?@", "#@", "/", "//", ":", "%40", "%2f", "\t", "\n", " ", "[", "]", "x:y@", ":80", ":443")
PORTS = (":8443", ":80808", ":0", ":８０", ":8_0", ":+80", ":-1", "。", ".", "..", "%", "☃", "\x00", "\u202e", "..;")
PIECES = st.sampled_from((*HOSTS, *MORE, *ODD, *PORTS, "/abs/2304.08485", "/ada/engine", "a"))
REFERENCES = st.lists(PIECES, max_size=7).map("".join)
URLS = st.builds(str.__add__, st.sampled_from(("https://", "http://", "HTTPS://", "https:", "//")), REFERENCES)
HEADERS = {name: HostSettings(headers={"Key": "${TOKEN}"}) for name in (GRANTED, "127.0.0.1")}


class Connection(Exception):  # noqa: N818 (it ends a request)
    """Where one would have been made, as httpx has it; and what would have been sent."""

    def __init__(self, request: httpx.Request) -> None:
        self.scheme, self.host, self.port = request.url.scheme, request.url.raw_host.decode(), request.url.port
        self.headers = request.headers


async def _stop(transport: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
    raise Connection(request)


@pytest.fixture(scope="module", autouse=True)
def nothing_is_sent() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", _stop)
        yield


def connected(url: str, headers: Callable[[str], Any] = lambda url: {}) -> Connection | None:
    """The connection that asking about an address makes, None where it is refused before."""

    async def lookup(host: str) -> list[str]:
        return [host]  # what is connected to is then the name that was looked up

    async def run() -> None:
        async with Client(Guard(lookup=lookup), QUICK, headers=headers) as client:
            client.guard._checked = lookup  # type: ignore[method-assign]
            await client.get(url)

    try:
        asyncio.run(run())
    except Connection as made:
        return made
    return None


@settings(max_examples=200, deadline=None)
@given(URLS)
@example("https://evil.notes?x@lab.notes")
@example("https://evil.notes#x@lab.notes")
@example("https://evil.notes\\@lab.notes/")
@example("https://lab.notes:8443/")
@example("https://www.lab.notes/")
def test_a_secret_goes_to_the_origin_that_it_was_granted_for_and_to_no_other(url: str) -> None:
    headers = Headers(HEADERS, Grants(False, (f"TOKEN@{GRANTED}",)), {"TOKEN": "s3cret"})
    made = connected(url, headers)
    if made is not None and "key" in made.headers:
        assert (made.scheme, made.host, made.port) == ("https", GRANTED, None)
        assert made.headers["host"] == GRANTED


@settings(max_examples=200, deadline=None)
@given(URLS)
def test_the_host_that_is_looked_up_named_and_connected_to_is_one(url: str) -> None:
    made = connected(url)
    if made is not None:
        place = read(url)
        assert (made.scheme, made.host, made.port or 0) == (place.scheme, place.host, place.url.port or 0)
        assert made.headers["host"] == place.netloc
        assert read(str(place.url)).origin == place.origin


@settings(max_examples=200, deadline=None)
@given(URLS)
def test_an_address_of_the_notes_leads_where_the_note_s_reader_sees_it_lead(text: str) -> None:
    url = address(text)
    try:
        place = read(url)
    except AddressError:
        return
    # The standard library's reader, which is nearer to what browsers do, sees the same host and port.
    assert (urlsplit(url).hostname, urlsplit(url).port) == (place.host, place.url.port or urlsplit(url).port)
    assert plain(url) == url
    try:
        assert httpx.URL(text.strip()).raw_host.decode() == place.host
    except httpx.InvalidURL:
        return
    except AssertionError:
        # Of signs beyond ASCII the newer rule for names decides, as in browsers, and `\t` is passed over as there.
        assert not text.isascii() or "\t" in text or "\n" in text


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(("https://lab.notes/a/b?q", "http://evil.notes:8080/")), REFERENCES)
@example("https://lab.notes/a/b?q", "//evil.notes?@lab.notes")
@example("https://lab.notes/a/b?q", "\\\\evil.notes/")
@example("https://lab.notes/a/b?q", "/\\evil.notes/")
@example("https://lab.notes/a/b?q", "@evil.notes/")
@example("https://lab.notes/a/b?q", ".evil.notes/")
@example("https://lab.notes/a/b?q", ":8443/")
def test_a_redirect_that_names_no_host_stays_and_one_that_does_leads_where_httpx_says(base: str, place: str) -> None:
    try:
        there = join(base, place)
    except AddressError:
        return
    named = httpx.URL(place.partition("#")[0])
    if named.raw_host:
        assert (read(there).host, read(there).url.port) == (
            named.raw_host.decode(),
            read(named_as(base, place)).url.port,
        )
    else:
        assert read(there).origin == read(base).origin
    assert "#" not in there


def named_as(base: str, place: str) -> str:
    """A redirect with the scheme of where it stands, if it has none of its own."""
    text = place.partition("#")[0]
    return text if httpx.URL(text).scheme else f"{read(base).scheme}:{text}"


@settings(max_examples=200, deadline=None)
@given(URLS)
@example("https://evil.notes?@arxiv.org/abs/2304.08485")
@example("https://evil.notes\\@github.com/ada/engine")
@example("https://github.com:8443/ada/engine#a")
def test_who_is_asked_is_decided_for_the_host_that_the_address_leads_to(text: str) -> None:
    url = address(text)
    made = connected(url)
    asked = target(url, Hosts({"never.notes": HostSettings(ask=False)}))
    if asked.by == "github":
        assert made is not None and bare(made.host) == "github.com"
    if asked.by == "arxiv" and isinstance(found := identify_url(url), Identity) and "redirect" not in found.notes:
        assert made is not None and bare(made.host) == "arxiv.org"
    if asked.id == "url":
        assert made is None
    if fragments.source(url) != url:
        assert made is not None and bare(made.host) == "github.com"


@settings(max_examples=100, deadline=None)
@given(URLS)
def test_a_proxy_is_chosen_for_the_host_that_is_asked_of_it(url: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("https_proxy", "http://proxy.notes:3128")
        patch.setenv("no_proxy", GRANTED)
        choose = proxies()
        try:
            chosen, place = choose(url), read(url)
        except AddressError:
            return
    assert (chosen is not None) == (place.scheme == "https" and place.host not in (GRANTED, f"www.{GRANTED}"))


@pytest.mark.parametrize(
    ("base", "reference", "there"),
    [
        ("https://a.notes/b/c?d", "e", "https://a.notes/b/e"),
        ("https://a.notes/b/c?d", "?e", "https://a.notes/b/c?e"),
        ("https://a.notes/b/c?d", "#e", "https://a.notes/b/c?d"),
        ("https://a.notes/b/c", "../e?f#g", "https://a.notes/e?f"),
        ("https://a.notes/b", "/e f", "https://a.notes/e%20f"),
        ("http://a.notes/b", "//c.notes/d", "http://c.notes/d"),
        ("http://a.notes:81/b", "https://c.notes", "https://c.notes"),
        ("http://a.notes:81/b", "https://例子.notes/例", "https://xn--fsqu00a.notes/%E4%BE%8B"),
    ],
)
def test_redirects_are_joined_as_everywhere(base: str, reference: str, there: str) -> None:
    assert join(base, reference) == there


@pytest.mark.parametrize(
    "url",
    [
        *("http://host:80808/", "http://host:0/", "http://host:x/", "http:///x", "http://a%2fb/", "http://a\\b/", "x"),
        *("ftp://a.notes/", "file:///a", "http://[::1", "http://xn--zzzzzzzzz\xff/", "http://a\tb/", "http://a b/"),
    ],
)
def test_what_nobody_can_be_asked_by_is_no_address(url: str) -> None:
    with pytest.raises(AddressError):
        read(url)
