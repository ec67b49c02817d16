"""Requests: the one place that connects."""

from __future__ import annotations

import asyncio
import random
import ssl
import time
import zlib
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from functools import cached_property
from typing import cast

import msgspec

from notelint import __version__
from notelint.online.answer import Answer, Hop, is_refusal, may_change, retry_after
from notelint.online.guard import Guard, Refused
from notelint.online.pace import Pace
from notelint.online.urls import AddressError, Place, httpx, join, read

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

AGENT = f"notelint/{__version__} (link checker)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BODY = 64 * 1024  # bytes


class Limits(msgspec.Struct, frozen=True):
    """Bounds of every request, times in seconds."""

    connect: float = 10.0
    total: float = 30.0
    hops: int = 8
    at_once: int = 256  # requests on their way, over all hosts
    per_host: int = 8
    retries: int = 2
    backoff: float = 1.0  # before the first retry, doubled for the next
    patience: float = 60.0  # the longest pause that a host can ask for


class Client:
    """Asks politely: each host at its own pace, what fails for the moment again, private addresses never.

    One transport an origin: a pool that all share spends its time on looking for a free connection. `paces` gives the
    pace at which to begin with a host, `headers` what else to send to an address, `proxies` the proxy for an address,
    which then is who resolves the names.
    """

    def __init__(
        self,
        guard: Guard | None = None,
        limits: Limits = Limits(),  # noqa: B008 (immutable)
        paces: Callable[[str], Pace] = lambda host: Pace(),
        headers: Callable[[str], Mapping[str, str]] = lambda url: {},
        proxies: Callable[[str], str | None] = lambda url: None,
    ) -> None:
        self.guard = guard or Guard()
        self.limits = limits
        self.paces: dict[str, Pace] = {}  # by host, with its port
        self.requests = 0
        self.heard = False  # has anybody answered? Else it is perhaps this side that has no network
        self._first_pace = paces
        self._headers = headers
        self._proxies = proxies
        self._transports = _Transports(limits.per_host, _files() // 2 // limits.per_host)
        self._at_once = asyncio.Semaphore(min(limits.at_once, _files() // 3))

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._transports.close()

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None, limit: int = BODY) -> Answer:
        """Asks for a page; redirects are followed. The body is read up to `limit` bytes."""
        return await self._followed("GET", url, headers or {}, limit)

    async def head(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Asks whether a page is there; redirects are followed."""
        return await self._followed("HEAD", url, headers or {}, 0)

    async def post(
        self, url: str, data: bytes, *, headers: Mapping[str, str] | None = None, limit: int = 4 * 1024 * 1024
    ) -> Answer:
        """Sends `data`, once; redirects are not followed."""
        pace = self.pace(_netloc(url))
        async with pace.turn():
            answer = await self._once("POST", url, headers or {}, data, limit)
            self._learn(pace, answer)
        return answer

    async def _followed(self, method: str, url: str, headers: Mapping[str, str], limit: int) -> Answer:
        hops: list[Hop] = []
        seen = {_address(url)}
        while True:
            own = headers if not hops or read(url).origin == read(hops[0].source).origin else {}
            answer = await self._patiently(method, url, own, limit)
            place = answer.headers.get("location", "") if answer.status in REDIRECTS else ""
            if not place:
                return msgspec.structs.replace(answer, hops=tuple(hops))
            target, failure = _next(answer.url, place, seen, len(hops) >= self.limits.hops)
            if failure:
                return msgspec.structs.replace(answer, hops=tuple(hops), failure=failure)
            hops.append(Hop(answer.status, url, target))
            seen.add(target)
            url = target

    async def _patiently(self, method: str, url: str, headers: Mapping[str, str], limit: int) -> Answer:
        """One exchange, tried again as long as it may end otherwise: at most as often as `limits.retries` says."""
        pace = self.pace(_netloc(url))
        for attempt in range(self.limits.retries + 1):
            async with pace.turn():
                if pace.closed:
                    return Answer(url, failure="budget") if pace.slow else Answer(url, 429)
                answer = await self._once(method, url, headers, b"", limit)
                self._learn(pace, answer)
            last = attempt == self.limits.retries
            if last or not may_change(answer) or pace.closed:
                break
            if not is_refusal(answer):
                await asyncio.sleep(self.limits.backoff * 2**attempt * random.uniform(0.5, 1.5))
        return answer

    def pace(self, host: str) -> Pace:
        """The pace of a host, given with its port."""
        pace = self.paces.get(host)
        if pace is None:
            pace = self.paces[host] = self._first_pace(host)
        return pace

    def _learn(self, pace: Pace, answer: Answer) -> None:
        pace.took(answer.seconds)
        if is_refusal(answer):
            pace.refused(retry_after(answer), self.limits.patience)
        elif 0 < answer.status < 500:
            pace.answered()

    async def _once(self, method: str, url: str, headers: Mapping[str, str], data: bytes, limit: int) -> Answer:
        """One exchange, without redirects; the addresses of the host are tried in turn until one takes a connection."""
        try:
            place = read(url)
            proxy = self._proxies(url)
            addresses = await self._addresses(place.host, proxy)
        except AddressError:
            return Answer(url, failure="url")
        except Refused as refused:
            return Answer(url, failure=refused.why)
        answer = Answer(url, failure="unreachable")
        for address in addresses:
            async with self._at_once:
                self.requests += 1
                began = time.monotonic()
                answer = await self._exchange(method, place, address, proxy, headers, data, limit)
                answer = msgspec.structs.replace(answer, seconds=time.monotonic() - began)
            if answer.failure not in ("refused", "unreachable"):
                break
        return answer

    async def _addresses(self, host: str, proxy: str | None) -> list[str]:
        """What to connect to. Behind a proxy it is the proxy that resolves names; what is seen to be private is not
        asked there either.
        """
        if not proxy:
            return await self.guard.addresses(host)
        try:
            await self.guard.addresses(host)
        except Refused as refused:
            if refused.why == "private":
                raise
        return [""]

    async def _exchange(
        self,
        method: str,
        place: Place,
        address: str,
        proxy: str | None,
        headers: Mapping[str, str],
        data: bytes,
        limit: int,
    ) -> Answer:
        url = str(place.url)
        try:
            request = self._request(method, place, address, headers, data)
            async with self._transports.of(place, address, proxy) as transport, asyncio.timeout(self.limits.total):
                response = await transport.handle_async_request(request)
                response.request = request
                try:
                    body, truncated = await _body(response, limit)
                finally:
                    await response.aclose()
        # Beside what is announced, whatever the libraries below make of an answer that is none.
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, OverflowError, ImportError) as error:
            return Answer(url, failure=_failure(error))
        self.heard = True
        names = {name.lower(): value for name, value in response.headers.items()}
        return Answer(url, response.status_code, names, body, truncated=truncated)

    def _request(
        self, method: str, place: Place, address: str, headers: Mapping[str, str], data: bytes
    ) -> httpx.Request:
        own = {
            "Host": place.netloc,
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            **self._headers(str(place.url)),
            **headers,
        }
        # The connection is made to the address that was looked at, whatever the name leads to by now.
        pinned = place.url if address in ("", place.host) else place.url.copy_with(host=address)
        extensions = {"timeout": {"connect": self.limits.connect}, "sni_hostname": place.host}
        return httpx.Request(method, pinned, headers=own, content=data or None, extensions=extensions)


class _Transports:
    """A transport for each origin and address. Of those that nobody uses, the `idle` last used are kept open: each
    connection is an open file, and of these a process may have some hundreds.
    """

    def __init__(self, connections: int, idle: int) -> None:
        self._size = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        self._idle = idle
        self._open: dict[tuple[str, str, str], httpx.AsyncHTTPTransport] = {}  # the last used is the last
        self._users: Counter[tuple[str, str, str]] = Counter()

    @asynccontextmanager
    async def of(self, place: Place, address: str, proxy: str | None) -> AsyncIterator[httpx.AsyncHTTPTransport]:
        key = place.scheme, place.netloc, address
        transport = self._open.pop(key, None)
        if transport is None:
            verify = self._tls if place.scheme == "https" else False
            transport = httpx.AsyncHTTPTransport(verify=verify, limits=self._size, proxy=proxy, trust_env=False)
        self._open[key] = transport
        self._users[key] += 1
        try:
            yield transport
        finally:
            self._users[key] -= 1
            if len(self._open) > self._idle:
                unused = [each for each in self._open if not self._users[each]]
                await self.close(unused[: len(self._open) - self._idle])

    async def close(self, keys: Sequence[tuple[str, str, str]] | None = None) -> None:
        for key in list(self._open) if keys is None else keys:
            if transport := self._open.pop(key, None):
                await transport.aclose()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()


def _files() -> int:
    """How many files, connections among them, this process may have open."""
    if resource is None:
        return 1024
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1 << 16 if soft == resource.RLIM_INFINITY else max(soft, 32)


def _netloc(url: str) -> str:
    """The host of an address with its port, which share a pace."""
    try:
        return read(url).netloc
    except AddressError:
        return ""


def _address(url: str) -> str:
    """The address as a redirect would name it."""
    try:
        return join(url, url)
    except AddressError:
        return url


def _next(url: str, place: str, seen: set[str], enough: bool) -> tuple[str, str]:
    """Where a redirect leads, and why it is not followed."""
    try:
        target = join(url, place)
    except AddressError:
        return "", "scheme"
    return target, "loop" if target in seen else "hops" if enough else ""


async def _body(response: httpx.Response, limit: int) -> tuple[bytes, bool]:
    """The first `limit` bytes of the body, unpacked, and whether there is more."""
    packed = response.headers.get("content-encoding", "identity")
    data = bytearray()
    raw = cast("AsyncGenerator[bytes]", response.aiter_raw())  # closed, else the connection is not given back
    async with aclosing(raw) as chunks:
        async for chunk in chunks:
            data += chunk
            if len(data) > limit:
                break
    truncated = len(data) > limit
    if packed == "identity":
        return bytes(data[:limit]), truncated
    try:
        unpacking = zlib.decompressobj(wbits=47)
        unpacked = unpacking.decompress(bytes(data), max(limit, 1))
        return unpacked, truncated or bool(unpacking.unconsumed_tail)
    except zlib.error:
        return b"", True


def _failure(error: BaseException) -> str:
    """Why no answer came."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLWantReadError):
            return "tls"
        if isinstance(cause, ConnectionRefusedError):
            return "refused"
        cause = cause.__cause__ or cause.__context__
    kinds: list[tuple[type[BaseException], str]] = [
        (httpx.TimeoutException, "timeout"),
        (TimeoutError, "timeout"),
        (httpx.ProxyError, "proxy"),
        (ImportError, "proxy"),  # one of a kind for which a package is missing
        (httpx.ConnectError, "unreachable"),
        (httpx.NetworkError, "reset"),
        (httpx.RemoteProtocolError, "protocol"),
    ]
    return next((name for kind, name in kinds if isinstance(error, kind)), "protocol")
