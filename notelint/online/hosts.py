"""How each host wants to be asked: a table, and what the configuration lays over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from notelint.config.config import HostSettings
from notelint.online.urls import AddressError, bare, read
from notelint.online.verdict import address


class Plan(msgspec.Struct, frozen=True):
    """How a host is asked: `at_once` requests at most, begun `interval` seconds apart, by GET or by HEAD.

    `judged` is False for a host whose answers to programs say nothing. `same_id_as` names the API that knows the ids
    which stand in the host's addresses. `accept` are codes that mean: the page is there.
    """

    at_once: int = 8
    interval: float = 0.0
    head: bool = False
    judged: bool = True
    accept: tuple[int, ...] = ()
    same_id_as: str = ""


# Walls, pages that only a browser builds, and codes that mean nothing: asking them is of no use to anybody.
_NEVER: Final = (
    "academia.edu",
    "dl.acm.org",
    "douyin.com",
    "facebook.com",
    "ieeexplore.ieee.org",
    "instagram.com",
    "iopscience.iop.org",
    "journals.sagepub.com",
    "linkedin.com",
    "medium.com",
    "mp.weixin.qq.com",
    "onlinelibrary.wiley.com",
    "pubs.acs.org",
    "quora.com",
    "reddit.com",
    "researchgate.net",
    "science.org",
    "sciencedirect.com",
    "stackoverflow.com",
    "t.me",
    "tandfonline.com",
    "twitter.com",
    "x.com",
    "xiaohongshu.com",
    "zhihu.com",
)
PLANS: Final[dict[str, Plan]] = {
    **dict.fromkeys(_NEVER, Plan(judged=False)),
    # arXiv, Terms of Use for its APIs: one request in three seconds, one connection.
    "export.arxiv.org": Plan(1, 3.0),
    # Its robots.txt: Crawl-delay 15.
    "arxiv.org": Plan(1, 15.0),
    # Without a token its API gives 60 answers an hour, and its pages refuse programs in a hurry.
    "api.github.com": Plan(4),
    "github.com": Plan(2, 0.25, head=True),
    "raw.githubusercontent.com": Plan(4, head=True),
    # Refuses early, and more from then on.
    "huggingface.co": Plan(1, 0.2),
    "doi.org": Plan(4),
    "semanticscholar.org": Plan(1, 1.0),
    "openreview.net": Plan(1, 0.5),
}
# Names that lead nowhere on purpose (RFC 2606, RFC 6761), and those inside of networks.
_RESERVED: Final = ("example", "example.com", "example.net", "example.org", "invalid", "local", "localhost", "test")
_RESERVED_ENDS: Final = tuple(f".{name}" for name in _RESERVED)


def is_reserved(host: str) -> bool:
    """Is it a name that is used where none is meant?"""
    return host in _RESERVED or host.endswith(_RESERVED_ENDS)


class Hosts:
    """The plans of all hosts. `settings` are the configuration's, by host, or by host and port; those of a host hold
    for its subdomains too.
    """

    def __init__(self, settings: Mapping[str, HostSettings] | None = None) -> None:
        self._plans = dict(PLANS)
        for name, own in (settings or {}).items():
            if key := bare(as_netloc(name)):
                self._plans[key] = _laid_over(self._nearest(key, key.rpartition(":")[0] or key), own)

    def plan(self, url: str) -> Plan:
        """The plan of the address's host, or of the nearest domain above it."""
        try:
            place = read(url)
        except AddressError:
            return Plan()
        return self._nearest(bare(place.netloc), bare(place.name))

    def _nearest(self, netloc: str, name: str) -> Plan:
        if netloc in self._plans:
            return self._plans[netloc]
        while name:
            if name in self._plans:
                return self._plans[name]
            name = name.partition(".")[2]
        return Plan()


def as_netloc(name: str, scheme: str = "https") -> str:
    """A host of the configuration, perhaps with its port, as requests name it; "" for what is no host."""
    try:
        return read(address(f"{scheme}://{name.strip()}/")).netloc
    except AddressError:
        return ""


def _laid_over(plan: Plan, own: HostSettings) -> Plan:
    changed = {
        "at_once": own.at_once,
        "interval": own.interval,
        "head": None if own.method is None else own.method == "head",
        "judged": own.ask,
        "accept": None if own.accept is None else tuple(own.accept),
        "same_id_as": own.same_id_as,
    }
    return msgspec.structs.replace(plan, **{name: value for name, value in changed.items() if value is not None})
