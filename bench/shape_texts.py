"""The shapes of `shapes.py`: what a note, or a collection of notes, is when one piece is repeated in it n times."""

from __future__ import annotations

from collections.abc import Callable

Notes = dict[str, str]  # path -> text
Shape = Callable[[int], Notes]


def repeated(piece: str, before: str = "", behind: str = "\n") -> Shape:
    """A note of one piece n times."""
    return lambda n: {"a.md": before + piece * n + behind}


def numbered(piece: str, before: str = "", behind: str = "\n") -> Shape:
    """A note of one piece n times, in which `@` is the number of the piece."""
    return lambda n: {"a.md": before + "".join([piece.replace("@", str(number)) for number in range(n)]) + behind}


def nested(opening: str, inside: str, closing: str) -> Shape:
    """A note of one piece within itself."""
    return lambda n: {"a.md": f"{opening * n}{inside}{closing * n}\n"}


def many(text: str, other: str = "") -> Shape:
    """n notes, in which `@` is the number of the note, and one `other` note."""
    return lambda n: {"other.md": other} | {f"{number}.md": text.replace("@", str(number)) for number in range(n)}


def _escalating(mark: str) -> Shape:
    """Runs of a mark, each longer than the one before; together about n marks."""
    return lambda n: {"a.md": "a".join(mark * length for length in range(1, max(2, int((2 * n) ** 0.5)))) + "\n"}


def _deep_list(n: int) -> Notes:
    """A list in which each item is deeper than the one before, again and again: n lines."""
    return {"a.md": "".join(f"{'  ' * (number % 40)}- item {number}\n" for number in range(n))}


def _table(rows: Callable[[int], int], columns: Callable[[int], int]) -> Shape:
    def made(n: int) -> Notes:
        row = "| a " * columns(n) + "|\n"
        return {"a.md": row + "|---" * columns(n) + "|\n" + row * rows(n)}

    return made


SHAPES: dict[str, Shape] = {
    # Emphasis
    "*a **a": repeated("*a **a "),
    "a**b": repeated("a**b"),
    "_a __a": repeated("_a __a "),
    "*a_ b*": repeated("*a_ b* "),
    "~~a": repeated("~~a "),
    "==a": repeated("==a "),
    "runs of stars": _escalating("*"),
    "stars": repeated("*"),
    "strong with Chinese colon": repeated("**注意：**正文"),
    "strong in Chinese brackets": repeated("**「术语」**是"),
    "unpaired beside Chinese": repeated("**注意：文"),
    "underscores beside Chinese": repeated("__重点 词__字"),
    # Brackets
    "[": repeated("["),
    "![": repeated("!["),
    "[[": repeated("[["),
    "[^": repeated("[^"),
    "^[": repeated("^["),
    "[x](": repeated("[x]("),
    "[x](<": repeated("[x](<"),
    "](": repeated("a]("),
    '[x](a "': repeated('[x](a "'),
    "links": numbered("[x](a@.md) "),
    "equal links": repeated("[x](a.md)\n"),
    "links in links": nested("[", "a", "](b)"),
    "images in images": nested("![", "a", "](b)"),
    "images": numbered("![x](a@.png)\n\n"),
    "wikilinks": numbered("[[note @]] ![[image @.png]]\n"),
    "references": numbered("[x][r@]\n\n[r@]: a@.md\n\n"),
    "unused definitions": numbered("[r@]: a@.md\n"),
    "undefined references": numbered("[x][r@]\n"),
    "footnotes": numbered("a[^@]\n\n[^@]: text\n\n"),
    "unused footnotes": numbered("[^@]: text\n\n"),
    # Code, HTML and what is no Markdown
    "runs of backticks": _escalating("`"),
    "`": repeated("`a "),
    "fences": repeated("```\na\n"),
    "<": repeated("<"),
    "<a ": repeated("<a "),
    "<!--": repeated("<!-- "),
    "<![CDATA[": repeated("a <![CDATA[ "),
    "<?": repeated("a <? "),
    "<h1>": repeated("<h1>"),
    "<div> in lines": repeated("<div>\n\na\n\n"),
    "ids of HTML": numbered('<a id="x@"></a>\n\n'),
    "comments": repeated("<!-- a -->\n\n"),
    "suppressions": repeated("<!-- notelint-disable-next-line broken-link -->\n[x](a.md)\n\n"),
    "$": repeated("$a "),
    "$$": repeated("$$\na\n\n"),
    "\\(": repeated("\\(a "),
    "escapes": repeated("\\*\\"),
    "entities": repeated("&amp;&x"),
    "shortcodes": repeated("{{< a "),
    "{%": repeated("{% a "),
    "{": repeated("{"),
    "%%": repeated("%% a\n\n"),
    "containers": repeated(":::note\na\n"),
    "admonitions": repeated("!!! note\n    a\n\n"),
    # Blocks
    "> in a line": repeated(">"),
    "quotes": numbered("> a@\nb\n"),
    "callouts": numbered("> [!note] Title @\n> text\n\n"),
    "deep lists": _deep_list,
    "- in a line": repeated("- "),
    "wide table": _table(lambda n: 1, lambda n: n),
    "long table": _table(lambda n: n, lambda n: 3),
    "lines of a paragraph": numbered("line @ of it\n"),
    "tabs": repeated("\t", "- a\n", "b\n"),
    "spaces": repeated(" ", "a", "b\n"),
    "underlines": repeated("a\n===\n"),
    "headings": numbered("## Heading @\n\ntext\n\n"),
    "equal headings": repeated("## Heading\n\ntext\n\n"),
    "broken anchors": numbered("## Heading @\n\n[x](#nowhere-@)\n\n"),
    # Front matter
    "keys": numbered("key@: value\n", "---\n", "---\n"),
    "nested values": repeated("[", "---\na: ", "\n---\n"),
    # Words and papers
    "URLs": numbered("http://example.com/@ www.example.com/@ "),
    "http://": repeated("http://"),
    "papers": numbered("## Paper @\n\n**Arxiv**: https://arxiv.org/abs/2304.@\n\n"),
    "entries of one id": numbered("## Paper @\n\n**Arxiv**: https://arxiv.org/abs/2304.08485\n\n"),
    "labels": numbered("**Label @**: value\n\n"),
    "odd characters": repeated("a\u200b，b （c）e\u0301👩‍👩‍👧Ａ"),
    # Many notes
    "equal notes": many("# Title\n\nThe same text stands in each of these notes, word for word.\n"),
    "notes that link to one": many("# Title @\n\n[x](other.md#nowhere)\n", "# Other\n\ntext\n"),
    "notes of one tag": many("---\ntitle: Title\ntags: [tag@, Tag, tag]\n---\n\ntext @\n"),
}
