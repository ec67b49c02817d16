"""Checks of papers by what arXiv says of them, as far as `notelint papers update` has asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Hit, Related, Span
from notelint.model.items import Entry, NoteItems
from notelint.papers.file import Paper
from notelint.papers.occurrences import Occurrence, of_note
from notelint.rule.contract import Check, Checks, Remark, Told
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# Lists name papers by any of their words; a table's first cell may be a data set or a year.
_HEADED = frozenset({"section", "callout", "note", "item"})
_WHAT = r"(?:paper|article|manuscript|submission|preprint|work|version|it)"
# What is withdrawn *from* a conference is still there.
_WITHDRAWN = lazy_re(
    rf"(?:\b{_WHAT} (?:has been|is|was|had to be) (?:\w+ )?withdrawn\b"
    rf"|^\W*(?:this )?(?:{_WHAT} )?withdrawn\b"
    r"|\bwithdrawn by (?:the )?(?:authors?|arxiv)\b"
    r"|\bauthors? (?:have |has |wish(?:es)? to )?withdr[ae]wn?\b)(?!\s+from\b)",
    re.IGNORECASE,
)


def unknown_paper(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Told]:
    """An id of which arXiv says that there is no such paper: told once a note."""
    yield from _unreadable(view)
    for found, *others in _of_each(items, view):
        paper = view.library.papers.get(found.id)
        if paper is not None and paper.unknown:
            about = tuple(Span(each.item.path, each.start, each.end) for each in (found, *others))
            yield _hit(found, {"asked": paper.asked}, about)


def withdrawn_paper(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Told]:
    """A paper that its authors or arXiv have taken back: told once a note."""
    yield from _unreadable(view)
    for found, *_ in _of_each(items, view):
        paper = view.library.get(found.id)
        if paper is not None and (said := withdrawal(paper)):
            yield _hit(found, {"title": paper.title, "said": said})


def withdrawal(paper: Paper) -> str:
    """The words by which a paper is withdrawn, "" where it is not. arXiv has no mark for it but the comment's text."""
    if _WITHDRAWN.search(paper.comment):
        return paper.comment
    # Of other things that are withdrawn, an abstract may speak too; one that says it of its paper begins with it.
    opening = paper.abstract.partition(". ")[0]
    return opening if _WITHDRAWN.search(opening) and len(paper.abstract) < 600 else ""


def newer_version(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Told]:
    """A link to a version of a paper that is no more the latest: each version is told once a note."""
    yield from _unreadable(view)
    for note in items if view.library else ():
        told: set[tuple[str, int]] = set()
        for found in of_note(note):
            paper = view.library.get(found.id)
            pinned = (found.id, found.version)
            if paper is None or not 0 < found.version < paper.version or found.mirror or pinned in told:
                continue
            told.add(pinned)
            yield _hit(found, {"pinned": found.version, "latest": paper.version, "day": paper.updated})


def paper_title_mismatch(items: Sequence[Entry], options: Any, view: View) -> Iterator[Told]:
    """An entry whose heading is another paper's name or title than that of the id in it."""
    yield from _unreadable(view)
    for entry in items if view.library else ():
        each = next((each for each in entry.ids if each.scheme == "arxiv"), None)
        if each is None or entry.form not in _HEADED:
            continue
        misfit = view.library.misfit(entry.title, each.value)
        if misfit is None:
            continue
        facts: dict[str, Any] = {"id": each.shown, "heading": entry.title, "title": view.library.title(each.value)}
        if misfit.other:
            facts["other"] = {"id": f"arXiv:{misfit.other}", "title": view.library.title(misfit.other)}
        yield Hit(
            entry,
            case=misfit.kind,
            facts=facts,
            related=(Related(entry.path, entry.start, entry.end, entry.title),),
            start=each.start,
            end=each.end,
        )


def _unreadable(view: View) -> Iterator[Remark]:
    if view.library.unreadable:
        yield Remark("papers-unreadable", {"reason": view.library.unreadable})


def _of_each(notes: Sequence[NoteItems], view: View) -> Iterator[list[Occurrence]]:
    """The places of each paper in each note."""
    for note in notes if view.library else ():
        places: dict[str, list[Occurrence]] = {}
        for found in of_note(note):
            places.setdefault(found.id, []).append(found)
        yield from places.values()


def _hit(found: Occurrence, facts: dict[str, Any], about: tuple[Span, ...] | None = None) -> Hit:
    facts = {"id": f"arXiv:{found.id}", **facts}
    return Hit(found.item, facts=facts, start=found.start, end=found.end, about=about)


CHECKS: Checks = {
    "unknown-paper": Check(unknown_paper, across="view", facts={"": "id asked"}),
    "withdrawn-paper": Check(withdrawn_paper, across="view", facts={"": "id title said"}),
    "newer-version": Check(newer_version, across="view", facts={"": "id pinned latest day"}),
    "paper-title-mismatch": Check(
        paper_title_mismatch,
        items=("entries",),
        across="view",
        facts={"name title": "id heading title", "other": "id heading title other.id other.title"},
        leaves_open="papers",
    ),
}
