"""The check of words that stand once in a collection, one letter from a word that stands there often."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from notelint.model.finding import Hit
from notelint.model.items import NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.near import one_edit

if TYPE_CHECKING:
    from notelint.collection.view import View

# Long words in small letters; no part of an address, a path or a compound.
_WORD = lazy_re(r"(?<![\w./@#\\-])[a-z]{8,}(?![\w/@-])(?!\.\w)")
_ENDING = 2  # letters in which forms of one word differ
_SHARED = 3
_LONG = 9  # shorter ones are too often other words: thorough, contract
_SPELLINGS = (
    ("s", "z"),
    ("ou", "o"),
    ("ll", "l"),
    ("mme", "m"),
    ("ae", "e"),
    ("meteri", "metri"),
)  # British and American


class RareOptions(msgspec.Struct, frozen=True):
    """`often`: how often a word must stand in the collection, so that another one may be a slip."""

    often: int = 10


def rare_spelling(items: Sequence[NoteItems], options: RareOptions, view: View) -> Iterator[Hit]:
    """Words that stand once and are a word that is frequent, but for one letter in the middle."""
    counts: Counter[str] = Counter()
    where: dict[str, str] = {}
    for note in items:
        words = _WORD.findall(view.text(note.path))
        counts.update(words)
        where |= dict.fromkeys(words, note.path)
    frequent: dict[str, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= options.often:
            for key in _keys(word):
                frequent[key].append(word)
    for word, path in where.items():
        if counts[word] == 1 and len(word) >= _LONG:
            near = {each for key in _keys(word) for each in frequent.get(key, ()) if _is_slip(word, each)}
            start = _place(view, path, word) if len(near) == 1 else -1
            if start >= 0:
                usual = near.pop()
                facts = {"word": word, "usual": usual, "count": counts[usual]}
                yield Hit(view.note(path), facts=facts, start=start, end=start + len(word))


def _keys(word: str) -> tuple[str, str]:
    """Words that differ in one place share their beginning or their end."""
    return f"{word[:_SHARED]}*", f"*{word[-_SHARED:]}"


def _is_slip(word: str, usual: str) -> bool:
    """One letter more or less, or two swapped, and not as forms or usages of one word differ.

    With another letter in the place of one there is nearly always another word.
    """
    same = word[0] == usual[0] and word[-_ENDING:] == usual[-_ENDING:]
    other_letter = len(word) == len(usual) and sorted(word) != sorted(usual)
    if not same or other_letter or not one_edit(word, usual):
        return False
    return not any(word.replace(one, other) == usual.replace(one, other) for one, other in _SPELLINGS)


def _place(view: View, path: str, word: str) -> int:
    """Where the word stands as text, -1 where it stands in code or the like."""
    prose = view.prose(path)
    found = re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", prose.text) if prose is not None else None
    if prose is None or found is None:
        return -1
    at = bisect_right(prose.pieces, found.start(), key=lambda piece: piece.start) - 1
    return found.start() if at >= 0 and found.end() <= prose.pieces[at].end else -1


CHECKS: Checks = {
    "rare-spelling": Check(rare_spelling, RareOptions, across="collection", facts={"": "word usual count"}),
}
