"""A parsed text: its tokens, and what else can be parsed as a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notelint.markdown import cjk, links
from notelint.markdown.inline import TOO_LONG, InlineParser
from notelint.markdown.lines import tail_of
from notelint.markdown.tokens import Definition, Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


class Document:
    """`texts` are the indexes of the inline tokens: few of all, and what most readers look for.

    What `[a][b]` is depends on the definitions of the text that it stands in: they are the document's own, whatever its
    parser has parsed since.
    """

    def __init__(
        self, md: MarkdownIt, env: Any, tokens: list[Token], definitions: list[Definition], texts: list[int]
    ) -> None:
        self.tokens = tokens
        self.definitions = definitions
        self.texts = texts
        self._md = md
        self._env = env

    def inline(self, token: Token) -> list[Token]:
        """The children of one of its inline tokens, parsed now if they were not."""
        if token.children is None:
            parse_children(self._md, token, self._env)
        return token.children or []

    def pieces(self, content: str, friendly: bool = False) -> list[Token]:
        """The children that `content` would have as a block of this text, with spans in it; `friendly`: as a renderer
        shows it that is friendly to emphasis beside Chinese.
        """
        inline: InlineParser = self._md.inline  # type: ignore[assignment]
        strict = inline.flanking
        inline.flanking = cjk.friendly if friendly else strict
        children: list[Token] = []
        try:
            inline.parse(content, self._md, self._env, children)
        finally:
            inline.flanking = strict
        return children


def parse_children(md: MarkdownIt, token: Token, env: Any) -> None:
    token.children = []
    if len(token.content) > TOO_LONG:
        token.meta = {"too_long": True}
        return
    md.inline.parse(token.content, md, env, token.children)  # type: ignore[arg-type]
    if token.segments is not None or token.base < 0:
        _carry_over(token, token.children)
    else:
        links.shift(token.children, token.base)
        for child in token.children:
            if child.type == "html_inline":
                child.base = child.start


def _carry_over(token: Token, children: list[Token]) -> None:
    """Spans in the content to spans in the source."""
    for child in children:
        if child.type == "html_inline" and token.segments is not None:  # its attributes are looked for in its content
            child.segments = tail_of(token.segments, child.start)
        child.start, child.end = _span(token, child.start, child.end)
        for name in ("dest", "title"):
            if name in child.meta:
                child.meta[name] = _span(token, *child.meta[name])
        if child.children:
            _carry_over(token, child.children)


def _span(token: Token, start: int, end: int) -> tuple[int, int]:
    return token.span(start, end) if end > start else (token.at(start), token.at(start))
