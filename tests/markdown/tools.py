"""What the parser's tests share: features, wrappings, and what a parsed text holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import text_join

from notelint.markdown import Document, Features, Parser, Token, parser

NOTHING = Features(**dict.fromkeys(Features.__struct_fields__, False))
STOCK = Features(**{**dict.fromkeys(Features.__struct_fields__, False), "tables": True, "strikethrough": True})
EVERYTHING = Features(**dict.fromkeys(Features.__struct_fields__, True))
NOTES = Features(**{**dict.fromkeys(Features.__struct_fields__, True), "mdx": False})

# Kind → type of the construct's first token.
KINDS = {
    "link": "link_open",
    "image": "image",
    "code": "code_inline",
    "emphasis": "em_open",
    "strong": "strong_open",
    "strike": "s_open",
    "mark": "mark_open",
    "math": "math_inline",
    "display math": "math_inline_double",
    "HTML": "html_inline",
    "wikilink": "wikilink",
    "footnote": "footnote_ref",
    "inline footnote": "footnote_inline_open",
    "comment": "comment",
    "shortcode": "shortcode",
    "MDX": "mdx",
    "attributes": "attributes",
    "escape": "text_special",
}


class Found(NamedTuple):
    type: str
    start: int
    end: int


def constructs(tokens: Iterable[Token]) -> Iterator[Found]:
    """Blocks, and what is in them, each from its first token's start to its last token's end."""
    opened: list[Token] = []
    for token in tokens:
        if token.nesting > 0:
            opened.append(token)
            continue
        first = opened.pop() if token.nesting < 0 else token
        yield Found(first.type, first.start, token.end)
        yield from constructs(token.children or ())


def found(text: str, kind: str, features: Features = NOTES) -> list[tuple[int, int]]:
    """The spans of all constructs of a kind (of `KINDS`, or a token's type), in the order of the text."""
    wanted = KINDS.get(kind, kind)
    return sorted((f.start, f.end) for f in constructs(parser(features).parse(text).tokens) if f.type == wanted)


def slices(text: str, kind: str, features: Features = NOTES) -> list[str]:
    return [text[start:end] for start, end in found(text, kind, features)]


def every(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from every(token.children or ())


def stock(*names: str) -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough", *names])


def as_stock_gives_it(tokens: list[Any]) -> list[Any]:
    """What markdown-it's text_join makes of a stream: we leave that out, to keep each text a slice of the source."""
    text_join(SimpleNamespace(tokens=tokens))  # type: ignore[arg-type]
    return tokens


def stream(tokens: Iterable[Any] | None) -> list[Any] | None:
    """All that markdown-it's own tokens hold, but for `meta`."""
    if tokens is None:
        return None
    return [
        {
            "type": t.type,
            "tag": t.tag,
            "nesting": t.nesting,
            "attrs": dict(t.attrs),
            "map": list(t.map) if t.map else None,
            "level": t.level,
            "content": t.content,
            "markup": t.markup,
            "info": t.info,
            "block": t.block,
            "hidden": t.hidden,
            "children": stream(t.children),
        }
        for t in tokens
    ]


def wrapped(text: str, first: str, rest: str) -> str:
    """The text with a prefix before its first line, and another before the others."""
    lines = text.removesuffix("\n").split("\n")
    return "".join(f"{rest if index else first}{line}\n" for index, line in enumerate(lines))


CONTAINERS = {
    "quote": ("> ", "> "),
    "quote without a space": (">", ">"),
    "bullet list": ("- ", "  "),
    "ordered list": ("12. ", "    "),
    "quote, list, quote": ("> - > ", ">   > "),
    "list, quote": ("* > ", "  > "),
    "list with a tab": ("-\t", "\t"),
    "quote with a tab": (">\t", ">\t"),
    "callout": ("> [!NOTE] title\n> ", "> "),
    "nested callouts": ("> [!a]- b\n> > [!c]\n> > ", "> > "),
    "lazy line of a quote": ("> x\n", ""),
    "lazy line of a list": ("- x\n", ""),
    "lazy line of a list in a quote": ("> - x\n", ""),
    "indented paragraph of a list": ("- x\n\n\t", "\t"),
    "heading": ("## ", "## "),
    "setext heading": ("a\n", ""),
    "footnote": ("[^a]: ", "    "),
    "container": (":::note\n", ""),
    "admonition": ('!!! note "a"\n    ', "    "),
    "table": ("| a | b |\n|---|---|\n| ", "| "),
    "table in a quote in a list": ("- > | a |\n  > |--|\n  > | ", "  > | "),
}


def plain(features: Features = STOCK) -> Parser:
    return parser(features)


def document(text: str, features: Features = NOTES) -> Document:
    return parser(features).parse(text)
