"""What is known of a link: alive, dead or undecided, why, since when, and where it has moved."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

State = Literal["alive", "dead", "undecided"]

# Failures that a reader meets as well. Where they last, the link is as good as dead.
FAILURES = frozenset(
    {
        "timeout",
        "tls",
        "reset",
        "refused",
        "unreachable",
        "protocol",
        "name-unknown",
        "loop",
        "hops",
        "scheme",
        "server",
    }
)
# The host is there and will not be judged by a program: for ever, perhaps, and whatever a reader sees.
WALLS = frozenset({"wall", "client", "not-found-page", "home-page"})
# Nobody was asked, or the asking was given up, or it failed on this side: nothing is learned from it.
UNASKED = frozenset(
    {
        *("private", "url", "reserved", "malformed-id", "never", "switched-off"),
        *("budget", "stopped", "name-unknown", "proxy"),
    }
)

_SAFE = "!$&'()*+,-./:;=?@[]_~%"
_KEPT = 2048


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one address. Times are seconds since 1970, 0.0 where there is none.

    `reason` is "" for what is alive. Of the dead it is missing (404), gone (410), no-name, or unknown-id, where the
    API that gives the ids says that it has none such; of an address with a fragment, no-section. Of the undecided it is
    a name in `FAILURES`, `WALLS` or `UNASKED`, or no-sections: a page whose sections cannot be told. `status` is HTTP's
    code, 0 where there was none. `moved` is where permanent redirects lead, "" without any; `kept` says whether all
    redirects were permanent. `via` names the API that was asked in the page's place.
    """

    url: str
    state: State
    reason: str = ""
    status: int = 0
    moved: str = ""
    kept: bool = False
    via: str = ""
    asked: float = 0.0
    fresh_until: float = 0.0
    alive_at: float = 0.0
    failing_since: float = 0.0
    failures: int = 0

    @property
    def is_answer(self) -> bool:
        """Does it come from asking?"""
        return self.reason not in UNASKED


def address(target: str, fragment: bool = False) -> str:
    """The address that a link's target names, as it is asked and remembered; "" for what is no web address.

    Scheme and host are in lower case, the fragment is gone unless it is wanted, what is not ASCII is encoded.
    """
    if not target.startswith(("http://", "https://", "HTTP://", "HTTPS://")) or len(target) > _KEPT:
        return ""
    try:
        parts = urlsplit(target.strip())
        host = parts.netloc.lower()
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    path, query = quote(parts.path, _SAFE) or "/", quote(parts.query, _SAFE)
    kept = quote(parts.fragment, _SAFE) if fragment else ""
    return urlunsplit((parts.scheme, host, path, query, kept)) if host else ""


def host_of(url: str) -> str:
    """The host of an address, without user, port and "www."."""
    authority = url.partition("//")[2].partition("/")[0].rpartition("@")[2]
    name = authority.partition("]")[0] + "]" if authority.startswith("[") else authority.partition(":")[0]
    return name.removeprefix("www.")
