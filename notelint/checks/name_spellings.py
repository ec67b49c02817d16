"""The check of names: is what a title names spelled so wherever it is spoken of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.learning.names import Naming, is_variant, spread
from notelint.model.finding import Edit, Fix, Hit, Place
from notelint.model.items import NoteItems
from notelint.reading.prose import Prose
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.spelling import core, folded

if TYPE_CHECKING:
    from notelint.collection.view import View

# So much more often than another spelling a name is written as it is usual.
_MORE = 2
# In so few letters a hyphen makes another abbreviation.
_SHORT = 4
_BEFORE = lazy_re(r"(?<![A-Za-z0-9_.@#\\$=&-])(?<![A-Za-z0-9_.~]/)(?<!//)")
_AFTER = lazy_re(r"(?![A-Za-z0-9_])(?![./-][A-Za-z0-9])(?!\(\))")
_HAN_BEFORE = lazy_re(r"(?<=[\u3400-\u9fff])|(?<=[\u3400-\u9fff] )")
_HAN_AFTER = lazy_re(r" ?[\u3400-\u9fff]")


class _Name(NamedTuple):
    """A name as it is usually spelled, and the first place that names it."""

    spelling: str
    naming: Naming


def inconsistent_name(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Spellings of a name, in titles and in running text, that are not the one that titles and tags give it."""
    namings = view.learned.names
    yield from _in_titles(namings)
    names = {key: _Name(*next(iter(found.items()))) for key, found in _unquestioned(namings)}
    suspects = _suspects(items, names)
    words = {word for found in suspects.values() for word, _ in found}
    counts = spread(items, {*(name.spelling for found in suspects.values() for _, name in found), *words})
    for path, found in suspects.items():
        note = view.note(path)
        found = [(word, name) for word, name in found if _is_worth_reading(note, word, name.spelling, counts)]
        text = view.text(path) if found else ""
        likely = [(word, name) for word, name in found if _may_stand(text, word, name.spelling, counts)]
        # To parse a note again is dear: only where its bare text says that it is worth it.
        prose = view.prose(path) if likely else None
        if prose is not None:
            for word, name in likely:
                yield from _in_text(note, prose, word, name, counts)


def _unquestioned(namings: Mapping[str, Mapping[str, list[Naming]]]) -> Iterator[tuple[str, dict[str, Naming]]]:
    for key, spellings in namings.items():
        if len(spellings) == 1 and " " not in (spelling := next(iter(spellings))):
            yield key, {spelling: spellings[spelling][0]}


def _suspects(notes: Sequence[NoteItems], names: Mapping[str, _Name]) -> dict[str, list[tuple[str, _Name]]]:
    """By note: words of it that may be another spelling of a name, and that name."""
    written = [note for note in notes if not note.generated]
    words: set[str] = set()
    for note in written:
        words.update(note.odd_words.split())
    # Few words share their letters with a name: of the others it need not be asked how they are spelled.
    letters = {key.replace("-", "") for key in names}
    near = (word for word in words if word.lower().replace("-", "") in letters)
    named = ((word, names.get(folded(word))) for word in near)
    meant = {word: name for word, name in named if name is not None and _is_other(word, name.spelling)}
    found = ((note.path, [(word, meant[word]) for word in note.odd_words.split() if word in meant]) for note in written)
    return {path: suspects for path, suspects in found if suspects}


def _is_other(word: str, usual: str) -> bool:
    return word != usual and is_variant(usual, word)


def _is_worth_reading(note: NoteItems, word: str, usual: str, counts: Mapping[str, int]) -> bool:
    """May the word stand for the name in a note, as far as can be told without its text?

    A name has a capital, so that it is one of the note's odd words, or a part of one, wherever the note has it.
    """
    return usual in note.odd_words or (counts[usual] >= _MORE * counts[word] and _is_same(word, usual, False, ""))


def _places(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a word stands that is no part of an address, a formula or another word."""
    # A word that is one in English is a name only where no English is around it.
    ordinary = word.islower() or _is_word(word)
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        amid_han = _HAN_BEFORE.match(text, start) or _HAN_AFTER.match(text, end)
        if (amid_han or not ordinary) and _BEFORE.match(text, start) and _AFTER.match(text, end):
            yield start, end
        start = text.find(word, start + 1)


def _may_stand(text: str, word: str, usual: str, counts: Mapping[str, int]) -> bool:
    """Can the word be another spelling of the name, wherever in the text it stands?"""
    if counts[usual] + text.count(usual) < _MORE * counts[word]:  # cheap: as part of a word it counts here too
        return False
    here = _times(usual, text)
    enough = here + counts[usual] - (here > 0) >= _MORE * counts[word]
    return enough and any(_places(word, text)) and _is_same(word, usual, here > 0, text)


def _times(usual: str, text: str) -> int:
    return len(re.findall(rf"(?<![A-Za-z0-9]){re.escape(usual)}(?![A-Za-z0-9])", text))


def _in_text(note: NoteItems, prose: Prose, word: str, name: _Name, counts: Mapping[str, int]) -> Iterator[Hit]:
    """One hit for all places of a note."""
    usual = name.spelling
    titles = list(_titles(note, word))
    found = [
        (start, end)
        for start, end in _places(word, prose.text)
        if _shown(prose, start, end) and not any(first <= start and end <= last for first, last in titles)
    ]
    here = _times(usual, prose.text)
    count = here + counts[usual] - (here > 0)
    if not found or count < _MORE * (len(found) + counts[word] - 1):
        return
    named = name.naming.entry or name.naming.note
    edits = tuple(Edit(note.path, start, end, usual) for start, end in found)
    yield Hit(
        note,
        facts={"value": word, "usual": usual, "count": count, "place": Place(named.path, named.start)},
        fix=Fix(edits, safe=False, changes=("text", "blockquote")),
        start=found[0][0],
        end=found[0][1],
    )


def _titles(note: NoteItems, word: str) -> Iterator[tuple[int, int]]:
    """Where a paper may be named as its authors do: in an entry's name, and in the text of a link."""
    yield from ((entry.start, entry.end) for entry in note.entries if word in entry.title)
    yield from ((link.start, link.dest_start) for link in note.links if word in link.text)


def _is_same(word: str, usual: str, here: bool, text: str) -> bool:
    """Is it the same thing that is named? Two papers may well make one abbreviation of their words."""
    if word.replace("-", "") == usual.replace("-", ""):
        letters = [len(part) == 1 and part.isalpha() for part in f"{word}-{usual}".split("-")]
        if any(letters):  # T-CoT beside V-CoT; V-L-A, letter by letter
            return here and sum(letters) == 1
        return here or len(word) > _SHORT or any(map(str.isdigit, word))
    if word[:-1] == usual[:-1] and word[-1:] in "sS":
        return False  # LRMS, and several LRM
    # A word that the note uses as a word is one in Chinese, too: a video’s Clip.
    return here and not (_is_word(word) and re.search(rf"(?<![A-Za-z]){word.lower()}s?(?![A-Za-z])", text))


def _is_word(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()


def _shown(prose: Prose, start: int, end: int) -> bool:
    """Is it text, and in no heading? A paper's title is spelled by its authors."""
    at = bisect_right(prose.pieces, start, key=lambda piece: piece.start) - 1
    return at >= 0 and end <= prose.pieces[at].end and not prose.pieces[at].in_heading


def _in_titles(namings: Mapping[str, Mapping[str, list[Naming]]]) -> Iterator[Hit]:
    """Titles that are but a name, parted otherwise than in most: `GPT 5` where others are `GPT-5`."""
    for spellings in namings.values():
        if len(spellings) < 2 or len({re.sub(r"[ -]", "", spelling) for spelling in spellings}) > 1:
            continue
        usual, *others = sorted(spellings, key=lambda spelling: -len(spellings[spelling]))
        count = len(spellings[usual])
        if count < _MORE * sum(len(spellings[other]) for other in others):
            continue
        named = spellings[usual][0].entry or spellings[usual][0].note
        for other in others:
            for _, entry in spellings[other]:
                if entry is None or core(entry.title) != other:
                    continue
                facts = {"value": other, "usual": usual, "count": count, "place": Place(named.path, named.start)}
                at = entry.title.find(other) if entry.end - entry.start == len(entry.title) else -1
                span = (entry.start + at, entry.start + at + len(other)) if at >= 0 else (entry.start, entry.end)
                yield Hit(entry, facts=facts, start=span[0], end=span[1])


CHECKS: Checks = {
    "inconsistent-name": Check(inconsistent_name, across="collection", facts={"": "value usual count place"}),
}
