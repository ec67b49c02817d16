"""The proof of edits: what does damage is refused, whatever it says of itself, and what does none is not."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from markdown.tools import NOTES

from notelint.fix.proof import Claim, damage
from notelint.fix.proof import read as read_for_proof
from notelint.markdown import parser
from notelint.model.edits import apply
from notelint.model.finding import Edit
from notelint.text.source import from_text

FRONT = "---\ntitle: &t A\nname: *t\ntags: [a, b] # two\n---\n"
REFERENCES = "[a][r] [r] ![i][r]\n\n[r]: a.md 'title'\n[s]: b.md\n"
CALLOUT = "> [!NOTE]- A title\n> text\n"
TABLE = "| a | b |\n|:--|---|\n| c | d |\n"


def problem(text: str, old: str, new: str, *changes: str, inside: str = "") -> str:
    """What the proof says of the first `old` replaced by `new`; "" stands for the end."""
    start = text.index(old) if old else len(text)
    edit = Edit("a.md", start, start + len(old), new)
    place = (text.index(inside), text.index(inside) + len(inside)) if inside else None
    before, after = (
        read_for_proof(from_text("a.md", each), parser(NOTES)) for each in (text, apply(text, [edit]))
    )  # fmt: skip
    return damage(before, after, [Claim([edit], frozenset(changes), place)])


# What an edit may not change, as (text, old, new). None of them says that it changes anything.
SABOTAGE = {
    "a value by another one": (FRONT, "&t A", "&t B"),
    "a value's end": (FRONT, "A", '"A'),
    "a key": (FRONT, "title", "titel"),
    "a comment in the front matter": (FRONT, "# two", "# one"),
    "front matter that is lost": (FRONT, "---\n", "----\n"),
    "front matter that is made": ("text\n\n--\na: b\n---\n", "text\n\n--", "---"),
    "front matter whose end moves": ("---\na: b\nc: d\n---\n", "b", "b\n---"),
    "values into text": ("---\na: b\n---\ntext\n", "b", '"b\n---\nc'),
    "a destination that ends too early": ("[a](b.md)\n", "b.md", "b).md"),
    "a destination with a space": ("[a](b.md)\n", "b.md", "b c.md"),
    "a destination with a title": ("[a](b.md)\n", "b.md", "b.md 'c'"),
    "a destination by its label": (REFERENCES, "[r]", "[s]"),
    "a destination by a definition before": (REFERENCES, "\n\n[r]", "\n\n[r]: c.md\n[r]"),
    "the label of a definition": (REFERENCES, "[r]: ", "[t]: "),
    "the title of a definition": (REFERENCES, "title", "other"),
    "the title of a link": ("[a](b.md 'c')\n", "'c'", "'d'"),
    "an image that becomes a link": ("![a](b.png)\n", "!", ""),
    "an image's source that is cut": ("![a](b.png)\n", "b.png", "b.png) (c"),
    "an image's description": ("![a](b.png)\n", "![a", "![b"),
    "a bare address": ("See https://example.org/a now\n", "/a", "/b"),
    "an address that is none any more": ("See <https://example.org/a>\n", "https", "ht tps"),
    "code in a line": ("`a b`\n", "a b", "a c"),
    "the end of code in a line": ("`a` b `c`\n", "a", "a`"),
    "code in a block": ("```python\na\n```\n", "a\n", "b\n"),
    "the language of code": ("```python\na\n```\n", "python", "text"),
    "a block of code that does not end": ("```\na\n```\n\nb\n", "```\n\n", "``\n\n"),
    "code by its indentation": ("a\n\n    b\n", "    b", "   b"),
    "blanks in code": ("```\na  \n```\n", "a  ", "a"),
    "a formula": ("$a_b$\n", "a_b", "a_c"),
    "a formula that is none any more": ("$a$ b\n", "$ b", " $ b"),
    "a formula in a block": ("$$\na\n$$\n", "a", "b"),
    "HTML in a line": ("a <b>c</b>\n", "<b>", "<i>"),
    "an attribute of HTML": ('<img src="a.png" width="1">\n', "1", "2"),
    "HTML in a block": ("<div>\na\n</div>\n", "a", "b"),
    "HTML that ends a block": ("<div>\na\n</div>\n", "a", "a\n"),
    "a comment": ("a <!-- b -->\n", "b", "c"),
    "a comment of an editor": ("a %%b%%\n", "b", "c"),
    "a wikilink's text": ("[[a|b]]\n", "b", "c"),
    "a wikilink's end": ("[[a]] b\n", "a]", "a"),
    "an embed that becomes a link": ("![[a.png]]\n", "!", ""),
    "a footnote's label": ("a[^1]\n\n[^1]: b\n", "[^1]\n", "[^2]\n"),
    "a footnote's own label": ("a[^1]\n\n[^1]: b\n", "\n\n[^1]", "\n\n[^2]"),
    "a callout's marker": (CALLOUT, "NOTE", "TIP"),
    "a callout's fold": (CALLOUT, "]-", "]+"),
    "a callout's title": (CALLOUT, "A title", "Another"),
    "a callout that ends": (CALLOUT, "\n> text", "\n\n> text"),
    "a callout that becomes a quote": (CALLOUT, "[!NOTE]", "\\[!NOTE]"),
    "a quote that becomes a callout": ("> NOTE\n", "NOTE", "[!NOTE]"),
    "a heading's text": ("# A b\n", "b", "c"),
    "a heading's level": ("# A\n", "#", "##"),
    "a heading that is none any more": ("# A\n", "# ", "#"),
    "a heading that is made": ("a\n\nb\n", "b", "b\n==="),
    "a paragraph that is two": ("a b\n", " b", "\n\nb"),
    "two paragraphs that are one": ("a\n\nb\n", "\n\n", "\n"),
    "an item that goes into another": ("- a\n- b\n", "\n- b", "\n  - b"),
    "a list that begins elsewhere": ("3. a\n4. b\n", "3.", "2."),
    "a list that becomes loose": ("- a\n- b\n", "\n- b", "\n\n- b"),
    "a task that is done": ("- [ ] a\n", "[ ]", "[x]"),
    "a table that is none any more": (TABLE, "|---|", "|-- |-|"),
    "a table's alignment": (TABLE, ":--", "--:"),
    "a table's cell": (TABLE, "d |", "d | e |"),
    "a ruler": ("a\n\n---\n", "---", "--"),
    "a definition's title": ('!!! note "a"\n\n    b\n', '"a"', '"c"'),
    "a shortcode": ('{{< figure src="a.png" >}}\n', "a.png", "b.png"),
    "an anchor": ("# A {#b}\n", "b", "c"),
    "words": ("a b c\n", "b", "d"),
    "a word that is gone": ("a b c\n", "b ", ""),
    "emphasis": ("a *b* c\n", "*b*", "_b_ d"),
    "emphasis that is made": ("a *b c\n", "c", "c*"),
    "emphasis that is lost": ("a **b** c\n", "**b**", "**b **"),
    "what is struck out": ("~~a~~\n", "~~a~~", "~~a~ ~"),
    "an escape": ("a \\*b\\* c\n", "\\*b\\", "*b"),
    "an entity": ("&lt;b>\n", "&lt;", "<"),
    "a break": ("a  \nb\n", "  \n", "\n"),
    "blanks that become a break": ("a \nb\n", " \n", "  \n"),
    "what stands elsewhere": ("a ` b\n\nc\n", "c", "`c"),
    "what follows": ("a\n\n[b](c.md)\n\nd\n", "a\n", "a\n\n<div>\n"),
}


@pytest.mark.parametrize("name", SABOTAGE)
def test_damage_is_refused(name: str) -> None:
    text, old, new = SABOTAGE[name]
    assert problem(text, old, new)


# The same for edits that say what they change, and change something else too.
LIES = {
    "text that becomes code": ("a b c\n", "b", "`b`", "text"),
    "text that becomes a link": ("a b c\n", "b", "[b](c)", "text"),
    "text that becomes two paragraphs": ("a b c\n", " b", "\n\nb", "text"),
    "text that hides what follows": ("a b --> c\n", "b", "<!-- b", "text"),
    "text that becomes front matter": ("a\n\nb\n---\n", "a\n\nb", "---\nb", "text"),
    "text that takes a formula along": ("a b $c$ d\n", "b ", "$b", "text"),
    "an attribute beside an address": ('<img src="a.png">\n', "a.png", 'b.png" onerror="c', "html_block"),
    "a tag beside an address": ('a <img src="a.png">\n', "a.png", 'b.png"><b class="', "html_inline"),
    "words beside an address": ('<p><a href="a">b</a></p>\n', '"a">b', '"a">c', "html_block"),
    "a heading that loses its anchor": ("# A {#b}\n", "A {#b", "A {#c", "heading"),
    "a heading that becomes a paragraph": ("# A\n", "# A", "A", "heading"),
    "a callout that takes its body along": (CALLOUT, "A title\n> ", "A title ", "blockquote"),
    "emphasis that eats a word": ("**a：**b c\n", "：**b c", "**：b", "emphasis"),
    "emphasis that makes code": ("**a：**b\n", "：**b", "**`：`b", "emphasis"),
    "a field that ends the front matter": ("---\na: b\n---\n", "b\n", "b\nc: d\n---\n", "field"),
    "a field that changes another": ("---\na: b\n---\n", "a: b", "a: c\nd: e", "field"),
}


@pytest.mark.parametrize("name", LIES)
def test_damage_beside_what_is_declared_is_refused(name: str) -> None:
    text, old, new, *changes = LIES[name]
    assert problem(text, old, new, *changes)


# (text, old, new, what it says that it changes)
RIGHT = {
    "a destination": ("[a](b.md 'c')\n", "b.md", "./d.md"),
    "a destination in brackets": ("[a](<b c.md>)\n", "b c", "d e"),
    "a destination in a table": ("| a |\n|---|\n| [b](c.md) |\n", "c.md", "longer.md"),
    "an image's source in a link": ("[![a](b.png)](c.md)\n", "b.png", "images/b.png"),
    "a definition's destination": (REFERENCES, "a.md", "c.md"),
    "a wikilink's target": ("[[a#b|c]]\n", "a#b", "d#b"),
    "a value whose key stands there twice": ("---\na:\na: b\n---\n", "b", "c"),
    "the last line of HTML": ("<div>\na\n</div>", "", "\n"),
    "a value": (FRONT, "[a, b]", '["a", b]'),
    "the last line's end": ("- a\n  `b`", "", "\n"),
    "blanks behind a heading": ("# a  \n\nb\n", "  ", ""),
    "blanks behind words": ("b \nc\n", " ", ""),
    "a tab behind a callout's title": ("> [!NOTE] a\t\n> b\n", "\t", ""),
    "an address in HTML": ('<img src="a.png" alt="b">\n', "a.png", "b.png", "html_block"),
    "a heading's text": ("# A **b**\n", "A", "C", "heading", "text"),
    "a callout's title": (CALLOUT, "A title", "Another", "blockquote", "text"),
    "a letter": ("to\u200bken\n", "\u200b", "", "text"),
    "emphasis": ("**a：**b\n", "：**", "**：", "emphasis"),
    "a field": ("---\na: b\n---\n", "---\n", "---\nc: d\n", "field"),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_what_does_no_damage_is_not_refused(name: str) -> None:
    text, old, new, *changes = RIGHT[name]
    assert problem(text, old, new, *changes) == ""


def test_a_link_is_made_where_the_finding_is_and_nowhere_else() -> None:
    text = "[a](b.md） [c](d.md\n"
    assert problem(text, "）", ")", "construct", inside="[a](b.md）") == ""
    assert problem(text, "d.md", "d.md)", "construct", inside="[a](b.md）")


def test_html_that_no_browser_would_read_is_compared_all_the_same() -> None:
    text = "[a](b.md)\n\n<div>\n<![foo bar]>\n</div>\n"
    assert problem(text, "b.md", "c.md") == ""
    assert problem(text, "foo", "bar")


def test_the_proof_of_twice_as_many_edits_is_twice_the_work() -> None:
    def steps(n: int) -> int:
        text = "[x](a.md)\n\n" * n
        edits = [Edit("a.md", at, at + 4, "b.md") for at in range(4, len(text), 11)]
        before, after = (read_for_proof(from_text("a.md", each), parser(NOTES)) for each in (text, apply(text, edits)))
        count = 0

        def trace(frame: FrameType, event: str, argument: object) -> object:
            nonlocal count
            count += event == "line"
            return trace

        earlier = sys.gettrace()
        sys.settrace(trace)
        try:
            assert damage(before, after, [Claim([edit], frozenset()) for edit in edits]) == ""
        finally:
            sys.settrace(earlier)
        return count

    assert steps(200) < 2.3 * steps(100)
