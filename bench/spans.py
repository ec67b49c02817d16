"""Are the parser's spans exact? Counts every construct of real notes, and how many of their spans prove right.

    python bench/spans.py PATHS…                      notes, or folders of them
    python bench/spans.py --spec spec.json            texts or {"markdown": text}s, as they are and in containers
    python bench/spans.py PATHS… --oracle FOLDER      compares with mdast-util-from-markdown instead; FOLDER holds the
                                                      node_modules with it, micromark-extension-gfm and mdast-util-gfm

A span is right if `text[start:end]` begins and ends with the construct's own markup, and if that slice, parsed alone,
is this one construct and nothing else. A text is right if it is its slice. Exceptions are printed as path:line; the
exit code is 1 if there are any, unless `--allow` is given.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import convert
from msgspec.structs import fields, replace

from notelint import front_matter
from notelint.markdown import Document, Features, Parser, Token, parser
from notelint.markdown.destinations import unescaped
from notelint.text.source import from_text, read

EVERYTHING = convert({each.name: True for each in fields(Features) if each.type is bool}, Features)
NOTES = replace(EVERYTHING, mdx=False)
GITHUB = Features(math=False)

# Inline constructs of several tokens, by the type of the first without "_open".
PAIRS = {
    "em": ("emphasis", r"([*_]).+\1"),
    "strong": ("strong emphasis", r"(\*\*|__).+\1"),
    "s": ("strikethrough", "~~.+~~"),
    "mark": ("mark", "==.+=="),
    "link": ("link", r"\[.*[\])]"),
    "footnote_inline": ("inline footnote", r"\^\[.*\]"),
}
LEAVES = {
    "code_inline": ("code span", r"(`+)(?!`).+(?<!`)\1"),
    "math_inline": ("math", r"\$[^$\s](.*[^\s])?\$"),
    "math_inline_double": ("math", r"\$\$.+\$\$"),
    "image": ("image", r"!\[.*[\])]"),
    "html_inline": ("HTML", "<.+>"),
    "wikilink": ("wikilink or embed", r"!?\[\[.+\]\]"),
    "footnote_ref": ("footnote reference", r"\[\^.+\]"),
    "comment": ("comment", r"%%.*%%|\{/\*.*\*/\}|\{\{-?\s*/\*.*\*/\s*-?\}\}|\{#.*#\}|\{\s*/\*.*\*/\s*\}"),
    "shortcode": ("shortcode", r"\{[{%].*[}%]\}|\{#.*#\}"),
    "mdx": ("MDX", r"\{.*\}|<.*>|(import|export)\b.*"),
    "attributes": ("attributes", r"\{.+\}"),
    "text_special": ("escape or entity", r"\\.|&[#\w]+;"),
    "hardbreak": ("hard break", r"(  +|\\)\n[ \t]*"),
}
LINKS = {
    "autolink": ("autolink", r"<[^<>\s]+>"),
    "bare": ("bare URL", r"(?i:(https?|ftp)://|www\.)\S+"),
}
BLOCKS = {
    "heading_open": ("heading", r"#{1,6}([ \t].*)?|.+\n[ \t]*(-+|=+)[ \t]*"),
    "fence": ("code block", "(`{3,}|~{3,}).*"),
    "math_block": ("math", r"\$\$.*\$\$"),
    "html_block": ("HTML", "<.+"),
    "table_open": ("table", r".*\|.*\n.*-.*"),
    "container_open": ("container", ":{3,}.+"),
    "admonition_open": ("container", r"(!!!|\?\?\?|===).+"),
    "footnote_reference_open": ("footnote", r"\[\^.+\]:.*"),
    "blockquote_open": ("quote or callout", ">.*"),
    **{name: LEAVES[name] for name in ("comment", "shortcode", "mdx", "attributes")},
}
SHAPES = {
    shape: re.compile(shape, re.DOTALL) for table in (PAIRS, LEAVES, LINKS, BLOCKS) for _, shape in table.values()
}
WRAPS = {
    "as it is": ("", ""),
    "in a quote": ("> ", "> "),
    "in a quote, no space": (">", ">"),
    "in a bullet list": ("- ", "  "),
    "in an ordered list": ("12. ", "    "),
    "in quote, list, quote": ("> - > ", ">   > "),
    "in list, quote": ("* > ", "  > "),
    "in a list with tabs": ("-\t", "\t"),
    "in a quote with tabs": (">\t", ">\t"),
    "lazily below a quote": ("> x\n", ""),
    "lazily below a list": ("- x\n", ""),
    "in a table": ("| a | b |\n|---|---|\n| ", "| "),
}


class Text(NamedTuple):
    path: str
    text: str
    line: int = 0  # the first one that is Markdown


class Construct(NamedTuple):
    kind: str
    token: str  # type of its first token
    start: int
    end: int
    piece: str  # its slice, less what the containers around it put before its later lines
    shape: str
    inline: bool


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("paths", nargs="*", type=Path)
    arguments.add_argument("--spec", type=Path, help="examples, checked in every kind of container too")
    arguments.add_argument("--oracle", type=Path, metavar="FOLDER", help="compare with mdast's positions")
    arguments.add_argument("--allow", action="store_true", help="exit with 0 in spite of exceptions")
    arguments.add_argument("--show", type=int, default=20, help="how many exceptions are printed (default: 20)")
    options = arguments.parse_args()
    texts = [*notes(options.paths), *(examples(options.spec) if options.spec else ())]
    table = Rates(options.show)
    if options.oracle:
        against_oracle(texts, options.oracle, table)
    else:
        judges = {False: Judge(NOTES), True: Judge(EVERYTHING)}
        for text in texts:
            for verdict in judges[text.path.endswith(".mdx")].verdicts(text):
                table.add(text, *verdict)
    table.print()
    return 0 if options.allow or not table.wrong.total() else 1


class Rates:
    def __init__(self, show: int) -> None:
        self.all: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.show = show
        self.exceptions: list[str] = []

    def add(self, text: Text, kind: str, start: int, piece: str, right: bool) -> None:
        self.all[kind] += 1
        if not right:
            self.wrong[kind] += 1
            line = text.text.count("\n", 0, start) + 1
            self.exceptions.append(f"{text.path}:{line}: {kind} {piece[:120]!r}")

    def print(self) -> None:
        print("| construct | number | right |\n|---|---:|---:|")
        for kind in sorted(self.all):
            share = 1 - self.wrong[kind] / self.all[kind]
            print(
                f"| {kind} | {self.all[kind]:,} | {share:.3%} |"
                if share < 1
                else f"| {kind} | {self.all[kind]:,} | 100 % |"
            )
        print(f"| **all** | {self.all.total():,} | {self.all.total() - self.wrong.total():,} |")
        for exception in self.exceptions[: self.show]:
            print(exception, file=sys.stderr)


def notes(paths: Iterable[Path]) -> Iterator[Text]:
    for path in paths:
        files = (
            [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in (".md", ".markdown", ".mdx"))
        )
        for file in files:
            source = read(str(file), file.read_bytes())
            head = front_matter.parse(source.text, str(file))
            end = head.front_matter.end if head is not None else 0
            yield Text(str(file), source.text, max(0, source.place(end)[0] - (source.place(end)[1] == 1)))


def examples(spec: Path) -> Iterator[Text]:
    for number, example in enumerate(json.loads(spec.read_text("utf-8")), 1):
        text = example if isinstance(example, str) else example["markdown"]
        text = from_text("", text).text
        for name, (first, rest) in WRAPS.items():
            lines = text.removesuffix("\n").split("\n")
            if name == "in a table" and len(lines) > 1:
                continue
            wrapped = "".join(f"{rest if i else first}{line}\n" for i, line in enumerate(lines))
            yield Text(f"example {number} {name}", wrapped)


class Judge:
    """Says of each construct of a text whether its span is right."""

    def __init__(self, features: Features) -> None:
        self.markdown, self.alone = Parser(features), Parser(features)

    def verdicts(self, text: Text) -> Iterator[tuple[str, int, str, bool]]:
        """(kind, start, slice, whether it is right)"""
        self.document = document = self.markdown.parse(text.text, text.line)
        for each in constructs(text.text, document):
            right = SHAPES[each.shape].fullmatch(each.piece) is not None
            yield each.kind, each.start, text.text[each.start : each.end], right and self.is_one(each)
        yield from literals(text.text, document)
        for link in document.definitions:
            if link.kind == "link":
                piece = dedented(text.text, link.start, link.end)
                again = self.alone.parse(piece)
                right = not again.tokens and [(d.start, d.end) for d in again.definitions] == [(0, len(piece))]
                right = right and text.text[link.label_at[0] - 1] == "["
                right = right and re.match(r"[\s>]*\]:", text.text[link.label_at[1] :]) is not None
                yield "link definition", link.start, text.text[link.start : link.end], right

    def is_one(self, each: Construct) -> bool:
        """Whether the slice parsed alone is this one construct."""
        if each.inline:  # with the text's own definitions
            tokens = self.document.inline(Token("inline", "", 0, content=each.piece, base=0))
        else:
            tokens = self.alone.parse(each.piece).tokens
        tokens = [token for token in tokens if token.type != "text" or token.content]
        if not tokens or tokens[0].type != each.token or tokens[0].start != 0:
            return False
        depth = 0
        for index, token in enumerate(tokens):
            depth += token.nesting
            if not depth:
                return index == len(tokens) - 1 and token.end == len(each.piece)
        return False


def constructs(text: str, document: Document) -> Iterator[Construct]:
    """All constructs of a parsed text, blocks and what is in them."""
    for token in document.tokens:
        if token.type in BLOCKS:
            kind, shape = BLOCKS[token.type]
            piece = dedented(text, token.start, token.end)
            yield Construct(kind, token.type, token.start, token.end, piece, shape, inline=False)
        elif token.type == "inline":
            yield from inlines(text, token, token.children or [])


def inlines(text: str, block: Token, children: list[Token]) -> Iterator[Construct]:
    opened: list[Token] = []
    for token in children:
        first = token
        if token.nesting > 0:
            opened.append(token)
            continue
        if token.nesting < 0:
            first = opened.pop()
            kind, shape = LINKS.get(first.meta.get("kind", ""), PAIRS[first.type.removesuffix("_open")])
        elif token.type in LEAVES and not (token.type == "text_special" and not token.markup):
            kind, shape = LEAVES[token.type]
        else:
            continue
        piece = covered(text, block, first.start, token.end)
        yield Construct(kind, first.type, first.start, token.end, piece, shape, inline=True)
        if token.type == "image":
            yield from inlines(text, block, token.children or [])


def literals(text: str, document: Document) -> Iterator[tuple[str, int, str, bool]]:
    """Texts, destinations and titles: what a fix may touch."""
    for block in document.tokens:
        for token in every(block.children or []):
            piece = text[token.start : token.end]
            if token.type == "text":
                yield "text", token.start, piece, covered(text, block, token.start, token.end) == token.content
            if dest := token.meta.get("dest") if "raw" in token.meta else None:
                piece = covered(text, block, *dest)
                raw = piece if token.meta["kind"] in LINKS else unescaped(piece)
                yield "destination", dest[0], piece, raw in (token.meta["raw"], token.meta["raw"][7:])
            if title := token.meta.get("title"):
                piece = text[slice(*title)]
                yield "title", title[0], piece, piece[:1] + piece[-1:] in ('""', "''", "()") and len(piece) > 1


def every(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from every(token.children or ())


def covered(text: str, block: Token, start: int, end: int) -> str:
    """The slice less what does not belong to the inline block's content."""
    if block.segments is None:
        return text[start:end]
    offsets, sources = block.segments
    parts = []
    for offset, source, following in zip(offsets, sources, [*offsets[1:], len(block.content)], strict=True):
        if source >= 0:
            parts.append(text[max(start, source) : min(end, source + following - offset)])
    return "".join(parts)


def dedented(text: str, start: int, end: int) -> str:
    """The slice of a block less the containers' markers and indentation before its later lines."""
    line_start = text.rfind("\n", 0, start) + 1
    prefix, first = text[line_start:start].expandtabs(4), text[start:end].split("\n")[0]
    quotes = re.compile(rf"(?:[ ]*>[ ]?){{0,{prefix.count('>')}}}")
    width = len(prefix) - max(prefix.rfind(">") + 1, 0)
    width -= prefix.endswith(" ") and ">" in prefix and width > 0
    lines = [first]
    for line in text[start:end].split("\n")[1:]:
        line = line.expandtabs(4)
        line = line[quotes.match(line).end() :]  # type: ignore[union-attr]
        lines.append(line[min(width, len(line) - len(line.lstrip(" "))) :])
    return "\n".join(lines)


def against_oracle(texts: Iterable[Text], folder: Path, table: Rates) -> None:
    """Counts the nodes of either parser; one is right if the other has the same kind at the same place."""
    judged = [Text(text.path, without_head(text)) for text in texts]
    script = Path(__file__).with_name("oracle.mjs")
    documents = json.dumps([text.text for text in judged])
    output = subprocess.run(
        ["node", script, folder], input=documents, capture_output=True, text=True, check=True
    ).stdout
    markdown = parser(GITHUB)
    for text, theirs in zip(judged, json.loads(output), strict=True):
        document = markdown.parse(text.text)
        for token in every(document.tokens):
            if token.type == "image":
                token.children = None  # the oracle's images have none
            elif token.type == "footnote_ref" and not token.meta["defined"]:
                token.type = "text"
        found = constructs(text.text, document)
        ours = Counter(
            place(text.text, ORACLE[each.token], each.start, each.end) for each in found if each.token in ORACLE
        )
        other = Counter(place(text.text, *node) for node in theirs)
        for kind, start, end in (ours | other).elements():
            right = (kind, start, end) in ours and (kind, start, end) in other
            source = "" if right else "ours " if (kind, start, end) in ours else "theirs "
            table.add(text, kind, start, source + text.text[start:end], right)


def without_head(text: Text) -> str:
    """The text with blanks for its front matter, which the oracle does not know."""
    lines = text.text.split("\n")
    return "\n".join([*(" " * len(line) for line in lines[: text.line]), *lines[text.line :]])


def place(text: str, kind: str, start: int, end: int) -> tuple[str, int, int]:
    """A node's place. Whether blank lines at a block's end belong to it is a matter of taste."""
    trimmed = start + len(text[start:end].rstrip(" \t\n>"))
    return kind, start, trimmed if kind in ("code", "footnoteDefinition") else end


# Token type -> type of the oracle's node.
ORACLE = {
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "delete",
    "code_inline": "inlineCode",
    "link_open": "link",
    "image": "image",
    "html_inline": "html",
    "footnote_ref": "footnoteReference",
    "footnote_reference_open": "footnoteDefinition",
    "heading_open": "heading",
    "table_open": "table",
    "fence": "code",
}


if __name__ == "__main__":
    sys.exit(main())
