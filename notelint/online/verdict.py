"""What is known of a link: alive, dead or undecided, why, since when, and where it has moved."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote

import msgspec

from notelint.text.lazy import lazy_re

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
        *("private", "failed", "url", "reserved", "malformed-id", "never", "switched-off"),
        *("budget", "stopped", "name-unknown", "proxy"),
    }
)
# All reasons there are, and all APIs that may stand for a page.
REASONS = FAILURES | WALLS | UNASKED | {"", "missing", "gone", "no-name", "unknown-id", "no-section", "no-sections"}
VIAS = frozenset({"", "arxiv", "doi", "github", "youtube"})

# An authority in which all readers see the same host.
_PLAIN = lazy_re(
    r"(?:[\w.~!$&'()*+,;=:%-]*@)?(?:[a-z0-9_.-]+|\[[0-9a-f:.]+(?:%25[\w.~-]+)?\])(?::[0-9]{0,9})?", re.ASCII
)
_INTERNATIONAL = lazy_re(r"([^@:/\\\[\]%]{1,255})(:[0-9]*)?")
_PARTS = lazy_re(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\t\r\n"))  # browsers pass over them
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
    def is_kept(self) -> bool:
        """Is it worth remembering? What comes from asking is, and that it was refused, so that a person sees why."""
        return self.reason not in UNASKED or self.reason == "private"


def address(target: str, fragment: bool = False) -> str:
    """The address that a link's target names, as it is asked and remembered; "" for what is no web address.

    Scheme and host are in lower case, the fragment is gone unless it is wanted, what is not ASCII is encoded. Where two
    readers might see two hosts, all of it is encoded that could divide them: nobody is asked by such an address.
    """
    parts = _PARTS.fullmatch(target.translate(_UNSEEN).strip()) if len(target) <= _KEPT else None
    if parts is None or not parts[2]:
        return ""
    authority = parts[2].lower()
    try:
        if not authority.isascii():
            authority = _in_ascii(authority)
        if not _PLAIN.fullmatch(authority):
            authority = quote(authority, ":")
        path, query = quote(parts[3], _SAFE) or "/", quote(parts[4] or "", _SAFE)
        kept = quote(parts[5] or "", _SAFE) if fragment else ""
    except UnicodeError:  # half of a pair of surrogates
        return ""
    return f"{parts[1].lower()}://{authority}{path}{query and f'?{query}'}{kept and f'#{kept}'}"


def plain(url: str) -> str:
    """The address as `address` writes it, "" where two readers might see two hosts in it."""
    found = address(url, fragment=True)
    return found if _PLAIN.fullmatch(found.split("/", 3)[2] if found else "") else ""


def _in_ascii(authority: str) -> str:
    """A host with signs of other scripts, as the name system knows it; as it is where that has no name for it."""
    found = _INTERNATIONAL.fullmatch(authority)
    if found is None:
        return authority
    import idna

    try:
        host = idna.encode(found[1], uts46=True)  # as browsers do
    except UnicodeError:
        try:
            host = found[1].encode("idna")  # the older standard, which knows signs like ❤
        except UnicodeError:
            return authority
    return host.decode("ascii").lower() + (found[2] or "")
