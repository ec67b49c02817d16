"""mdBook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from notelint.model.items import NoteItems
from notelint.site.configuration import Config, folder_name, get, switch
from notelint.site.navigation import MAX_SIZE, NavEntry, Navigation
from notelint.site.viewer import Marker, Viewer
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.site.model import Site
    from notelint.site.viewer import ReadText

_CHAPTER = lazy_re(r"^[ \t]*(?:[-*+][ \t]+)?\[[^\n]*\]\(<?([^()<>\n]+)>?\)[ \t]*$", re.MULTILINE)


def _configure(config: Config) -> None:
    data = config.data(config.marker)
    if source := folder_name(get(data, "book", "src")):
        config.content = config.assets = (source,)
    mathjax = get(data, "output", "html", "mathjax-support")
    switch(config.decisions, "math", mathjax, f"mathjax-support in {config.marker}")


def chapters(text: str) -> list[NavEntry]:
    """The chapters that a SUMMARY.md names."""
    return [NavEntry(found[1].strip(), found.start(1), found.end(1)) for found in _CHAPTER.finditer(text[:MAX_SIZE])]


def _navigation(site: Site, read: ReadText, notes: Mapping[str, NoteItems]) -> Navigation | None:
    folder = site.content[0] if site.content else ""
    file = f"{folder}/SUMMARY.md"
    text = read(file)
    if text is None:
        return None
    entries = [(each, f"{folder}/{each.target}") for each in chapters(text)]
    return Navigation(file, entries, folder, links=True, builds=True)


MDBOOK = Viewer(
    name="mdBook",
    markers=(Marker(("book.toml",)),),
    content=("src",),
    assets=("src",),
    output=("book",),
    configure=_configure,
    routed=True,
    summary="SUMMARY.md",
    borrows=lazy_re(r"^\{\{#include", re.MULTILINE),
    shows_outside="nothing",
    navigation=_navigation,
    dialect={"math": False, "autolinks": False, "attributes": True},
    footnotes_known=True,
)
