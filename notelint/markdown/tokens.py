"""The tokens that the parser hands out: markdown-it's fields, and where each stands in the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Literal, NoReturn

import msgspec

Span = tuple[int, int]

# Content offsets and the source offsets they stand at, both ascending. A source offset `~p` stands for spaces that
# are not in the source: what is left of the tab at `p` once its container has taken some of its columns.
Segments = tuple[list[int], list[int]]


class _Nothing(dict[str, Any]):
    """The empty `attrs` or `meta` that most tokens share: a dictionary of their own would cost a third of a token."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this empty dictionary is shared by many tokens: assign a new one")

    __setitem__ = setdefault = update = _refuse


NOTHING: dict[str, Any] = _Nothing()


class Token(msgspec.Struct, gc=False):
    """A token of markdown-it's stream, with its span.

    `start`, `end` are code points of the source, half open; -1 where a third-party rule made a token that could not be
    placed. `at` and `span` carry offsets in `content` over to the source: for inline tokens, table cells, fences,
    code, HTML and math blocks. `attrs` and `meta` are read-only while they are empty.
    """

    type: str
    tag: str
    nesting: int
    level: int = 0
    start: int = -1
    end: int = -1
    content: str = ""
    markup: str = ""
    map: list[int] | None = None  # lines, from 0, half open
    attrs: dict[str, Any] = NOTHING
    info: str = ""
    meta: dict[str, Any] = NOTHING
    children: list[Token] | None = None
    block: bool = False
    hidden: bool = False
    base: int = -1  # where content[0] stands, if the content is one slice of the source
    segments: Segments | None = None  # if it is not

    def at(self, offset: int) -> int:
        """The source offset of `content[offset]`, or of its end; -1 where that is unknown."""
        if self.segments is None:
            return self.base + offset if self.base >= 0 else -1
        return source_offset(self.segments, offset)

    def span(self, start: int, end: int) -> Span:
        """The source span of `content[start:end]`; its end never reaches into the next line's prefix."""
        if self.segments is None:
            return (self.base + start, self.base + end) if self.base >= 0 else (-1, -1)
        return source_offset(self.segments, start), source_end(self.segments, start, end)

    def attrGet(self, name: str) -> Any:  # noqa: N802 (markdown-it's names: its plugins call them)
        return self.attrs.get(name)

    def attrSet(self, name: str, value: Any) -> None:  # noqa: N802
        self.attrs = {**self.attrs, name: value}

    def attrPush(self, pair: tuple[str, Any]) -> None:  # noqa: N802
        self.attrSet(*pair)

    def attrJoin(self, name: str, value: str) -> None:  # noqa: N802
        self.attrSet(name, f"{self.attrs[name]} {value}" if name in self.attrs else value)

    def attrItems(self) -> list[tuple[str, Any]]:  # noqa: N802
        return list(self.attrs.items())

    def copy(self, **changes: Any) -> Token:
        return msgspec.structs.replace(self, **changes)


def adopted(token: Any) -> Token:
    """A token that a third-party rule made with markdown-it's own class, as one of ours; others as they are."""
    if isinstance(token, Token):
        return token
    return Token(**{name: getattr(token, name) for name in Token.__struct_fields__ if hasattr(token, name)})


def own_dictionaries(tokens: list[Token]) -> None:
    """Let third-party rules write into `attrs` and `meta`."""
    for token in tokens:
        token.attrs = token.attrs or {}
        token.meta = token.meta or {}
        own_dictionaries(token.children or [])


class Definition(msgspec.Struct, frozen=True, gc=False):
    """`[label]: destination "title"` or `[^label]: text`, every one of them: duplicates are kept, in source order.

    Spans are in the source; `dest` is without the angle brackets, `title` with its quotes.
    """

    kind: Literal["link", "footnote"]
    label: str  # as written
    key: str  # normalised: what references are compared by
    start: int
    end: int
    label_at: Span
    raw: str = ""  # the destination: unescaped, entities decoded, percent-encoding as written
    dest: Span = (-1, -1)
    title: Span | None = None


def source_offset(segments: Segments, offset: int) -> int:
    offsets, sources = segments
    i = bisect_right(offsets, offset) - 1
    source = sources[i]
    return source + offset - offsets[i] if source >= 0 else ~source


def source_end(segments: Segments, start: int, end: int) -> int:
    """The end of the slice, counted from its last character: the next one may stand behind a line's prefix."""
    if end <= start:
        return source_offset(segments, start)
    offsets, sources = segments
    i = bisect_right(offsets, end - 1) - 1
    source = sources[i]
    return source + end - offsets[i] if source >= 0 else ~source + 1
