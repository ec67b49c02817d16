"""What those share who look for what a reader sees otherwise than it was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

Edits = tuple[tuple[int, int, str], ...]  # of the source: start, end, what stands there instead


# What may mend a block is read again with all of it. So much is read again of a note, in characters: enough for a note
# that is wrong in every line, and an end where a line holds thousands of mistakes. What is left is told without a fix.
_AGAIN, _AT_LEAST = 8, 100_000


class Effort:
    """How much of a note may still be read again."""

    def __init__(self, text: str) -> None:
        self.left = _AGAIN * len(text) + _AT_LEAST

    def allows(self, characters: int) -> bool:
        """Whether so many may be; they count as read."""
        self.left -= characters
        return self.left >= 0


def is_assumed(reader: Reader, feature: str) -> bool:
    """Is a feature of the dialect as it is because nothing tells who shows the notes, or what that does with them?"""
    return not (reader.viewer.known and reader.viewer.understood) and reader.dialect.is_default(feature)


def blocks_at(reader: Reader, offsets: Sequence[int]) -> Iterator[tuple[Token, bool, list[int]]]:
    """The blocks of text that hold any of the ascending offsets: the block, whether it is a heading, and which."""
    tokens, at = reader.document.tokens, 0
    for index in reader.document.texts:
        if at == len(offsets):
            return
        token = tokens[index]
        while at < len(offsets) and offsets[at] < token.start:
            at += 1
        first = at
        while at < len(offsets) and offsets[at] < token.end:
            at += 1
        if first < at and "too_long" not in token.meta:
            yield token, tokens[index - 1].type == "heading_open", list(offsets[first:at])


def in_source(token: Token, edits: list[tuple[int, int, str]]) -> Edits:
    """Edits of a block's content as edits of the source."""
    return tuple(
        (*(token.span(start, end) if end > start else _insertion(token, start)), new) for start, end, new in edits
    )


def _insertion(token: Token, offset: int) -> tuple[int, int]:
    """Where to insert: behind the character before, which stands on the same line where anything does."""
    at = token.span(offset - 1, offset)[1] if offset and token.content[offset - 1] != "\n" else token.at(offset)
    return at, at


def shortened(text: str) -> str:
    """A construct as a message shows it: on one line, its ends where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 48 else f"{text[:30]}…{text[-14:]}"
