"""markdown-it's plugins work in our frame as in its own: the same stream, the same HTML, and with spans."""

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token as StockToken
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.field_list import fieldlist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.substitution import substitution_plugin
from mdit_py_plugins.superscript import superscript_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from markdown.test_stock import EXAMPLES
from markdown.tools import STOCK, as_stock_gives_it, every, stock, stream
from notelint.markdown import Features, Parser, Token, frame

# Plugin, text of its own, and what stands in the source for each token of the type.
PLUGINS = [
    (footnote_plugin, "a[^1] *b*\n\n> - [^1]: c\n>\n>       d *e*\n", "footnote_ref", ["[^1]"]),
    (footnote_plugin, "> a ^[b *c*] d\n", "footnote_ref", ["^[b *c*]"]),
    (dollarmath_plugin, "a $b$ $$c$$\n\n> $$\n> d\n> $$ (e)\n", "math_inline", ["$b$", "$c$"]),
    (dollarmath_plugin, "- $$\n  a\n  $$\n", "math_block", ["$$\n  a\n  $$"]),
    (deflist_plugin, "> a\n> : b\n>\n>   c *d*\n> : e\n", "dd_open", None),
    (tasklists_plugin, "- [ ] a\n- [x] b *c*\n", "list_item_open", None),
    (front_matter_plugin, "---\na: b\n---\nc *d*\n", "front_matter", ["---\na: b\n---"]),
    (admon_plugin, "!!! note a\n    b *c*\n\n    d\n", "admonition_open", None),
    (attrs_plugin, "*a*{.b #c} `d`{e=f}\n", "code_inline", ["`d`"]),
    (attrs_block_plugin, "{.a}\nb\n\n{#c}\n# d\n", "heading_open", None),
    (gfm_autolink_plugin, "> a www.b.c https://d.e/f) x@y.z\n", "text", None),
    (sub_plugin, "a H~2~O\n", "sub_open", None),
    (superscript_plugin, "> a b^c^\n", "sup_open", None),
    (myst_role_plugin, "- a {b}`c` d\n", "myst_role", ["{b}`c`"]),
    (myst_block_plugin, "% a\n\n+++ b\n\n(c)=\n", "myst_target", ["(c)="]),
    (colon_fence_plugin, "> :::{a}\n> b\n> :::\n", "colon_fence", [":::{a}\n> b\n> :::"]),
    (fieldlist_plugin, ":a: b\n    c\n:d *e*: f\n", "field_list_open", None),
    (anchors_plugin, "# a *b*\n", "heading_open", None),
    (amsmath_plugin, "\\begin{align}\na\n\\end{align}\n", "amsmath", None),
    (substitution_plugin, "a {{ b }} *c*\n\n{{ d }}\n", "substitution_inline", ["{{ b }}"]),
]


@pytest.mark.parametrize(("plugin", "own"), [row[:2] for row in PLUGINS])
def test_a_plugin_gives_the_stream_that_it_gives_in_markdown_it(plugin, own):
    theirs, ours = stock().use(plugin), frame(STOCK).use(plugin)
    for text in (own, *EXAMPLES):
        assert stream(as_stock_gives_it(ours.parse(text))) == stream(theirs.parse(text))
    tokens = as_stock_gives_it(ours.parse(own, env := {}))
    assert ours.renderer.render(tokens, ours.options, env) == theirs.render(own)


@pytest.mark.parametrize(("plugin", "text", "kind", "expected"), [row for row in PLUGINS if row[3]])
def test_the_tokens_of_a_plugin_have_spans(plugin, text, kind, expected):
    parser = Parser(STOCK)
    parser.md.use(plugin)
    tokens = list(every(parser.parse(text).tokens))
    assert [text[t.start : t.end] for t in tokens if t.type == kind] == expected
    assert all(0 <= t.start <= t.end <= len(text) for t in tokens)
    emphasis = [text[t.start : t.end] for t in tokens if t.type == "em_open"]
    assert emphasis == ["*"] * len(emphasis)


def test_spans_of_the_frame_are_those_of_the_parser():
    text = "> a *b* [c](d)\n> | e | `f\\|g` |\n\n| e | `f\\|g` |\n|---|---|\n"
    by_frame = [(t.type, t.start, t.end) for t in every(frame(STOCK).parse(text))]
    assert by_frame == [(t.type, t.start, t.end) for t in every(Parser(STOCK).parse(text).tokens)]


def test_inline_text_can_be_parsed_alone():
    assert frame(STOCK).renderInline("a *b*") == stock().renderInline("a *b*")


def test_a_rule_of_the_block_ruler_gets_its_tokens_placed():
    def shout(state, start, end, silent):
        if not state.src.startswith("!!", state.bMarks[start] + state.tShift[start]):
            return False
        if not silent:
            opening = StockToken("shout_open", "p", 1, map=[start, start + 1], block=True)
            text = StockToken("inline", "", 0, content="a *b*", map=[start, start + 1], children=[], block=True)
            closing = StockToken("shout_close", "p", -1, block=True)
            state.tokens += [opening, text, closing, StockToken("nowhere", "", 0)]
            state.line = start + 1
        return True

    parser = Parser(STOCK)
    parser.md.block.ruler.before("paragraph", "shout", shout)
    text = "> !! a *b*\n> !! a *b* a *b*\n"
    tokens = parser.parse(text).tokens
    spans = [text[t.start : t.end] for t in tokens if t.type == "inline"]
    assert spans[0] == "a *b*"
    emphasis = [t for t in every(tokens) if t.type == "em_open"]
    assert text[emphasis[0].start : emphasis[0].end + 1] == "*b"
    assert (emphasis[1].start, emphasis[1].end) == (-1, -1)  # it is not known which of the two it is
    assert [t.start for t in tokens if t.type == "nowhere"] == [-1, -1]
    assert [text[t.start : t.end] for t in tokens if t.type == "shout_close"] == ["", ""]


def test_a_rule_of_the_inline_ruler_may_change_the_text_before_it():
    def arrow(state, silent):
        if not state.src.startswith("->", state.pos):
            return False
        if not silent:
            state.pending += "→"
        state.pos += 2
        return True

    def plugin(md: MarkdownIt) -> None:
        md.inline.add_terminator_char("-")
        md.inline.ruler.before("escape", "arrow", arrow)

    theirs, ours = stock().use(plugin), frame(STOCK).use(plugin)
    for text in ("a -> b *c*", "->", "*a -> b*", "a->*b*->c"):
        tokens = ours.parse(text)
        assert all(text[t.start : t.end] == t.content for t in every(tokens) if t.type == "text")
        assert stream(as_stock_gives_it(tokens)) == stream(theirs.parse(text))


def test_a_rule_of_the_second_inline_ruler_runs_too():
    seen = []
    ours = frame(Features(mark=True))
    ours.inline.ruler2.push("count", lambda state: seen.append(len(state.tokens)))
    assert ours.render("a ==b== *c* ~~d~~ **e**") == "<p>a <mark>b</mark> <em>c</em> <s>d</s> <strong>e</strong></p>\n"
    assert len(seen) == 1


def test_pending_text_can_be_appended_to_and_pushed():
    def rule(state, silent):
        if not state.src.startswith("@", state.pos):
            return False
        if not silent:
            state.append_pending("@")
            state.append_pending("!")
            assert state.pending.endswith("@!")
            state.pushPending()
            state.pending = "?"
            state.pending = ""
            state.tokens.append(StockToken("at", "", 0))
        state.pos += 1
        return True

    md = frame(STOCK)
    md.inline.add_terminator_char("@")
    md.inline.ruler.before("escape", "at", rule)
    children = md.parse("a @ b")[1].children
    assert [(t.type, t.content) for t in children] == [("text_special", "a @!"), ("at", ""), ("text", " b")]
    assert (children[1].start, children[1].end) == (2, 3)


def test_definitions_can_be_shown_as_markdown_it_shows_them():
    theirs, ours = stock(), frame(STOCK)
    for md in (theirs, ours):
        md.options["inline_definitions"] = True
    text = "[a]: /b\n\n[a]\n"
    assert [t.type for t in ours.parse(text)] == [t.type for t in theirs.parse(text)]


def test_a_rule_that_does_not_advance_is_an_error():
    md = frame(STOCK)
    md.block.ruler.before("paragraph", "stuck", lambda state, start, end, silent: not silent)
    with pytest.raises(RuntimeError, match="did not advance"):
        md.parse("a")


def test_alerts_and_task_lists_of_markdown_it_itself_still_work():
    text = "> [!NOTE]\n> a\n\n- [ ] b\n- [x] c\n"
    theirs, ours = stock(), frame(STOCK)
    for md in (theirs, ours):
        md.options["alerts"] = md.options["tasklists"] = True
    assert ours.render(text) == theirs.render(text)


def test_our_footnotes_and_math_are_those_of_the_plugins_but_for_what_is_documented():
    text = "a[^1] $b$ $$c$$ 3$ d $ e$\n\n[^1]: f\n\n    g\n\n$$\nh\n$$\n"
    theirs = (
        stock().use(footnote_plugin).use(dollarmath_plugin, allow_digits=False, allow_space=False, double_inline=True)
    )
    ours = frame(Features())
    kinds = ("footnote_ref", "math_inline", "math_inline_double", "math_block")
    shapes = [
        [(t.type, t.content.strip(), t.markup) for t in every(md.parse(text)) if t.type in kinds]
        for md in (theirs, ours)
    ]
    assert shapes[0] == shapes[1]


def test_dictionaries_that_are_shared_refuse_to_be_written_to():
    token = Token("a", "", 0)
    with pytest.raises(TypeError, match="assign a new one"):
        token.attrs["b"] = "c"
    token.attrSet("b", "c")
    token.attrPush(("d", "e"))
    token.attrJoin("d", "f")
    token.attrJoin("g", "h")
    assert token.attrItems() == [("b", "c"), ("d", "e f"), ("g", "h")]
    assert (token.attrGet("d"), token.copy(type="i").type, token.at(0), token.span(0, 1)) == ("e f", "i", -1, (-1, -1))
