"""How links to papers are written: which page of the archive, by which protocol, of which version."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from notelint.model.items import Entry, Link, NoteItems
from notelint.model.labels import normalise
from notelint.text.lazy import lazy_re

# The pages of one paper, at the hosts that have several.
PAGES = {"arxiv.org": ("abs", "pdf", "html"), "openreview.net": ("forum", "pdf")}
_URL = lazy_re(r"(?P<scheme>https?)://(?:www\.)?(?P<host>[^/?#]+)/(?P<page>[^/?#]+)(?P<rest>.*)", re.DOTALL)
_VERSION = lazy_re(r"\d(v\d+)(?:\.pdf)?(?:[?#].*)?")
_LONGEST_LABEL = 24


class LinkFeature(NamedTuple):
    """One aspect (page, scheme or version) of the links to one host that one label has."""

    label: str
    host: str
    aspect: str


class PaperLink(NamedTuple):
    """A link to a paper, and what each aspect of it is."""

    link: Link
    shape: dict[LinkFeature, str]


def paper_links(note: NoteItems, entries: Iterable[Entry]) -> Iterator[PaperLink]:
    """The links of some of a note's entries to papers, less those of which a label gives several to one paper."""
    links: dict[int, Link] | None = None
    for entry in entries:
        fields = [note.fields[index] for index in entry.fields]
        labels = {each.start: field.name for field in fields for each in field.ids}
        ids = [each for each in entry.ids if each.where == "target" and not each.mirror]
        if not ids:
            continue
        links = links if links is not None else {link.start: link for link in note.links}
        found = [(each.key, labels.get(each.start), links[each.start]) for each in ids if each.start in links]
        named = [(key, label or _named(link), link) for key, label, link in found]
        several = Counter((key, label) for key, label, _ in named)
        for key, label, link in named:
            if several[key, label] == 1 and (shape := _shape(label, link)):
                yield PaperLink(link, shape)


def _named(link: Link) -> str:
    """What a link without a label calls itself: `[pdf](…)`; "" where its text is the paper's title or an address."""
    return normalise(link.text) if len(link.text) <= _LONGEST_LABEL and link.text.isalpha() else ""


def _shape(label: str, link: Link) -> dict[LinkFeature, str]:
    found = _URL.fullmatch(link.target)
    if found is None:
        return {}
    host, page = found["host"].lower(), found["page"]
    shape = {LinkFeature(label, host, "scheme"): found["scheme"]}
    if page in PAGES.get(host, ()):
        shape[LinkFeature(label, host, "page")] = page
        version = _VERSION.search(found["rest"])
        # A version that the reader sees is one that is meant.
        if host == "arxiv.org" and not (version and version[1] in link.text):
            shape[LinkFeature(label, host, "version")] = "versioned" if version else "plain"
    return shape


def rewritten(target: str, aspect: str, value: str) -> str:
    """The target with one aspect of another value, "" where that cannot be told."""
    found = _URL.fullmatch(target)
    if found is None:
        return ""
    if aspect == "scheme":
        return f"{value}{target[found.end('scheme') :]}"
    if aspect == "version":
        version = _VERSION.search(found["rest"])
        at = found.start("rest")
        return target[: at + version.start(1)] + target[at + version.end(1) :] if version and value == "plain" else ""
    rest = found["rest"]
    if found["host"].lower() == "arxiv.org" and value != "pdf" and (ending := re.match(r"(.*)\.pdf(?=[?#]|$)", rest)):
        rest = ending[1] + rest[ending.end() :]
    return target[: found.start("page")] + value + rest
