"""Which addresses may be asked: names are resolved once, and what leads inside a network is refused."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

# Gives a name's addresses; raises socket.gaierror.
Lookup = Callable[[str], Awaitable[Sequence[str]]]

TRIED = 3  # addresses of a name, at most

# Where clouds keep secrets for their machines; the first of them is link-local anyway.
_METADATA = frozenset({"169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"})
# Public hosts have addresses of this block, and those behind a translator of this one.
_UNICAST, _NAT64 = ipaddress.IPv6Network("2000::/3"), ipaddress.IPv6Network("64:ff9b::/96")
# What no host in the web has, whatever this version of Python says of it: the registries of RFC 6890, where the last
# word is the IANA's.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
            *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
            *("2001::/23", "2001:db8::/32", "3fff::/20"),
        ),
    )
)
# ISATAP: whatever the network, the lower half of the address holds one of IPv4 behind these bits.
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
# By these codes a resolver says that there is no such name; by all others, that it cannot tell.
_NO_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class Refused(Exception):  # noqa: N818 (a verdict on the host, no mistake)
    """The host is not asked. `why` is private, no-name (there is none of that name) or name-unknown (nobody says)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def is_private(address: str) -> bool:
    """Is it anything but a public host: loopback, private, link-local, carrier's, metadata, multicast, reserved?"""
    ip = ipaddress.ip_address(address.partition("%")[0])
    special = any(ip in network for network in _SPECIAL if network.version == ip.version)
    if special or str(ip) in _METADATA:
        return True
    if isinstance(ip, ipaddress.IPv4Address):
        return not ip.is_global
    inner = _inner(ip)
    if inner is not None and is_private(str(inner)):
        return True
    return ip not in _UNICAST and ip not in _NAT64


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that one of IPv6 leads to."""
    if ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.sixtofour


@cache
def _threads() -> ThreadPoolExecutor:
    """Not the loop's own threads, for which it would wait at its end however long a resolver takes."""
    return ThreadPoolExecutor(32, "resolver")


async def system_lookup(host: str) -> list[str]:
    flags = getattr(socket, "AI_ADDRCONFIG", 0)
    look = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM, flags=flags)
    return [str(info[4][0]) for info in await asyncio.get_running_loop().run_in_executor(_threads(), look)]


class Guard:
    """Resolves names, each once a run, so that what was looked at is what is asked."""

    def __init__(self, allow_private: bool = False, lookup: Lookup = system_lookup) -> None:
        self.allow_private = allow_private
        self._lookup = lookup
        self._known: dict[str, asyncio.Task[list[str]]] = {}
        self.resolved = False  # has any name been resolved? Else the network may be down

    async def addresses(self, host: str) -> list[str]:
        """At most three addresses of a host. Raises Refused; of several addresses, one that is private refuses all."""
        task = self._known.get(host)
        if task is None:
            task = self._known[host] = asyncio.create_task(self._checked(host))
        return await asyncio.shield(task)

    def forget(self, host: str) -> None:
        """Looks a name up anew next time."""
        self._known.pop(host, None)

    async def _checked(self, host: str) -> list[str]:
        try:
            found: Sequence[str] = [str(ipaddress.ip_address(host.strip("[]")))]
        except ValueError:
            found = await self._looked_up(host)
        if not self.allow_private and any(map(is_private, found)):
            raise Refused("private")
        return list(dict.fromkeys(found))[:TRIED]

    async def _looked_up(self, host: str) -> Sequence[str]:
        try:
            found = await self._lookup(host)
        except socket.gaierror as error:
            raise Refused("no-name" if error.errno in _NO_NAME else "name-unknown") from None
        except (OSError, UnicodeError):  # a name that none can have
            raise Refused("name-unknown") from None
        self.resolved = True
        return found
