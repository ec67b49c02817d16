"""Markdown with exact spans: markdown-it-py's frame, this package's block and inline parsers in it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from notelint.markdown import containers, html_blocks, inline_rules, leaves, links, references, table
from notelint.markdown.blocks import BlockParser
from notelint.markdown.document import Document, parse_children
from notelint.markdown.extensions import BLOCK_RULES
from notelint.markdown.features import Features
from notelint.markdown.inline import FIRST, InlineParser
from notelint.markdown.lines import BlockState
from notelint.markdown.tokens import Definition, Token, own_dictionaries

__all__ = ["Definition", "Document", "Features", "Parser", "Token", "parser"]

_STOCK_BLOCKS: dict[str, Any] = {
    "table": table.table,
    "code": leaves.code_block,
    "fence": leaves.fence,
    "blockquote": containers.blockquote,
    "hr": leaves.thematic_break,
    "list": containers.list_block,
    "reference": references.reference,
    "html_block": html_blocks.html_block,
    "heading": leaves.heading,
    "paragraph": leaves.paragraph,
}
_STOCK_INLINE: dict[str, Any] = {"link": links.link, "image": links.image}
FIRST.update({links.link: r"\[", links.image: r"!(?=\[)"})
# What a block must hold before its inline parse can find more than emphasis, escapes and entities.
_WORTH = {
    "": r"\[|<|`",
    "math": r"\$",
    "mark": "==",
    "inline_footnotes": r"\^\[",
    "comments": "%%",
    "shortcodes": r"\{",
    "attributes": r"\{",
    "mdx": r"\{",
    "autolinks": r"://|[wW]{3}\.",
}


@cache
def parser(features: Features = Features()) -> Parser:  # noqa: B008 (immutable)
    """The parser for a set of features; each is made once."""
    return Parser(features)


def frame(features: Features) -> MarkdownIt:
    """A MarkdownIt that parses with spans; plugins can be added to it."""
    md = MarkdownIt("commonmark")
    md.disable("text_join")  # so that every text token is a slice of the source
    md.enable([name for name, on in (("table", features.tables), ("strikethrough", features.strikethrough)) if on])
    for stock in md.block.ruler.__rules__:
        stock.fn = _STOCK_BLOCKS.get(stock.name, stock.fn)
    md.core.ruler.at("inline", _inline_step)
    for name, rule in _STOCK_INLINE.items():
        md.inline.ruler.at(name, rule)
    for name in Features.__struct_fields__:
        if getattr(features, name):
            _add(md, name)
    md.block = BlockParser(md.block)
    md.block.heading_attributes = features.attributes
    md.block.closed_html = features.closed_html
    md.block.spaced_footnotes = features.spaced_footnotes
    md.inline = InlineParser(md.inline)
    return md


def _add(md: MarkdownIt, feature: str) -> None:
    for name, rule, alternatives in BLOCK_RULES.get(feature, ()):
        md.block.ruler.before("fence", name, rule, {"alt": alternatives})
    for name, rule, before, first in inline_rules.RULES.get(feature, ()):
        FIRST[rule] = first
        md.inline.ruler.before(before, name, rule)
    if feature == "mark":
        # The inline parser pairs `==` itself; the rule's name says that it shall.
        md.inline.ruler.before("emphasis", "mark", lambda state, silent: False)


class Parser:
    """Parses texts with one set of features. Not for several threads at once."""

    def __init__(self, features: Features) -> None:
        self.features = features
        self.md = frame(features)
        worth = [pattern for name, pattern in _WORTH.items() if not name or getattr(features, name)]
        self._worth = re.compile("|".join(dict.fromkeys(worth)))

    def parse(self, text: str, start_line: int = 0, lazy: bool = False) -> Document:
        """Parses a text without "\\r" and byte-order mark. Blocks begin on the 0-based `start_line`.

        With `lazy`, inline tokens that hold nothing but text, emphasis, escapes and entities keep `children` None.
        """
        block: BlockParser = self.md.block  # type: ignore[assignment]
        block.prepare()
        env: Any = {"shortcodes": self.features.shortcodes}
        state = BlockState(text, self.md, env, [], start_line)
        if text:
            block.run(state)
        texts = [index for index, token in enumerate(state.tokens) if token.type == "inline"]
        everything = not lazy or bool(env.get("references"))
        for index in texts:
            token = state.tokens[index]
            if everything or self._worth.search(token.content):
                parse_children(self.md, token, env)
        return Document(self.md, env, state.tokens, state.definitions, texts)


def _inline_step(state: StateCore) -> None:
    """What `MarkdownIt.parse` does after the blocks: the same as Parser, for plugins that go on with the tokens."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if isinstance(token, Token):
            parse_children(state.md, token, state.env)
            own_dictionaries(token.children or [])
        else:  # of `parseInline`
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
