"""Asks web servers of which one answers whatever it likes, beside two that answer as they should.

    python bench/attack/servers.py [--minutes 5] [--seed N]

No link to a good server may be lost, no secret arrive anywhere but at the server that it was granted for, nothing end
the run or be a mistake of ours, and the asking be over in bounded time. Exit code 1 if something was not so.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hostile

from notelint.config.config import HostSettings
from notelint.online.asking import Asker, Outcome, first_pace
from notelint.online.guard import Guard
from notelint.online.hosts import Hosts
from notelint.online.http import Client, Limits
from notelint.online.memory import Memory
from notelint.online.run import Grants, Headers

LIMITS = Limits(connect=0.5, total=1.0, backoff=0.01, patience=0.5)
LONGEST = 120.0  # seconds for forty hostile links
SECRET = "s3cret-of-the-lab"
GOOD, LAB, EVIL = "127.0.0.1", "127.0.0.2", "127.0.0.3"
_PAUSES = ("0.1", "0", "-1", "1e9", "inf", "nan", "9" * 400, "Wed, 21 Oct 9999 07:28:00 GMT", "soon", "")
_TYPES = ("text/html", "text/html; charset=undefined", "text/html; charset=idna", "text/html; charset=\xff", "")
_BODIES = (b"<h1>" * 9000, b"<title>" * 9000, b"<a name=" * 5000, b"\xff" * 9000, gzip.compress(bytes(1 << 20)), b"")
_JOINTS = ("@", "?", "#", "\\", "/", "%2f", "%40", ":", ";", "\t", " ", ".", "\xa0")
_SCHEMES = ("http://", "//", "http:/", "HTTP:", "http:\\\\", "\\\\")
_HEADERS = (
    *("Content-Encoding: gzip", "Content-Encoding: br, \xff", "Transfer-Encoding: chunked", "Content-Length: 9999999"),
    *("Content-Length: -1", "X: \xe9\xff", " folded", "no colon", "X: " + "a" * 70_000, "Connection: upgrade"),
    *("X-RateLimit-Remaining: 0", "cf-mitigated: challenge", "Set-Cookie: a=b; Domain=.", 'Alt-Svc: h3=":1"'),
)


class Server:
    """One on the loopback interface. `heard` is all that it was sent."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.port = 0
        self.heard = bytearray()

    @property
    def netloc(self) -> str:
        return f"{self.host}:{self.port}"

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._connection, self.host, 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            request = await reader.readuntil(b"\r\n\r\n")
            self.heard += request
            await self.answer(request.split(b" ")[1].decode("latin1"), writer)
            await writer.drain()
        writer.close()


class Evil(Server):
    """Answers at random, sometimes not at all, or byte by byte. `places` are addresses that it redirects to."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(EVIL)
        self.chance = chance
        self.places = [""]

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        chance, kind = self.chance, self.chance.random()
        if kind < 0.1:
            await asyncio.sleep(5)
        elif kind < 0.2:
            writer.transport.abort()
        elif kind < 0.3:
            writer.write(b"HTTP/1.1 103 X\r\n\r\n" * 500)
        elif kind < 0.4:
            writer.write(hostile.text(chance, 9).encode())
        else:
            data = self.reply()
            size = chance.choice((1, len(data), len(data)))
            for at in range(0, min(len(data), 400 * size), size):
                writer.write(data[at : at + size])
                await writer.drain()
                await asyncio.sleep(0.001 if size == 1 else 0)

    def reply(self) -> bytes:
        chance = self.chance
        status = chance.choice((200, 200, 204, 301, 302, 307, 308, 404, 410, 429, 429, 403, 503, 521, 999, 99, "x"))
        lines = [f"HTTP/1.1 {status} {chance.choice(('OK', '', hostile.TEXTS[0]))}"]
        lines += [f"Content-Type: {chance.choice(_TYPES)}", f"Location: {chance.choice(self.places)}"]
        lines += [f"Retry-After: {chance.choice(_PAUSES)}"] * chance.randrange(3)
        lines += chance.sample(_HEADERS, chance.randrange(3))
        return "\r\n".join(lines).encode("latin1", "replace") + b"\r\n\r\n" + chance.choice(_BODIES)


class Lab(Evil):
    """The one that secrets are for. Of its pages, some lead to the evil one, by addresses that two may read as two."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance)
        self.host = LAB

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        if path.startswith("/away"):
            place = self.chance.choice(self.places).encode("latin1", "replace")
            writer.write(b"HTTP/1.1 302 X\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % place)
        else:
            await Server.answer(self, path, writer)


def places(chance: random.Random, lab: str, evil: str) -> Iterator[str]:
    """Addresses in which readers of addresses may see either server, and those that are none."""
    yield from (f"http://{evil}/b", f"http://{lab}/ok/b", f"//{evil}/c", "", "/", "?", "#x", "http:///x", "http://[::1")
    yield from ("http://127.0.0.1:80808/", "http://127.0.0.1:0/", "file:///etc/passwd", "a" * 70_000)
    for _ in range(40):
        joint = "".join(chance.choice(_JOINTS) for _ in "ab")
        one, two = chance.sample((lab, evil), 2)
        yield f"{chance.choice(_SCHEMES)}{one}{joint}{two}{chance.choice(('/x', ''))}"


async def attack(chance: random.Random, root: Path) -> list[str]:
    """What was not as it should be in two runs, of which the second knows what the first has learned."""
    good, evil, lab = Server(GOOD), Evil(chance), Lab(chance)
    problems: list[str] = []
    async with good.running(), evil.running(), lab.running():
        evil.places = lab.places = list(places(chance, lab.netloc, evil.netloc))
        fine = [f"http://{each.netloc}/ok/{number}" for each in (good, lab) for number in range(20)]
        bad = [f"http://{evil.netloc}/{number}" for number in range(30)]
        bad += [f"http://{lab.netloc}/away/{number}" for number in range(10)]
        for _ in range(2):
            urls = chance.sample(fine + bad, len(fine + bad))
            began = time.monotonic()
            outcome = await run(urls, root, lab.netloc)
            if (took := time.monotonic() - began) > LONGEST:
                problems.append(f"it took {took:.0f} s")
            problems += [f"lost: {outcome.verdicts[url]}" for url in fine if outcome.verdicts[url].state != "alive"]
            problems += [f"a mistake of ours: {name} at {url}" for name, url in outcome.failed.items()]
            problems += [f"it ended before all was asked: {outcome.stopped}"] * bool(outcome.stopped)
        if SECRET.encode() in evil.heard + good.heard:
            problems.append("the secret went elsewhere")
        if SECRET.encode() not in lab.heard:
            problems.append("the secret did not arrive where it should")
    return problems


async def run(urls: list[str], root: Path, lab: str) -> Outcome:
    settings = {lab: HostSettings(headers={"Authorization": "Bearer ${LAB_TOKEN}"})}
    headers = Headers(settings, Grants(env=(f"LAB_TOKEN@http://{lab}",)), {"LAB_TOKEN": SECRET})
    hosts, memory = Hosts(settings), Memory(root)
    learned = memory.paces()
    guard = Guard(allow_private=True)
    async with Client(guard, LIMITS, lambda host: first_pace(hosts, learned, host), headers) as client:
        return await Asker(client, hosts, memory, again=0.01, is_secret=headers.tells).ask(urls, recheck=True)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=5)
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    end = time.monotonic() + 60 * options.minutes
    rounds = failures = 0
    while time.monotonic() < end:
        chance = random.Random(f"{options.seed} {rounds}")
        rounds += 1
        with tempfile.TemporaryDirectory() as place:
            for problem in asyncio.run(attack(chance, Path(place))):
                failures += 1
                print(f"round {rounds - 1}: {problem}"[:400], flush=True)
    print(f"{rounds} rounds, {failures} failures")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
