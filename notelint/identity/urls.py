"""What a URL identifies: dispatch by host, and the careful guess about hosts that no table knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from msgspec import structs

from notelint.identity import arxiv, grammars
from notelint.identity.hosts import (
    ARCHIVE,
    ARXIV_HOSTS,
    ARXIV_MIRRORS,
    ARXIV_PAGES,
    BARE_HOSTS,
    DOI_SEGMENTS,
    FAMILIES,
    READER_PARAMETERS,
    READER_SEGMENTS,
    REDIRECTORS,
    RETIRED_HOSTS,
    SCHOLAR,
)
from notelint.identity.model import Found, Identity, noted, placed
from notelint.identity.pages import CASELESS, PAGES, Page
from notelint.text.lazy import lazy_re

# No host of the tables has addresses near this length; longer ones carry data.
MAX_URL: Final = 2048

_HOSTS = frozenset(PAGES) | ARXIV_HOSTS | ARXIV_MIRRORS | frozenset(REDIRECTORS) | {ARCHIVE}
_FAMILY_ENDS = tuple(FAMILIES)
_BARE = tuple(f"{www}{host}/" for host in BARE_HOSTS for www in ("", "www."))
_BEFORE_A_PATH = ("arxiv:", "doi:", "git@github.com:", *_BARE)
_SCHEMES = frozenset({"http", "https", "ftp", "git", "ssh"})
_WIDE = lazy_re("[\uff00-\uffef]")
_READER_PATH = lazy_re(r"/(?:abs|pdf|papers?|p)/(?:[0-9]{4}\.|[A-Za-z.-]{2,11}/[0-9]{7})")
_DOI_IN_PATH = lazy_re(r"/([^/]*)/(10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}/.+)")
_ARCHIVED = lazy_re(r"/web/(?:[0-9*]+[a-z_]*/)?(?=https?:)")
_OLD_NUMBER = lazy_re(r"[0-9]{7}(?:v[0-9]+)?(?:\.[a-z]+)?", re.IGNORECASE)

_GRAMMARS: dict[str, Callable[[str], Found]] = {
    "acl": grammars.acl,
    "arxiv": arxiv.read,
    "doi": grammars.doi,
    "doi-in-path": grammars.doi_in_path,
}


class _Parts(NamedTuple):
    """A URL's parts: the host without "www.", the path decoded, the query as written, without the fragment."""

    scheme: str
    host: str
    path: str
    query: str

    @property
    def target(self) -> str:
        return f"{self.path}?{unquote(self.query)}" if self.query else self.path

    @property
    def segments(self) -> list[str]:
        return [segment for segment in self.path.split("/") if segment]


def has_paper_host(url: str) -> bool:
    """Can `identify_url` find anything in this URL? A test without parsing, for runs over all links of a collection."""
    start = url.find("//") + 2
    if start == 1:
        return url.lstrip(" <").lower().startswith(_BEFORE_A_PATH)
    return _is_known(url[start : url.find("/", start)]) or _has_signs_of_a_paper(url)


def identify_url(url: str) -> Found:
    """What `url`, as written in the note, identifies; None for everything that is no paper or repository.

    Without a network and a clock: hosts are told by table, ids by their grammar.
    """
    if len(url) > MAX_URL or not has_paper_host(url):
        return None
    return _identify(url, True)


@lru_cache(maxsize=1 << 16)
def _identify(url: str, follow: bool) -> Found:
    """`follow` is False for a URL that stood in another one, so that a chain of redirects ends after one step."""
    text = url.strip(" \t\r\n<>")
    notes: tuple[str, ...] = ()
    if not text.isascii() and _WIDE.search(text):
        text = unicodedata.normalize("NFKC", text)[:MAX_URL]
        notes = ("full-width",)
    prefix, _, rest = text.partition(":")
    if prefix.lower() == "arxiv":
        return noted(placed(arxiv.read(rest), "uri"), notes)
    if prefix.lower() == "doi":
        return noted(placed(grammars.doi(unquote(rest)), "uri"), notes)
    parts = _split(text)
    if parts is None:
        return None
    if parts.scheme == "http":
        notes += ("http",)
    if parts.host in RETIRED_HOSTS:
        notes += ("retired-host",)
    return noted(_identify_parts(parts, follow), notes)


def _identify_parts(parts: _Parts, follow: bool) -> Found:
    host = parts.host
    if host in ARXIV_HOSTS or host in ARXIV_MIRRORS:
        return _on_arxiv(parts)
    if host in REDIRECTORS:
        return _behind_redirect(parts) if follow else None
    if host == ARCHIVE:
        return _in_archive(parts) if follow else None
    pages = PAGES.get(host)
    found = _on_known_host(parts) if pages else None
    if found is None and (pages is None or pages[0].shape == "reader"):
        return _on_unknown_host(parts, follow)
    return found


def _has_signs_of_a_paper(url: str) -> bool:
    """Would `_on_unknown_host` have anything to look at?"""
    return "rxiv" in url or "rXiv" in url or "/10." in url or bool(_READER_PATH.search(url))


@lru_cache(maxsize=1 << 12)
def _is_known(authority: str) -> bool:
    return _host(authority) in _HOSTS


def _host(authority: str) -> str:
    """The host at the start of `authority`, without user, port and "www."; of a family, the host that stands for it."""
    for end in "/?#":
        authority = authority.partition(end)[0]
    host = authority.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")
    if host.startswith(SCHOLAR):
        return f"{SCHOLAR}com"
    if host.endswith(_FAMILY_ENDS):
        return next(name for end, name in FAMILIES.items() if host.endswith(end))
    return host


def _split(url: str) -> _Parts | None:
    """Cut `url`; by hand, since urllib raises on hosts such as `[::1`, and costs more than all the rest."""
    if url.startswith("git@github.com:"):
        url = "ssh://github.com/" + url.removeprefix("git@github.com:")
    scheme, slashes, rest = url.partition("//")
    if not slashes or "/" in scheme or "." in scheme:
        scheme, rest = "https:", url
    scheme = scheme.removesuffix(":").lower() or "https"
    if scheme not in _SCHEMES:
        return None
    location, _, query = rest.partition("#")[0].partition("?")
    authority, _, path = location.partition("/")
    return _Parts(scheme, _host(authority), unquote(f"/{path}"), query)


def _on_arxiv(parts: _Parts) -> Found:
    """A page of arXiv or of one of its former mirrors. A page that must name a paper and does not is malformed."""
    first, *rest = parts.segments or [""]
    shape = ARXIV_PAGES.get(first.lower())
    found: Found
    if shape is not None:
        token, more = _arxiv_token(rest)
        found = arxiv.read(token) or arxiv.diagnose(token)
        shape = "asset" if shape == "html" and more else shape
    elif first == "ftp" and len(rest) == 4:
        # /ftp/arxiv/papers/2304/2304.08485.pdf, /ftp/cs/papers/0701/0701001.pdf
        found, shape = arxiv.read(rest[3] if rest[0] == "arxiv" else f"{rest[0]}/{rest[3]}"), "ftp"
    elif first == "api":
        found, shape = arxiv.read(_parameter(parts.query, "id_list")), "api"
    else:
        found, shape = arxiv.read("/".join(parts.segments)), "bare"
    return placed(found, shape, parts.host, mirror=parts.host in ARXIV_MIRRORS)


def _arxiv_token(segments: list[str]) -> tuple[str, bool]:
    """The id at the start of a path (an old one is two segments), and whether the path goes on after it."""
    size = 2 if len(segments) > 1 and _OLD_NUMBER.fullmatch(segments[1]) else 1
    return "/".join(segments[:size]), len(segments) > size


def _parameter(query: str, *names: str) -> str:
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if name in names:
            return unquote(value)
    return ""


@cache
def _patterns(host: str) -> tuple[tuple[Page, re.Pattern[str]], ...]:
    """The pages of a host, compiled when first met: most runs see few of the hosts."""
    return tuple((page, re.compile(page.pattern, re.ASCII)) for page in PAGES[host])


def _on_known_host(parts: _Parts) -> Found:
    target = parts.target
    for page, pattern in _patterns(parts.host):
        match = pattern.match(target)
        if match is None:
            continue
        found = _read(page.scheme, match[1] if page.value == r"\1" else match.expand(page.value))
        if found is None:
            continue
        groups = match.groupdict() if pattern.groupindex else {}
        if groups.get("version") and isinstance(found, Identity):
            found = structs.replace(found, version=int(groups["version"]))
        return placed(found, groups.get("shape") or page.shape, parts.host, mirror=page.shape == "reader")
    return None


def _read(scheme: str, value: str) -> Found:
    grammar = _GRAMMARS.get(scheme)
    if grammar is not None:
        return grammar(value)
    return Identity(scheme, value.lower() if scheme in CASELESS else value)


def _behind_redirect(parts: _Parts) -> Found:
    path, names = REDIRECTORS[parts.host]
    target = _parameter(parts.query, *names) if parts.path == path else ""
    return noted(_identify(target, False), ("redirect",))


def _in_archive(parts: _Parts) -> Found:
    match = _ARCHIVED.match(parts.target)
    found = _identify(parts.target[match.end() :], False) if match else None
    return structs.replace(found, host=parts.host, mirror=True) if isinstance(found, Identity) else found


def _on_unknown_host(parts: _Parts, follow: bool) -> Found:
    found = _arxiv_in_path(parts) or _doi_in_path(parts)
    return found or (_arxiv_in_query(parts) if follow else None)


def _arxiv_in_path(parts: _Parts) -> Found:
    """A reader's path: an id after a segment that says arXiv (sure), or after one such as "abs" (only likely)."""
    sure, before, previous = "arxiv" in parts.host, "", ""
    for segment in parts.segments:
        token, reader = segment, previous
        if _OLD_NUMBER.fullmatch(segment):
            token, reader = f"{previous}/{segment}", before
        found = arxiv.read(token)
        if isinstance(found, Identity) and "unpadded" not in found.notes:
            named = sure or segment.lower().startswith("arxiv")
            if named or reader in READER_SEGMENTS:
                return placed(found, "reader", parts.host, mirror=True, sure=named)
        lower = segment.lower()
        sure, before, previous = sure or "arxiv" in lower, previous, lower
    return None


def _doi_in_path(parts: _Parts) -> Found:
    """A publisher's path: a DOI after the segment "doi" (sure), or after one such as "article" (only likely)."""
    match = _DOI_IN_PATH.search(parts.path)
    if match is None or match[1].lower() not in DOI_SEGMENTS:
        return None
    sure = "/doi/" in parts.path[: match.start(2)].lower()
    return placed(grammars.doi_in_path(match[2]), "publisher", parts.host, sure=sure)


def _arxiv_in_query(parts: _Parts) -> Found:
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        if name.lower() not in READER_PARAMETERS:
            continue
        value = unquote(value)
        if value.startswith(("http://", "https://")):
            found = _identify(value, False)
        else:
            found = arxiv.read(value) if name.lower().startswith("arxiv") else None
        if isinstance(found, Identity) and found.scheme == "arxiv":
            return placed(found, "reader", parts.host, mirror=True, sure=False)
    return None
