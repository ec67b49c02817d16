"""The check of venues and years against the month in which a paper was put on arXiv."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.learning import NOTED
from notelint.model.finding import Hit, Span
from notelint.model.items import Entry, NoteItems, PaperId
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

# The last month in which each was held in the past ten years.
_ENDS = {
    **dict.fromkeys(("aaai", "wacv"), 3),
    **dict.fromkeys(("iclr", "www", "aistats", "icassp", "eurographics"), 5),
    **dict.fromkeys(("cvpr", "naacl", "icra", "colt"), 6),
    **dict.fromkeys(("icml", "rss", "sigir", "uai"), 8),
    **dict.fromkeys(("acl", "kdd", "ijcai", "siggraph", "interspeech"), 9),
    **dict.fromkeys(("iccv", "eccv", "acmmm", "iros", "miccai", "colm"), 10),
    **dict.fromkeys(("bmvc", "cikm"), 11),
    **dict.fromkeys(("neurips", "nips", "emnlp", "corl"), 12),
}
# Some authors put a paper on arXiv long after its venue; later than this many months nearly all of them are others.
_GRACE = 8
_NAMES = "|".join(_ENDS)
_VENUE = lazy_re(rf"(?<![a-z])(?P<name>{_NAMES})[\s'’_-]*(?P<year>20\d\d)(?!\d)", re.IGNORECASE)
_YEAR = lazy_re(r"(?:19|20)\d\d(?!\d)")
_ID = lazy_re(r"(?P<year>\d\d)(?P<month>\d\d)\.\d{4,5}")
_KEYS = frozenset({"venue", "conference", "会议", "year", "年份"})


class _Claim(NamedTuple):
    """A venue and the month in which it ended, and where that is said; `case` is venue, year or folder."""

    case: str
    said: str
    year: int
    month: int
    start: int
    end: int


def impossible_year(items: Sequence[Entry], options: Any, view: View) -> Iterator[Hit]:
    """Entries of papers that did not exist when their venue, or their year, was over."""
    for entry in items:
        ids = [each for each in entry.ids if each.scheme == "arxiv"]
        paper = _ID.fullmatch(ids[0].value) if ids and entry.form in NOTED else None
        if paper is None:
            continue
        year, month = 2000 + int(paper["year"]), int(paper["month"])
        for claim in _claims(entry, ids[0], view.note(entry.path)):
            if year * 12 + month > claim.year * 12 + claim.month + _GRACE:
                facts = {"said": claim.said, "id": ids[0].shown, "month": f"{year}-{month:02}"}
                about = (Span(entry.path, entry.start, entry.end),)
                yield Hit(entry, case=claim.case, facts=facts, start=claim.start, end=claim.end, about=about)
                break


def _claims(entry: Entry, paper: PaperId, note: NoteItems) -> Iterator[_Claim]:
    """What the entry, its note and its folder say of when the paper was published, the nearest first."""
    for index in entry.fields:
        field = note.fields[index]
        if field.label_class in ("venue", "year"):
            yield from _said(field.label_class, field.value, field.value_start, field.value_end)
    if entry.form == "note":
        for key in note.keys:
            if key.name.lower() in _KEYS:
                kind = "year" if key.name.lower() in ("year", "年份") else "venue"
                yield from _said(kind, key.raw.strip("\"'"), key.value_start, key.value_end)
    for folder in reversed(note.path.split("/")[:-1]):
        if found := _VENUE.fullmatch(folder):
            yield _Claim("folder", folder, int(found["year"]), _ENDS[found["name"].lower()], paper.start, paper.end)


def _said(case: str, text: str, start: int, end: int) -> Iterator[_Claim]:
    if found := _VENUE.search(text):
        yield _Claim("venue", found[0], int(found["year"]), _ENDS[found["name"].lower()], start, end)
    elif case == "year" and (year := _YEAR.match(text)):
        yield _Claim("year", year[0], int(year[0]), 12, start, end)


CHECKS: Checks = {
    "impossible-year": Check(impossible_year, items=("entries",), facts={"venue year folder": "said id month"}),
}
