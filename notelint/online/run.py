"""One run's asking put together: the configuration, what the user granted, the environment, the memory."""

from __future__ import annotations

import asyncio
import os
import re
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

import msgspec

from notelint.config.config import HostSettings
from notelint.online.asking import Asker, Outcome, Progress, first_pace
from notelint.online.guard import Guard, Refused
from notelint.online.hosts import Hosts, as_netloc
from notelint.online.http import Client
from notelint.online.memory import Memory
from notelint.online.urls import PORTS, AddressError, Place, bare, read, read_proxy
from notelint.text.lazy import lazy_re

_VARIABLE = lazy_re(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
# What belongs to the connection is no business of a configuration.
_OURS = frozenset({"connection", "content-length", "host", "transfer-encoding"})


# What a header can hold (RFC 9110). Python's own check would raise for a letter beyond ASCII.
_NAME, _VALUE = lazy_re(r"[\w!#$%&'*+.^`|~-]+", re.ASCII), lazy_re(r"[\t\x20-\x7e]*")


class Grants(msgspec.Struct, frozen=True):
    """What only the command line or the environment can allow, since anybody's pull request can change a file.

    `private` is asking inside a network. `env` names environment variables that headers may hold: `NAME` for any host
    of the configuration, `NAME@host` or `NAME@host:port` for one, in both cases over https only, or
    `NAME@http://host:port`.
    """

    private: bool = False
    env: tuple[str, ...] = ()


class Headers:
    """What the configuration wants to be sent. `withheld` collects what nobody granted, as it would be granted."""

    def __init__(self, hosts: Mapping[str, HostSettings], grants: Grants, environment: Mapping[str, str]) -> None:
        self.withheld: set[str] = set()
        self._secrets: set[str] = set()
        self._hosts = {as_netloc(name): own.headers for name, own in hosts.items() if own.headers}
        self._known = {bare(name): headers for name, headers in self._hosts.items()}
        self._environment = environment
        self._anywhere = {each for each in grants.env if "@" not in each}
        self._granted = {_grant(*each.split("@", 1)) for each in grants.env if "@" in each}

    def __call__(self, url: str) -> dict[str, str]:
        """The headers for an address: of its very host, and secrets for the scheme, host and port that they are for."""
        place = read(url)
        exact = self._hosts.get(place.netloc) or self._hosts.get(place.name) or {}
        sent = {}
        for name, value in (exact or self._known.get(bare(place.name), {})).items():
            variables = _VARIABLE.findall(value)
            if name.lower() in _OURS or (variables and not exact):
                continue
            missing = [each for each in variables if not self._is_granted(each, place)]
            self.withheld.update(_asked_for(each, place) for each in missing if not self._is_secure(each, place))
            if not missing:
                text = _VARIABLE.sub(lambda match: self._environment[match[1]].strip(), value)
                if _NAME.fullmatch(name) and _VALUE.fullmatch(text):
                    sent[name] = text
                    self._secrets.update(self._environment[each].strip() for each in variables)
                else:
                    self.withheld.update(_asked_for(each, place) for each in variables)
        return sent

    def tells(self, url: str) -> bool:
        """Does an address hold a secret that was sent? Who was granted it may write it into a redirect."""
        text = unquote(url)
        return any(secret in text for secret in self._secrets if secret)

    def _is_granted(self, name: str, place: Place) -> bool:
        anywhere = name in self._anywhere and place.scheme == "https"
        return (anywhere or (name, *place.origin) in self._granted) and name in self._environment

    def _is_secure(self, name: str, place: Place) -> bool:
        """Is it granted for the same host over https? That it is not sent over http is as it should be."""
        return place.origin[::2] == ("http", PORTS["http"]) and self._is_granted(
            name, place._replace(scheme="https", port=PORTS["https"])
        )


def _grant(name: str, where: str) -> tuple[str, str, str, int]:
    """A variable and the scheme, host and port that it may be sent to; the host is "" where there is none such."""
    scheme, mark, host = where.partition("://")
    scheme, host = (scheme.lower(), host) if mark else ("https", where)
    netloc = as_netloc(host, scheme)
    return (name, *read(f"{scheme}://{netloc}/").origin) if netloc else (name, scheme, "", 0)


def _asked_for(name: str, place: Place) -> str:
    return f"{name}@{place.netloc if place.scheme == 'https' else f'http://{place.netloc}'}"


def ask_links(
    urls: Iterable[str],
    root: Path,
    settings: Mapping[str, HostSettings],
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
            token = (os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN") or "").strip()
            asker = Asker(client, hosts, memory, token=token, progress=progress, is_secret=headers.tells)
            return await asker.ask(urls, budget, recheck)

    outcome = asyncio.run(run())
    outcome.withheld = tuple(sorted(headers.withheld))
    outcome.damaged, outcome.unwritable, outcome.ignored = memory.damaged, memory.unwritable, memory.ignored
    return outcome


def proxies() -> Callable[[str], str | None]:
    """The proxy for an address, as the environment has it; raises Refused where that can be none."""
    known = urllib.request.getproxies()

    def proxy(url: str) -> str | None:
        place = read(url)
        found = known.get(place.scheme) or known.get("all")
        if not found or urllib.request.proxy_bypass(place.netloc):
            return None
        try:
            return read_proxy(found)
        except AddressError:
            raise Refused("proxy") from None

    return proxy
