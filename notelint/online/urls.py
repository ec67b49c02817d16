"""The one reader of addresses: httpx's, since it is the one that connects.

Two readers disagree about hosts: in `https://a?x@b` one sees a, another b. So hosts, origins, plans, headers, proxies,
redirects and what is judged by them are all asked of `read`, and no other part of the asking takes an address apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    import httpx
else:
    try:
        import httpx2 as httpx
    except ImportError:
        import httpx

__all__ = ["AddressError", "Place", "bare", "host_of", "httpx", "join", "read", "read_proxy"]

PORTS = {"http": 80, "https": 443}
# A name, or an address of IPv6 with its zone. Whatever else httpx lets pass is no host that anybody has.
_HOST = lazy_re(r"[a-z0-9_.-]+|[0-9a-f]*:[0-9a-f:.]*(?:%[\w.~-]+)?", re.ASCII)


class AddressError(ValueError):
    """An address that nobody can be asked by."""


class Place(NamedTuple):
    """Where an address leads.

    `host` is looked up and connected to: ASCII, in lower case, IPv6 without brackets. `netloc` is what the request
    names: the host and, where it is not the scheme's own, the port. `path` and `query` are as they are sent.
    """

    url: httpx.URL
    scheme: str
    host: str
    port: int
    netloc: str
    path: str
    query: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def name(self) -> str:
        """The host as addresses spell it."""
        return f"[{self.host}]" if ":" in self.host else self.host


@lru_cache(maxsize=4096)
def read(url: str) -> Place:
    """Where an address leads. Raises AddressError for what is none of the web, or has no host or port that can be."""
    try:
        found = httpx.URL(url)
        host, netloc = found.raw_host.decode("ascii"), found.netloc.decode("ascii")
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressError(f"{url}: {error}") from None
    port = PORTS.get(found.scheme, 0) if found.port is None else found.port
    if found.scheme not in PORTS or not _can_be(host, port):
        raise AddressError(f"{url}: no address of a web page")
    path, _, query = found.raw_path.decode("ascii").partition("?")
    return Place(found, found.scheme, host, port, netloc, path, query)


def read_proxy(url: str) -> str:
    """The address of a proxy as httpx takes it. Raises AddressError."""
    text = url if "://" in url else f"http://{url}"
    try:
        found = httpx.URL(text)
        host = found.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressError(f"{url}: {error}") from None
    if found.scheme not in ("http", "https", "socks5", "socks5h") or not _can_be(host, found.port or 1):
        raise AddressError(f"{url}: no address of a proxy")
    return text


def _can_be(host: str, port: int) -> bool:
    return _HOST.fullmatch(host) is not None and 0 < port < 1 << 16


def join(base: str, reference: str) -> str:
    """Where a redirect of `base` leads, without a fragment. Raises AddressError."""
    place, text = read(base), reference.partition("#")[0]
    try:
        there = httpx.URL(text)
        named = there.raw_host  # `host` is made readable, which not every name can be
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressError(f"{reference}: {error}") from None
    if not there.scheme and named:
        text = f"{place.scheme}:{text}"
    elif not there.scheme:
        # What names no host cannot leave this one: it is put behind scheme and host as they are.
        path, mark, query = text.partition("?")
        if not path:
            path, query = place.path, query if mark else place.query
        elif not path.startswith("/"):
            path = f"{place.path.rpartition('/')[0]}/{path}"
        text = f"{place.scheme}://{place.netloc}{path}{f'?{query}' if query else ''}"
    return str(read(text).url)


def host_of(url: str) -> str:
    """The host of an address as tables know it, "" where it has none."""
    try:
        return bare(read(url).name)
    except AddressError:
        return ""


def bare(name: str) -> str:
    """A host's name without "www." and the dot that may close it."""
    return name.removesuffix(".").removeprefix("www.")
