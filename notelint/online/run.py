"""One run's asking put together: the configuration, what the user granted, the environment, the memory."""

from __future__ import annotations

import asyncio
import os
import re
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec

from notelint.config import HostSettings
from notelint.online.asking import Asker, Outcome, Progress, first_pace
from notelint.online.guard import Guard
from notelint.online.hosts import Hosts
from notelint.online.http import Client
from notelint.online.memory import Memory
from notelint.online.verdict import host_of

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
# What belongs to the connection is no business of a configuration.
_OURS = frozenset({"connection", "content-length", "host", "transfer-encoding"})


class Grants(msgspec.Struct, frozen=True):
    """What only the command line or the environment can allow, since anybody's pull request can change a file.

    `private` is asking inside a network. `env` names environment variables that headers may hold: `NAME` for any host
    of the configuration, `NAME@host` for one.
    """

    private: bool = False
    env: tuple[str, ...] = ()


class Headers:
    """What the configuration wants to be sent. `withheld` collects the variables that nobody granted."""

    def __init__(self, hosts: Mapping[str, HostSettings], grants: Grants, environment: Mapping[str, str]) -> None:
        self.withheld: set[str] = set()
        self._hosts = {name.lower().removeprefix("www."): own.headers for name, own in hosts.items()}
        self._grants = grants
        self._environment = environment

    def __call__(self, url: str) -> dict[str, str]:
        """The headers for an address: of its very host, and with a secret in them over https only."""
        host = host_of(url)
        safe = url.startswith("https:") or self._grants.private
        sent = {}
        for name, value in self._hosts.get(host, {}).items():
            variables = _VARIABLE.findall(value)
            missing = [each for each in variables if not self._is_granted(each, host)]
            self.withheld.update(missing)
            if not missing and (safe or not variables) and name.lower() not in _OURS:
                sent[name] = _VARIABLE.sub(lambda match: self._environment[match[1]], value)
        return sent

    def _is_granted(self, name: str, host: str) -> bool:
        granted = name in self._grants.env or f"{name}@{host}" in self._grants.env
        return granted and name in self._environment


def ask_links(
    urls: Iterable[str],
    root: Path,
    settings: Mapping[str, HostSettings],
    today: date,
    grants: Grants,
    *,
    budget: float | None = None,
    recheck: bool = False,
    progress: Progress = lambda done, requests, hosts: None,
) -> Outcome:
    """Asks about the addresses of which nothing fresh is remembered, and remembers what comes of it."""
    hosts, memory = Hosts(settings), Memory(root)
    headers = Headers(settings, grants, os.environ)
    learned = memory.paces()

    async def run() -> Outcome:
        client = Client(
            Guard(allow_private=grants.private),
            paces=lambda host: first_pace(hosts, learned, host),
            headers=headers,
            proxies=proxies(),
        )
        async with client:
            token = os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN") or ""
            asker = Asker(client, hosts, memory, today, token=token, progress=progress)
            return await asker.ask(urls, budget, recheck)

    outcome = asyncio.run(run())
    outcome.withheld = tuple(sorted(headers.withheld))
    outcome.damaged, outcome.unwritable = memory.damaged, memory.unwritable
    return outcome


def proxies() -> Callable[[str], str | None]:
    """The proxy for an address, as the environment has it."""
    known = urllib.request.getproxies()

    def proxy(url: str) -> str | None:
        scheme, _, rest = url.partition("://")
        found = known.get(scheme) or known.get("all")
        return None if not found or urllib.request.proxy_bypass(rest.partition("/")[0]) else found

    return proxy
