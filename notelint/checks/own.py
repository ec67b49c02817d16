"""Checks that no rule of notelint's own uses: for rules that a collection brings along, see docs/own-rules.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec.structs import asdict

from notelint.model.finding import Hit
from notelint.model.items import Item, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.user_patterns import matches, steps

if TYPE_CHECKING:
    from notelint.collection.view import View

# Where in an item an attribute stands: between `dest_start` and `dest_end`, say.
_PLACES = {"target": "dest", "raw": "value", "value": "value", "title": "title"}

# Of which words are made that stand apart; Chinese and Japanese write nothing between theirs.
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_IS_LETTER = lazy_re(_LETTER)

# Each is tried at each place, so that a repository with many could make a run last.
_Few = Annotated[list[str], msgspec.Meta(max_length=100)]
_FewWords = Annotated[list[Annotated[str, msgspec.Meta(max_length=100)]], msgspec.Meta(max_length=100)]


class FormOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`attribute`: what of the items is looked at, a text. As a whole it must have none of the forms of `pattern`, with
    `wanted: true` one of them. What is longer than 1,000 characters is not judged, nor is a note in which all patterns
    together could take too long."""

    attribute: str
    pattern: _Few
    wanted: bool = False


class WordOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`forbidden`: what must not stand in the text, as whole words, whatever the case of their letters. A note is not
    judged in which looking for all of them could take too long."""

    forbidden: _FewWords


def form(items: Sequence[Item], options: FormOptions, view: View) -> Iterator[Hit]:
    """Items of which a text has a form that it must not have, or lacks one that it must have."""
    values: list[Any] = [getattr(item, options.attribute) for item in items]
    view.spend(sum(steps(pattern, value) for value in values for pattern in options.pattern))
    for item, value in zip(items, values, strict=True):
        found = [matches(pattern, value) for pattern in options.pattern]
        if None not in found and any(found) is not options.wanted:
            start, end = _place(item, options.attribute)
            yield Hit(item, case=getattr(item, "case", ""), facts=asdict(item), start=start, end=end)


def _place(item: Any, attribute: str) -> tuple[int, int]:
    """Where the attribute stands in the item; the whole item where that is not known."""
    place = _PLACES.get(attribute, "")
    start, end = getattr(item, f"{place}_start", -1), getattr(item, f"{place}_end", -1)
    return (start, end) if item.start <= start < end else (item.start, item.end)


def forbidden_word(items: Sequence[NoteItems], options: WordOptions, view: View) -> Iterator[Hit]:
    """Words in what a reader sees as text: no code, formula, address, HTML or front matter."""
    words = [word for word in options.forbidden if word.strip()]
    if not words:
        return
    pattern = re.compile("|".join(map(_whole, sorted(words, key=len, reverse=True))), re.IGNORECASE)
    beginnings = re.compile("|".join({_whole_beginning(word) for word in words}), re.IGNORECASE)
    for note in items:
        if prose := view.prose(note.path):
            view.spend(_steps(words, prose.text, beginnings))
            for piece in prose.pieces:
                for found in pattern.finditer(prose.text, piece.start, piece.end):
                    yield Hit(note, facts={"word": found[0]}, start=found.start(), end=found.end())


def _whole(word: str) -> str:
    """No part of a longer word."""
    after = rf"(?!{_LETTER})" if _IS_LETTER.match(word[-1]) else ""
    return _whole_beginning(word) + re.escape(word[1:]) + after


def _whole_beginning(word: str) -> str:
    """A word's first character where no word can have begun before it."""
    before = rf"(?<!{_LETTER})" if _IS_LETTER.match(word) else ""
    return before + re.escape(word[0])


def _steps(words: Sequence[str], text: str, beginnings: re.Pattern[str]) -> int:
    """How many steps it takes at worst to look for words in a text: all of each wherever its beginning stands."""
    total = len(text) * len(words)
    for char, count in Counter(beginnings.findall(text)).items():
        alike = re.compile(re.escape(char), re.IGNORECASE)
        total += count * sum(len(word) for word in words if alike.match(word))
    return total


CHECKS: Checks = {
    "form": Check(form, FormOptions, items=(), facts=None),
    "forbidden-word": Check(forbidden_word, WordOptions, facts={"": "word"}),
}
