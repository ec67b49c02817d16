"""Checks about links: does each lead somewhere in the collection, and is it a link at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from notelint.checks.targets import case_of, hit, reason_of, rendered, traced
from notelint.collection.targets import Target
from notelint.files.suffixes import FILE_SUFFIXES, NOTE_ENDINGS
from notelint.model.finding import Hit, Paths
from notelint.model.items import Image, Link, NoteItems, Unrendered, Wikilink
from notelint.rule.contract import ANY, Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# Links nearer to each other than so many characters may be one menu.
_BESIDE = 200
_LANGUAGE = lazy_re(
    r"\W*(?:english(?: version)?|en|中文(?:版本?)?"
    r"|简体中文|繁體中文|汉语|zh(?:[-_]\w+)?|日本語|ja|한국어|ko|français|fr|deutsch|de|español|es"
    r"|português|pt|русский|ru|italiano|it|tiếng việt|vi)\W*",
    re.IGNORECASE,
)


def broken_link(items: Sequence[Link], options: Any, view: View) -> Iterator[Hit]:
    """Links to files that are not there. What a to-do item leads to may be written yet."""
    local = (link for link in items if not link.target.startswith(("http:", "https:", "#")))
    for link, found in traced(((link, view.resolver.led(link)) for link in local), view):
        if case := case_of(found):
            yield hit(link, found, "planned" if link.task and case == "missing" else case)


def broken_anchor(items: Sequence[Link], options: Any, view: View) -> Iterator[Hit]:
    """Links to a place in a note that the note does not have."""
    for link in items:
        if "#" not in link.target or link.target.startswith(("http:", "https:")):
            continue
        found = view.resolver.led(link)
        if found.kind == "note" and view.resolver.anchor(found.path, found.fragment, link.path) is False:
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
        elif (
            found.kind == "note"
            and link.fragment
            and view.resolver.named(found.path, link.fragment, link.path) is False
        ):
            yield _no_heading(link, found.path, link.fragment, view)


def _is_file(target: str) -> bool:
    """Does the name end as files do that are no notes?"""
    name = target.lower()
    return name.rpartition(".")[2] in FILE_SUFFIXES and not name.endswith(NOTE_ENDINGS)


def empty_link(items: Sequence[Link], options: Any, view: View) -> Iterator[Hit]:
    """Links without a destination, and links without anything to click at."""
    images: dict[str, list[int]] = {}  # where the images of a note begin
    for link in items:
        viewer = view.site.of(link.path).viewer
        if not link.target.strip():
            if viewer.summary and link.path.rpartition("/")[2] == viewer.summary:
                continue
            yield Hit(link, case="no-target", facts={"text": link.text, "what": "no-target"})
        elif not (link.text or viewer.names_links) and link.kind in ("inline", "reference"):
            starts = images.setdefault(link.path, []) or sorted(image.start for image in view.note(link.path).images)
            images[link.path] = starts
            at = bisect_left(starts, link.start)
            if at == len(starts) or starts[at] >= link.end:
                yield Hit(link, case="no-text", facts={"target": link.target, "what": "no-text"})


def self_link(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Links to the note that they stand in, as if to another. A fragment leads somewhere in it, so that is none."""
    for note in items:
        if all(target.path != note.path for _, target in view.leads[note.path]):
            continue
        found = [(link, target) for link, target in view.leads[note.path] if not isinstance(link, Image)]
        for at, (link, target) in enumerate(found):
            if target.path != note.path or "#" in link.target or (isinstance(link, Wikilink) and link.fragment):
                continue
            same = [path for path in target.ambiguous if path in view.notes]
            if same or not _in_menu(found, at):
                facts = {"name": link.target, "other": same[0] if same else ""}
                yield Hit(link, case="other" if same else "self", facts=facts, start=link.dest_start, end=link.dest_end)


def _in_menu(found: Sequence[tuple[Link | Wikilink, Target]], at: int) -> bool:
    """Does the link stand among links to the note's neighbours or translations, as each of them may have them?"""
    link, target = found[at]
    folder, _, name = target.path.rpartition("/")
    near = (*found[max(at - 2, 0) : at], *found[at + 1 : at + 3])
    if any(leads.path != target.path and leads.path.rpartition("/")[2] == name for _, leads in near) and isinstance(
        link, Link
    ):
        return True  # a choice of languages, each in its folder
    beside = sum(
        leads.kind == "note"
        and leads.path != target.path
        and leads.path.rpartition("/")[0] == folder
        and abs(other.start - link.start) < _BESIDE
        for other, leads in near
    )
    return beside > 1 or (beside == 1 and (isinstance(link, Wikilink) or _LANGUAGE.fullmatch(link.text) is not None))


def ambiguous_wikilink(items: Sequence[Wikilink], options: Any, view: View) -> Iterator[Hit]:
    """Wikilinks that two notes are meant by equally: neither stands beside the link, nor nearer to the top."""
    for link in items:
        found = view.resolver.wikilink(link.path, link.target)
        if not found.ambiguous:
            continue
        folder, name = link.path.rpartition("/")[0], link.target.partition("#")[0].strip()
        tied = view.resolver.tied(link.path, name, [found.path, *found.ambiguous])
        others = [path for path in tied if path in view.notes and not _translation(found.path, path, link, view)]
        if others and found.path in view.notes and found.path.rpartition("/")[0] != folder:
            facts = {"target": link.target, "note": found.path, "other": others[0]}
            yield Hit(link, facts=facts, start=link.dest_start, end=link.dest_end)


def _translation(path: str, other: str, link: Wikilink, view: View) -> bool:
    """Are the two notes of different languages, one of them the link's own?"""
    first, second = view.note(path).locale, view.note(other).locale
    return first != second and view.note(link.path).locale in (first, second)


def unrendered_link(items: Sequence[Unrendered], options: Any, view: View) -> Iterator[Hit]:
    """What was meant as a link and is shown as text, by its reason."""
    for item in items:
        if reason := reason_of(item, view):
            yield Hit(item, case=reason, facts={"text": item.text}, fix=rendered(item, view))


CHECKS: Checks = {
    "ambiguous-wikilink": Check(
        ambiguous_wikilink, items=("wikilinks",), across="view", facts={"": "target note other"}
    ),
    "broken-anchor": Check(
        broken_anchor, items=("links",), across="view", facts={"near-heading heading": "fragment note near where what"}
    ),
    "broken-link": Check(
        broken_link,
        items=("links",),
        across="view",
        facts={
            "missing near planned case served address renamed": "target looked actual near",
            "page near-page folder astray unserved": "target looked actual near address",
        },
        leaves_open="pages",
    ),
    "broken-wikilink": Check(
        broken_wikilink,
        items=("wikilinks",),
        across="view",
        facts={"missing near file": "target near what", "near-heading heading": "fragment note near where what"},
    ),
    "empty-link": Check(empty_link, items=("links",), facts={"no-target": "text what", "no-text": "target what"}),
    "self-link": Check(self_link, across="view", facts={"self other": "name other"}),
    "unrendered-link": Check(unrendered_link, items=("unrendered",), across="view", facts={ANY: "text"}),
}
