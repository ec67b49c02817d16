"""Who knows whether a link is good: its page, or an API that is asked for many links at once, or nobody."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import parse_qs

from notelint.identity import Identity, Malformed, identify_url
from notelint.identity.hosts import ARCHIVE, ARXIV_HOSTS, RETIRED_HOSTS
from notelint.identity.pages import PAGES
from notelint.online.hosts import Hosts, is_reserved
from notelint.online.urls import AddressError, Place, bare, read
from notelint.text.lazy import lazy_re

_DOI_HOSTS: Final = frozenset({"doi.org", "dx.doi.org"})
_VIDEO: Final = lazy_re(r"[\w-]{11}")
_ARXIV: Final = lazy_re(r"(?<![0-9.])[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?(?![0-9])")
_DOI: Final = lazy_re(r"10\.[0-9]{4,9}/[^\s?#]+")


class Target(NamedTuple):
    """An address and whom to ask about it: `by` is page, arxiv, doi, github, youtube, or "" for nobody.

    `id` is what to ask for: an arXiv id, a DOI, `owner/name`, or, where nobody is asked, the reason. `version` is that
    of the arXiv paper, 0 where none is named.
    """

    url: str
    by: str
    id: str = ""
    version: int = 0


def target(url: str, hosts: Hosts) -> Target:
    """Whom to ask about an address."""
    try:
        place = read(url)
    except AddressError:
        return Target(url, "", "url")
    name, plan = bare(place.name), hosts.plan(url)
    if is_reserved(name):
        return Target(url, "", "reserved")
    if name in RETIRED_HOSTS:  # known without asking, and told by a rule of its own
        return Target(url, "", "switched-off")
    found = identify_url(url)
    if isinstance(found, Malformed) and found.scheme == "arxiv" and name in ARXIV_HOSTS:
        return Target(url, "", "malformed-id")
    # By its name a table knows the host that is asked at the usual port.
    usual = ":" not in place.netloc
    if usual and isinstance(found, Identity) and (known := _known(url, name, found, plan.judged)):
        return known
    if plan.same_id_as and (inside := _inside(url, plan.same_id_as)):
        return Target(url, plan.same_id_as, inside)
    if name in ("youtube.com", "m.youtube.com", "youtu.be") and (video := _video(place, name)):
        return Target(url, "youtube", video)
    return Target(url, "page") if plan.judged else Target(url, "", "never")


def _known(url: str, name: str, found: Identity, judged: bool) -> Target | None:
    """The API that knows what the address identifies. A reader that no table knows may itself be gone."""
    if found.scheme == "arxiv":
        trusted = name in ARXIV_HOSTS or name in _DOI_HOSTS or "redirect" in found.notes
        known = (trusted or name in PAGES) and name != ARCHIVE and found.sure
        return Target(url, "arxiv", found.value, found.version or 0) if known else None
    if found.scheme == "doi" and (name in _DOI_HOSTS or not judged):
        return Target(url, "doi", found.value)
    if found.scheme == "github" and name == "github.com":
        return Target(url, "github", found.value)
    return None


def _inside(url: str, scheme: str) -> str:
    """The id in an address of a host that the configuration says to hold such."""
    match = (_ARXIV if scheme == "arxiv" else _DOI).search(url)
    if match is None or scheme == "doi":
        return match[0] if match else ""
    found = identify_url(f"https://arxiv.org/abs/{match[0]}")
    return found.value if isinstance(found, Identity) else ""


def _video(place: Place, name: str) -> str:
    """The id of the video that an address shows."""
    segments = place.path.strip("/").split("/")
    if name == "youtu.be":
        video = segments[0]
    elif segments[0] == "watch":
        video = parse_qs(place.query).get("v", [""])[0]
    else:
        video = segments[1] if segments[0] in ("embed", "shorts", "live", "v") and len(segments) > 1 else ""
    return video if _VIDEO.fullmatch(video) else ""
