"""Checks about Chinese typography, in what a reader sees as text and nowhere else; all of them are off by default."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from notelint.model.finding import Edit, Fix, Hit
from notelint.model.items import NoteItems
from notelint.rule.contract import Check, Checks, Told, Undecided
from notelint.text.languages import is_of, language_of
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.reading.prose import Piece, Prose

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Patterns are compiled when they are asked for: that takes as long as reading some notes, and the rules are off.

# Lines with these are Japanese or Korean, which have customs of their own; so has all else that is of these languages.
_OTHERS = "[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f\u1100-\u11ff\uac00-\ud7af]"
# What stands in text and is none: tags, names, emoji, moulds, labels, formulas, addresses, paths and files.
_NO_TEXT = (
    r"(?s)"
    rf"第 ?\d+[{_HAN}]"
    rf"|[#@][\w\-/{_HAN}]+|:[a-z_+\-0-9]+:|\{{\{{.*?\}}\}}|\{{%.*?%\}}|\[\^[^\]]*\]|\[\[[^\]\n]*\]\]|\$[^$\n]+\$"
    rf"|(?:https?:|www\.|ftp:)\S+|[\w.\-]+@\S+|[A-Za-z]:\\\S+|(?<![\w.])\.{{0,2}}/\S+"
    rf"|[\w\-{_HAN}]+\.(?:md|png|jpe?g|gif|svg|webp|pdf|py|txt|json|ya?ml|html?|docx?|ipynb)\b"
)
_DATE = "年月日时分秒号点"
_MISSING = rf"(?<=[{_HAN}])(?<!第)(?=[A-Za-z0-9])|(?<=[A-Za-z%])(?=[{_HAN}])|(?<=[0-9])(?=[{_HAN}])(?![{_DATE}])"
_THERE = rf"(?<=[{_HAN}]) (?=[A-Za-z0-9])|(?<=[A-Za-z%]) (?=[{_HAN}])|(?<=[0-9]) (?=[{_HAN}])(?! ?[{_DATE}])"
_NEAR = r"(?<=[\w）」』》”]) +(?=[，。、！？：；）」』》])|(?<=[，。、！？：；]) +(?=[^\W_]|[（「『《“])"
_HALF = rf"(?<=[{_HAN}])([,;:!?]) ?(?=[{_HAN}])"
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_MIXED = rf"（[^（）()\n]*\)|\([^（）()\n]*[{_HAN}][^（）()\n]*）"
_REPEATED = r"([！？])\1+|[。，、；：]{2,}|(?<![.\w])\.{4,}"
_WIDE = "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+"
# How clear the custom of a collection must be.
_SHARE, _LEAST = 0.8, 20

_Change = tuple[int, int, str | None]  # a span, and what shall stand there; None where that is for the author to say


class SpaceOptions(msgspec.Struct, forbid_unknown_fields=True):
    """`consistent` is what most of the collection does."""

    mode: Literal["require", "forbid", "consistent"] = "consistent"


class _Found(NamedTuple):
    start: int
    end: int
    new: str | None
    in_heading: bool


_compiled = cache(re.compile)


def _changes(pattern: str, new: Callable[[re.Match[str]], str | None]) -> Callable[[str], Iterator[_Change]]:
    def find(text: str) -> Iterator[_Change]:
        for match in _compiled(pattern).finditer(text):
            yield match.start(), match.end(), new(match)

    return find


def _matched(match: re.Match[str]) -> str:
    """Brackets of the width of the opening one."""
    return match[0][:-1] + ("）" if match[0][0] == "（" else ")")


_ADDED = _changes(_MISSING, lambda match: " ")
_REMOVED = _changes(_THERE, lambda match: "")
_RULES = {
    "space-near-fullwidth-punctuation": _changes(_NEAR, lambda match: ""),
    "halfwidth-punctuation": _changes(_HALF, lambda match: _FULL[match[1]]),
    "mixed-brackets": _changes(_MIXED, _matched),
    "repeated-punctuation": _changes(_REPEATED, lambda match: None),
    "fullwidth-alphanumeric": _changes(_WIDE, lambda match: None),
}


def typography(name: str) -> Callable[[Sequence[NoteItems], None, View], Iterator[Hit]]:
    """The check of a rule that looks at nothing but the text around."""
    find = _RULES[name]

    def check(items: Sequence[NoteItems], options: None, view: View) -> Iterator[Hit]:
        for note in items:
            if prose := view.prose(note.path):
                for found in _in_prose(prose, find):
                    yield _hit(note, prose, found)

    return check


def cjk_latin_space(items: Sequence[NoteItems], options: SpaceOptions, view: View) -> Iterator[Told]:
    """Spaces between Chinese and Latin letters or digits that are missing, or that stand there."""
    find = {"require": _ADDED, "forbid": _REMOVED}.get(options.mode) or _usual(items, view)
    if isinstance(find, Undecided):
        yield find
        return
    for note in items:
        if prose := view.prose(note.path):
            for found in _in_prose(prose, find):
                yield _hit(note, prose, found, "missing" if found.new else "there")


def _usual(items: Sequence[NoteItems], view: View) -> Callable[[str], Iterator[_Change]] | Undecided:
    """What brings the few in line with the many, where there is a custom."""
    count: Counter[str] = Counter()
    for note in items:
        if prose := view.prose(note.path):
            count["without"] += sum(1 for _ in _in_prose(prose, _ADDED))
            count["with"] += sum(1 for _ in _in_prose(prose, _REMOVED))
    (usual, most), *rest = count.most_common() or [("", 0)]
    if most < _LEAST or most < _SHARE * (most + sum(other for _, other in rest)):
        return Undecided("spacing", "", count)
    return _ADDED if usual == "with" else _REMOVED


def _in_prose(prose: Prose, find: Callable[[str], Iterator[_Change]]) -> Iterator[_Found]:
    looked_at, others = -1, False  # where the line ends that was looked at last: many pieces may stand in one
    languages = _Languages(prose)
    for piece in prose.pieces:
        text = prose.text[piece.start : piece.end]
        if text.isascii():
            continue
        if piece.start >= looked_at:
            start, looked_at = _line(prose.text, piece)
            others = _compiled(_OTHERS).search(prose.text, start, looked_at) is not None
        if others or not languages.is_chinese(piece):
            continue
        taken = Spans(match.span() for match in _compiled(_NO_TEXT).finditer(text))
        for start, end, new in find(text):
            if not taken.hold(start, end):
                yield _Found(piece.start + start, piece.start + end, new, piece.in_heading)


class _Languages:
    """The languages of a note's paragraphs, each asked once; what does not tell its own is of the note's."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._known: tuple[tuple[int, int], str] = ((-1, -1), "")  # of the paragraph that was asked about last

    def is_chinese(self, piece: Piece) -> bool:
        if self._known[0] != piece.block:
            self._known = piece.block, self._of(self._prose.text[slice(*piece.block)])
        return is_of(self._known[1], "zh")

    def _of(self, text: str) -> str:
        han = _compiled(f"[{_HAN}]").search(text)
        if han is None or is_of(self._note, "ja", "ko"):
            return self._note  # what is written in Han alone there is of that language as well
        found = language_of(text)
        return "zh" if not is_of(found, "ja", "ko") else found

    @cached_property
    def _note(self) -> str:
        return self._prose.language or language_of(self._prose.text)


def _line(text: str, piece: Piece) -> tuple[int, int]:
    end = text.find("\n", piece.end)
    return text.rfind("\n", 0, piece.start) + 1, len(text) if end < 0 else end


def _hit(note: NoteItems, prose: Prose, found: _Found, case: str = "") -> Hit:
    """A heading is an anchor too: what stands in it is told, and left to the author."""
    fix = None
    if found.new is not None and not found.in_heading:
        fix = Fix((Edit(note.path, found.start, found.end, found.new),), changes=("text", "blockquote"))
    around = " ".join(prose.text[max(found.start - 4, 0) : found.end + 4].split())
    return Hit(note, case=case, facts={"text": around}, fix=fix, start=found.start, end=found.end)


CHECKS: Checks = {
    "cjk-latin-space": Check(cjk_latin_space, SpaceOptions, across="collection", facts={"missing there": "text"}),
    "space-near-fullwidth-punctuation": Check(typography("space-near-fullwidth-punctuation"), facts={"": "text"}),
    "halfwidth-punctuation": Check(typography("halfwidth-punctuation"), facts={"": "text"}),
    "mixed-brackets": Check(typography("mixed-brackets"), facts={"": "text"}),
    "repeated-punctuation": Check(typography("repeated-punctuation"), facts={"": "text"}),
    "fullwidth-alphanumeric": Check(typography("fullwidth-alphanumeric"), facts={"": "text"}),
}
