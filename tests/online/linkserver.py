"""A web server on the loopback interface with every fault that links have.

In a test: `with LinkServer() as server: server.url("/ok/1")`. By itself, for benchmarks:
`python linkserver.py --port 8765 --seconds 600`. Paths, where n is any text:

    /ok/n  /missing/n (404)  /gone/n (410)  /status/CODE/n  /cloudflare/n (403 of a wall)  /forbidden/n  /999/n
    /slow/MS/n  /hang/n  /big/MB/n  /reset/n  /resetonce/n  /flaky/F/n (503 for the first F requests of the path)
    /redirect/n (302)  /moved/n (301)  /chain/K/n (302s)  /permchain/K/n (308s)  /loop/n  /home/n (302 to /)
    /to/CODE/HOST:PORT/path (a redirect to another host)  /file/n (a redirect to file:)
    /limited/S/n (429 once, Retry-After: S)  /always429/n  /window/N/S/n (N requests in any S seconds, else 429)
    /nohead/n (HEAD 405)  /head404/n  /soft404/n  /chinese404/n  /packed/n (gzip)  /bomb/n (gzip)  /headers/n
    /robots.txt  /stats (JSON)
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import contextlib
import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

PAGE = b'<!doctype html><title>page</title><h1>A page</h1><h2 id="sec-1">one</h2>'


class Reply(Exception):  # noqa: N818 (it ends a request, as an exception ends a function)
    def __init__(self, status: int, body: bytes = b"", type_: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.status, self.body, self.type, self.headers = status, body, type_, headers

    def encoded(self, head: bool) -> bytes:
        lines = [f"HTTP/1.1 {self.status} X", f"Content-Length: {len(self.body)}", f"Content-Type: {self.type}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in self.headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + (b"" if head else self.body)


class LinkServer:
    """The server in a thread of its own. `requests` lists (method, path, headers) as they came."""

    def __init__(self, port: int = 0, body: int = 2048, host: str = "127.0.0.1", delay: float = 0.0) -> None:
        self.host, self.port, self.delay = host, port, delay
        self.page = PAGE + b"<p>lorem ipsum</p>" * (body // 18)
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.connections = self.active = self.peak = 0
        self.answers: dict[str, Callable[[str, str, bytes], Reply]] = {}  # a test's own, by path's first part
        self._seen: collections.Counter[str] = collections.Counter()
        self._window: dict[str, collections.deque[float]] = collections.defaultdict(collections.deque)
        self._loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> LinkServer:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(ready)), daemon=True)
        self._thread.start()
        ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def url(self, path: str, host: str = "") -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.requests]

    async def _run(self, ready: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connection, self.host, self.port, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stop.wait()
        server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.01)  # sockets are closed by the loop

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                raw = await reader.readexactly(1)
                if raw == b"\x16":  # the beginning of TLS, which is not spoken here
                    writer.write(Reply(400).encoded(False))
                    break
                raw += await reader.readuntil(b"\r\n\r\n")
                line, *rest = raw.decode("latin1").strip().split("\r\n")
                method, path, _ = line.split(" ", 2)
                headers = dict(each.lower().split(": ", 1) for each in rest if ": " in each)
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                await self._request(method, path, headers, body, writer)
        writer.close()

    async def _request(
        self, method: str, path: str, headers: dict[str, str], body: bytes, writer: asyncio.StreamWriter
    ) -> None:
        if path == "/stats":
            methods = collections.Counter(method for method, _, _ in self.requests)
            stats = {"requests": len(self.requests), "connections": self.connections, "peak": self.peak}
            writer.write(Reply(200, json.dumps({**stats, "methods": methods}).encode()).encoded(False))
        elif path == "/clear":
            self.requests, self.connections, self.peak = [], 0, 0
            self._seen.clear()
            self._window.clear()
            writer.write(Reply(200).encoded(False))
        else:
            self.requests.append((method, path, headers))
            self.active += 1
            self.peak = max(self.peak, self.active)
            try:
                await asyncio.sleep(self.delay)
                await self._answer(method, path, headers, body, writer)
            except Reply as reply:
                writer.write(reply.encoded(method == "HEAD"))
            finally:
                self.active -= 1
        await writer.drain()

    async def _answer(
        self, method: str, path: str, headers: dict[str, str], body: bytes, writer: asyncio.StreamWriter
    ) -> None:
        kind, *rest = path.partition("?")[0].strip("/").split("/")
        self._seen[path] += 1
        if kind in self.answers:
            raise self.answers[kind](method, path, body)
        if kind in ("reset", "resetonce") and (kind == "reset" or self._seen[path] == 1):
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()
            raise ConnectionResetError
        if kind == "hang":
            await asyncio.sleep(3600)
        if kind == "slow":
            await asyncio.sleep(int(rest[0]) / 1000)
        if kind == "big":
            await self._big(int(rest[0]), method, writer)
        elif kind in _FAULTS:
            raise _FAULTS[kind](self, method, path, rest)
        elif kind == "headers":
            raise Reply(200, json.dumps(headers).encode(), "application/json")
        else:
            raise Reply(200 if kind in ("", "ok", "slow", "resetonce") else 404, self.page)

    async def _big(self, size: int, method: str, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 200 X\r\nContent-Length: {size << 20}\r\nContent-Type: text/html\r\n\r\n".encode())
        for _ in range(0 if method == "HEAD" else size * 16):
            writer.write(b"x" * 65536)
            await writer.drain()

    def limited(self, path: str, seconds: str) -> Reply:
        return Reply(429, Retry_After=seconds) if self._seen[path] == 1 else Reply(200, self.page)

    def flaky(self, path: str, failures: int) -> Reply:
        return Reply(503) if self._seen[path] <= failures else Reply(200, self.page)

    def window(self, count: int, seconds: str) -> Reply:
        times, now = self._window[f"{count}/{seconds}"], time.monotonic()
        while times and now - times[0] > float(seconds):
            times.popleft()
        if len(times) >= count:
            return Reply(429, Retry_After=seconds)
        times.append(now)
        return Reply(200, self.page)


def _redirect(status: int, target: str) -> Reply:
    return Reply(status, Location=target)


def _chain(status: int, kind: str, rest: list[str]) -> Reply:
    left = int(rest[0])
    return _redirect(status, f"/{kind}/{left - 1}/{rest[1]}" if left > 1 else f"/ok/{rest[1]}")


def _titled(title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>".encode()


_Fault = Callable[[LinkServer, str, str, list[str]], Reply]
_FAULTS: dict[str, _Fault] = {
    "missing": lambda server, method, path, rest: Reply(404, b"not here"),
    "gone": lambda server, method, path, rest: Reply(410),
    "status": lambda server, method, path, rest: Reply(int(rest[0])),
    "forbidden": lambda server, method, path, rest: Reply(403),
    "cloudflare": lambda server, method, path, rest: Reply(404, cf_mitigated="challenge"),
    "999": lambda server, method, path, rest: Reply(999),
    "flaky": lambda server, method, path, rest: server.flaky(path, int(rest[0])),
    "redirect": lambda server, method, path, rest: _redirect(302, f"/ok/{rest[-1]}"),
    "moved": lambda server, method, path, rest: _redirect(301, f"/ok/{rest[-1]}"),
    "movedaway": lambda server, method, path, rest: _redirect(301, f"/missing/{rest[-1]}"),
    "chain": lambda server, method, path, rest: _chain(302, "chain", rest),
    "permchain": lambda server, method, path, rest: _chain(308, "permchain", rest),
    "loop": lambda server, method, path, rest: _redirect(302, path),
    "home": lambda server, method, path, rest: _redirect(301, "/"),
    "to": lambda server, method, path, rest: _redirect(int(rest[0]), f"http://{rest[1]}/{'/'.join(rest[2:])}"),
    "file": lambda server, method, path, rest: _redirect(302, "file:///etc/passwd"),
    "limited": lambda server, method, path, rest: server.limited(path, rest[0]),
    "always429": lambda server, method, path, rest: Reply(429, Retry_After="0.05"),
    "window": lambda server, method, path, rest: server.window(int(rest[0]), rest[1]),
    "nohead": lambda server, method, path, rest: Reply(405 if method == "HEAD" else 200, server.page),
    "head404": lambda server, method, path, rest: Reply(404 if method == "HEAD" else 200, server.page),
    "soft404": lambda server, method, path, rest: Reply(200, _titled("Page not found")),
    "chinese404": lambda server, method, path, rest: Reply(200, _titled("页面不存在")),
    "packed": lambda server, method, path, rest: Reply(200, gzip.compress(server.page), Content_Encoding="gzip"),
    "bomb": lambda server, method, path, rest: Reply(200, gzip.compress(bytes(8 << 20)), Content_Encoding="gzip"),
    "robots.txt": lambda server, method, path, rest: Reply(200, b"User-agent: *\nDisallow: /private/\n", "text/plain"),
}


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, default=8765)
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--delay", type=float, default=0.0)
    arguments.add_argument("--seconds", type=float, default=600)
    chosen: Any = arguments.parse_args()
    server = LinkServer(chosen.port, host=chosen.host, delay=chosen.delay)
    with server:
        print(f"{server.host}:{server.port}", flush=True)
        time.sleep(chosen.seconds)


if __name__ == "__main__":
    main()
