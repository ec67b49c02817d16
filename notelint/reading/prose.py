"""Where a note is text: no code, formula, address or HTML. Parses the note again, so it is for few notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint import front_matter
from notelint.markdown import Token, parser
from notelint.reading.note import declared_language, first_line
from notelint.reading.profile import ReadingProfile
from notelint.text.source import Source


class Piece(NamedTuple):
    """A run of text, `Source.text[start:end]`."""

    start: int
    end: int
    in_heading: bool
    block: tuple[int, int] = (0, 0)  # where the paragraph, heading or cell stands that it is of


class Prose(NamedTuple):
    """The text of a note as a whole, and its pieces that a reader sees as they are written.

    `language` is what the front matter or the folder declares, "" where they do not.
    """

    text: str
    pieces: list[Piece]
    language: str = ""


def read(source: Source, profile: ReadingProfile) -> Prose:
    """All text of a note that is seen; of links, the text of those that do not show their address."""
    head = front_matter.parse(source.text, source.path, profile.viewer.front_matter_at_top)
    document = parser(profile.features_of(source.path)).parse(source.text, first_line(source, head))
    pieces: list[Piece] = []
    for before, token in zip((None, *document.tokens), document.tokens, strict=False):
        if token.children:
            block = token.start, token.end
            pieces += _pieces(token.children, before is not None and before.type == "heading_open", block)
    return Prose(source.text, pieces, declared_language(head) or profile.language)


def code(source: Source, profile: ReadingProfile) -> list[tuple[int, int]]:
    """The spans of a note that are code, without the line that opens a fence, and its front matter."""
    head = front_matter.parse(source.text, source.path)
    first = first_line(source, head)
    tokens = parser(profile.features_of(source.path)).parse(source.text, first).tokens
    spans = [(0, source.line_starts[first])] if 0 < first < len(source.line_starts) else []
    for token in tokens:
        if token.type == "fence":
            opened = source.text.find("\n", token.start, token.end)
            spans.append((opened if opened >= 0 else token.start, token.end))
        elif token.type == "code_block":
            spans.append((token.start, token.end))
        spans += [(each.start, each.end) for each in token.children or () if each.type == "code_inline"]
    return spans


def _pieces(tokens: Sequence[Token], in_heading: bool, block: tuple[int, int]) -> Iterator[Piece]:
    shown = False  # inside a link that shows its address
    for token in tokens:
        if token.type == "link_open":
            shown = token.meta.get("kind") in ("autolink", "bare")
        elif token.type == "link_close":
            shown = False
        elif token.type == "text" and not shown and token.start < token.end:
            yield Piece(token.start, token.end, in_heading, block)
