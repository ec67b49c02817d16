"""Checks about links: does each lead somewhere in the collection, and is it a link at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from notelint.checks.targets import case_of, hit
from notelint.finding import Hit, Paths
from notelint.items import Link, Unrendered, Wikilink
from notelint.target import FILE_SUFFIXES
from notelint.vault import NOTE_SUFFIXES

if TYPE_CHECKING:
    from notelint.view import View


def broken_link(items: Sequence[Link], options: Any, view: View) -> Iterator[Hit]:
    """Links to files that are not there. What a to-do item leads to may be written yet."""
    for link in items:
        if link.target.startswith(("http:", "https:", "#")):
            continue
        found = view.resolver.link(link.path, link.target)
        if case := case_of(found):
            yield hit(link, found, "planned" if link.task and case == "missing" else case)


def broken_anchor(items: Sequence[Link], options: Any, view: View) -> Iterator[Hit]:
    """Links to a place in a note that the note does not have."""
    for link in items:
        if "#" not in link.target or link.target.startswith(("http:", "https:")):
            continue
        found = view.resolver.link(link.path, link.target)
        if found.kind == "note" and view.resolver.anchor(found.path, found.fragment) is False:
            yield _no_heading(link, found.path, found.fragment, view)


def _no_heading(item: Link | Wikilink, path: str, fragment: str, view: View) -> Hit:
    near = view.resolver.near_heading(path, fragment)
    where = "here" if path == item.path else "there"
    case = "near-heading" if near else "heading"
    facts = {"fragment": unquote(fragment), "note": Paths((path,)), "near": near, "where": where, "what": "heading"}
    return Hit(item, case=case, facts=facts, start=item.dest_start, end=item.dest_end)


def broken_wikilink(items: Sequence[Wikilink], options: Any, view: View) -> Iterator[Hit]:
    """Wikilinks to notes that do not exist (yet), and to headings that notes do not have."""
    for link in items:
        found = view.resolver.wikilink(link.path, link.target)
        if found.kind == "missing":
            case = "near" if found.near else "file" if _is_file(link.target) else "missing"
            facts = {"target": link.target, "near": found.near, "what": case}
            yield Hit(link, case=case, facts=facts, start=link.dest_start, end=link.dest_end)
        elif found.kind == "note" and link.fragment and view.resolver.anchor(found.path, link.fragment) is False:
            yield _no_heading(link, found.path, link.fragment, view)


def _is_file(target: str) -> bool:
    """Does the name end as files do that are no notes?"""
    name = target.lower()
    return name.rpartition(".")[2] in FILE_SUFFIXES and not name.endswith(NOTE_SUFFIXES)


def empty_link(items: Sequence[Link], options: Any, view: View) -> Iterator[Hit]:
    """Links without a destination, and links without anything to click at."""
    images: dict[str, list[int]] = {}  # where the images of a note begin
    for link in items:
        if not link.target.strip():
            yield Hit(link, case="no-target", facts={"text": link.text, "what": "no-target"})
        elif not link.text and link.kind in ("inline", "reference"):
            starts = images.setdefault(link.path, []) or sorted(image.start for image in view.note(link.path).images)
            images[link.path] = starts
            at = bisect_left(starts, link.start)
            if at == len(starts) or starts[at] >= link.end:
                yield Hit(link, case="no-text", facts={"target": link.target, "what": "no-text"})


def unrendered_link(items: Sequence[Unrendered], options: Any, view: View) -> Iterator[Hit]:
    """What was meant as a link and is shown as text, by its reason."""
    for item in items:
        yield Hit(item, case=item.reason, facts={"text": item.text})
