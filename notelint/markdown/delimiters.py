"""Emphasis, strikethrough and marks: delimiter runs, and the tokens they become once they are paired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter

from notelint.markdown.tokens import Token

if TYPE_CHECKING:
    from notelint.markdown.inline import InlineState

_SPACE, PUNCTUATION, _OTHER = 2, 1, 0
_kinds: dict[str, int] = {}


def kind_of(char: str) -> int:
    """Whether a character is white space, punctuation or a symbol, or anything else, for delimiter runs."""
    kind = _kinds.get(char)
    if kind is None:
        if isWhiteSpace(ord(char)):
            kind = _SPACE
        else:
            kind = PUNCTUATION if isMdAsciiPunct(ord(char)) or isPunctChar(char) else _OTHER
        _kinds[char] = kind
    return kind


def flanking(src: str, start: int, stop: int, end: int) -> tuple[bool, bool]:
    """Whether the delimiter run `src[start:stop]` is left- and right-flanking in a text that ends at `end`."""
    before = kind_of(src[start - 1]) if start else _SPACE
    after = kind_of(src[stop]) if stop < end else _SPACE
    left = after == _OTHER or (after == PUNCTUATION and before != _OTHER)
    right = before == _OTHER or (before == PUNCTUATION and after != _OTHER)
    return left, right


def emphasis(st: InlineState, pos: int, end: int) -> int:
    """A run of `*` or `_`: each of them may open or close. Returns the end of the run."""
    src, char = st.src, st.src[pos]
    stop = pos + 1
    while stop < end and src[stop] == char:
        stop += 1
    left, right = (flanking if char == "_" else st.flanking)(src, pos, stop, end)
    if char == "_":
        opens = left and (not right or kind_of(src[pos - 1]) == PUNCTUATION) if pos else left
        closes = right and (not left or stop >= end or kind_of(src[stop]) == PUNCTUATION)
    else:
        opens, closes = left, right
    if not (opens or closes):
        return stop  # these stay text
    st.flush(pos)
    tokens, delimiters, level = st.tokens, st.delimiters, st.level
    for at in range(pos, stop):
        tokens.append(Token("text", "", 0, level=level, start=at, end=at + 1, content=char))
        delimiters.append(Delimiter(ord(char), stop - pos, len(tokens) - 1, -1, opens, closes))
    st.pendingLevel = level
    st.paired = True
    return stop


def pairs(st: InlineState, pos: int, end: int) -> int:
    """A run of `~` or `=`: it is cut into pairs, an odd one out stays text before them. Returns the end of the run."""
    src, char = st.src, st.src[pos]
    stop = pos + 1
    while stop < end and src[stop] == char:
        stop += 1
    if stop - pos < 2:
        return stop
    left, right = st.flanking(src, pos, stop, end)
    st.flush(pos)
    tokens, level = st.tokens, st.level
    at = pos + (stop - pos) % 2
    if at > pos:
        tokens.append(Token("text", "", 0, level=level, start=pos, end=at, content=char))
    while at < stop:
        tokens.append(Token("text", "", 0, level=level, start=at, end=at + 2, content=char * 2))
        st.delimiters.append(Delimiter(ord(char), 0, len(tokens) - 1, -1, left, right))
        at += 2
    st.pendingLevel = level
    st.paired = st.doubled = True
    return stop


def marks(st: InlineState) -> None:
    """Turn the paired `==` into marks."""
    for delimiters in (st.delimiters, *(meta["delimiters"] for meta in st.tokens_meta if meta)):
        for opening in delimiters:
            if opening.marker != ord("=") or opening.end == -1:
                continue
            for token, nesting in ((opening.token, 1), (delimiters[opening.end].token, -1)):
                each = st.tokens[token]
                each.type = "mark_open" if nesting > 0 else "mark_close"
                each.tag, each.nesting, each.markup, each.content = "mark", nesting, "==", ""


def join(st: InlineState) -> None:
    """Join the text that unpaired delimiters left in pieces, and set the levels: markdown-it's fragments_join."""
    joined: list[Token] = []
    level = 0
    previous: Token | None = None
    tokens = st.tokens
    for index, token in enumerate(tokens):
        if index and token.start < tokens[index - 1].start:
            _reorder(tokens, index)
        if token.nesting < 0:
            level -= 1
        token.level = level
        if token.nesting > 0:
            level += 1
        if token.type == "strong_open":
            token.start = token.end - 2
        elif token.type == "strong_close":
            token.end = token.start + 2
        elif token.type == "text" and not token.content:
            # The other half of a strong's delimiter: nothing is left of it.
            token.start = token.end = previous.end if previous is not None else token.start
        if previous is not None and token.type == "text" == previous.type:
            if token.content:
                if not previous.content:
                    previous.start = token.start
                previous.content += token.content
                previous.end = token.end
            continue
        joined.append(token)
        previous = token
    tokens[:] = joined


def _reorder(tokens: list[Token], index: int) -> None:
    """A lone `~` was moved behind the closing tokens of its run: let their spans follow in order."""
    first = index - 1
    at = tokens[index].start
    while first > 0 and tokens[first - 1].start > at and tokens[first - 1].type == "s_close":
        first -= 1
    for token in tokens[first : index + 1]:
        size = len(token.content or token.markup)
        token.start, token.end = at, at + size
        at += size
