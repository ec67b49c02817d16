"""What brings headings into a note that are not written in it: includes, shortcodes, imported notes and components."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from notelint.collection.vault import joined
from notelint.files.suffixes import NOTE_ENDINGS
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.site import Site

# From another file of the site; what a package has makes no headings.
_IMPORT = lazy_re(r"(?:^import\s[^\n;]*?|\bimport\()[\"']((?:\.{1,2}|@site|[@~])/[^\"'\n]+)[\"']", re.MULTILINE)
_COMPONENT_SIZE = 200_000
# What in a component gives an id to what it shows, shows notes, or looks at the fragment itself.
_GIVES_IDS = lazy_re(r"\bid\s*=|<h[1-6]\b|\bHeading\b|\.mdx?\b|\bslugify\b|\bhash\b")


def borrowed(
    text: str, code: Sequence[tuple[int, int]], path: str, view: View, site: Site, also: re.Pattern[str] | None
) -> str:
    """The first such place in a note that a site shows, as it is written; "" for none. `code` are the spans in which
    nothing counts, `also` is what brings headings in by the site's own configuration.
    """
    pattern = site.viewer.borrows
    for found in pattern.finditer(text) if pattern else ():
        if not _within(found.start(), code):
            return _line(text, found.start())
    for found in also.finditer(text) if also else ():
        if not _within(found.start(), code):
            return _line(text, found.start())
    if path.endswith(".mdx") or site.dialect.mdx or site.viewer.imports:
        for found in _IMPORT.finditer(text):
            if not _within(found.start(), code) and _brings_headings(found[1], path, view, site):
                return _line(text, found.start())
    return ""


def _within(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _line(text: str, offset: int) -> str:
    line = text[offset:].partition("\n")[0].strip()
    return line if len(line) <= 80 else line[:79] + "…"


def _brings_headings(origin: str, path: str, view: View, site: Site) -> bool:
    """May what is imported have headings or ids: another note, or a component that gives some?"""
    if origin.lower().endswith(NOTE_ENDINGS):
        return True
    files = list(_candidates(origin, path, view, site))
    texts = [view.listing.head(file, _COMPONENT_SIZE).decode("utf-8", "replace") for file in files]
    if not texts:  # it cannot be read here
        return not re.search(r"\.(?:json|ya?ml|css|scss|svg|png|jpe?g|gif|webp|txt|\w+\?raw)$", origin)
    return any(_GIVES_IDS.search(each) for each in texts)


def _candidates(origin: str, path: str, view: View, site: Site) -> Iterator[str]:
    """The files that an import may mean."""
    prefix, _, rest = origin.partition("/")
    if prefix in (".", ".."):
        bases = [joined(path.rpartition("/")[0], origin)]
    else:
        folder = site.folder
        bases = [joined(folder, rest), joined(f"{folder}/src".strip("/"), rest)]
    for base in filter(None, bases):
        above, _, name = base.rpartition("/")
        for folder, wanted in ((above, name), (base, "index")):
            for each, kind in view.listing.names(folder).items():
                if kind == "file" and (each == wanted or each.rpartition(".")[0] == wanted):
                    yield f"{folder}/{each}".lstrip("/")
