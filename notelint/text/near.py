"""Which existing name was probably meant by one that does not exist: one answer that is clearly near, or none."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from notelint.text.lazy import lazy_re

# A dot within a number belongs to it: 2.5 is not 25. “+” and “#” tell C, C++ and C# apart.
_WORD = lazy_re(r"[^\W_]+(?:(?<=\d)\.\d+)*|[+#]")
# Dates, times and hashes: the nearest of these is just another one.
_STAMP = lazy_re(r"\d{6}|(?<![0-9a-z])(?=[a-f]*\d)[0-9a-f]{8,}(?![0-9a-z])")
# Below this, one letter more or less makes another word.
_LONG = 6
_END = 3
# So many names that are alike are a series.
_MANY = 100


def words(name: str) -> tuple[str, ...]:
    """What a name says without case, width, spaces and punctuation."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", name).casefold()))


def is_stamp(name: str) -> bool:
    """Is the name, or a part of it, a time stamp or a hash?"""
    return _STAMP.search(name.casefold()) is not None


class Names:
    """Names that exist. Asking for a near one costs about the same however many there are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._same: dict[str, set[str]] = {}
        self._like: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._said: dict[tuple[str, ...], set[str]] = {}
        for name in dict.fromkeys(names):
            said = words(name)
            self._same.setdefault("".join(said), set()).add(name)
            self._said.setdefault(said, set()).add(name)
            for key in _keys(said):
                self._like.setdefault(key, []).append(said)

    def near(self, name: str) -> str:
        """The one name that differs in case, width, spaces and hyphens only, else in one letter of one long word.

        Numbers and Chinese characters must agree; "" where there is no such name, or more than one.
        """
        said = words(name)
        same = "".join(said)
        if not said or same in self._same:
            return self._only({same})
        alike = (known for key in _keys(said) for known in self._like.get(key, ())[:_MANY])
        near = {"".join(known) for known in alike if _one_word_apart(said, known)}
        return self._only(near) if near and not is_stamp(name) else ""

    def opened(self, name: str) -> str:
        """The one name that begins with this one, or that this one begins with, by two words at least or one that says
        something; "" where there is no such name, or more than one.
        """
        said = words(name)
        found: set[str] = set()
        for count in self._lengths:
            if count <= len(said) and _says(said[:count]):
                found |= self._said.get(said[:count], set())
        at = bisect_left(self._sorted, said) if _says(said) else len(self._sorted)
        while at < len(self._sorted) and self._sorted[at][: len(said)] == said and len(found) < 2:
            found |= self._said[self._sorted[at]]
            at += 1
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _sorted(self) -> list[tuple[str, ...]]:
        return sorted(self._said)

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(said) for said in self._said})

    def _only(self, same: set[str]) -> str:
        names = self._same.get(same.pop(), set()) if len(same) == 1 else set()
        return next(iter(names)) if len(names) == 1 else ""


def _says(said: tuple[str, ...]) -> bool:
    return len(said) > 1 or sum(map(len, said)) > 5


def _keys(said: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Names that differ in one word share its beginning or its end, or the half of their words that it is not in."""
    if len(said) == 1:
        return (said[0][:_END], "*"), ("*", said[0][-_END:])
    half = len(said) // 2
    return (*said[:half], "*", str(len(said))), ("*", str(len(said)), *said[half:])


def _one_word_apart(said: tuple[str, ...], known: tuple[str, ...]) -> bool:
    if len(said) != len(known):
        return False
    apart = [(a, b) for a, b in zip(said, known, strict=True) if a != b]
    if len(apart) != 1:
        return False
    a, b = apart[0]
    return min(len(a), len(b)) >= _LONG and (a + b).isalpha() and max(a + b) < "\u2e80" and one_edit(a, b)


def one_edit(a: str, b: str) -> bool:
    """Does one letter more, less, other, or two swapped, make `b` of `a`? True for equal words too."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
