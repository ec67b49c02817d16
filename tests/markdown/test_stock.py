"""With CommonMark, tables and strikethrough, the stream and the HTML are those of markdown-it's own parser."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from markdown.tools import CONTAINERS, STOCK, as_stock_gives_it, stock, stream, wrapped
from notelint.markdown import parser

EXAMPLES = [
    '# *a* b #\n\n## ![c](d "e") ##\n#\n#no heading\n',
    "*a*\n[b](c)\n===\nd\n---\n\n***\n___\n- - -\n",
    "    code\n\n\tcode\n  \n      more\ntext\n",
    "```py x\na\n\n  b\n```\n~~~~\n~~~\n~~~~~\n`````\nnever closed\n",
    "<div>\n*a*\n\n</div>\n\n<!-- a\n\nb -->\n<b>\n*c*\n\n<?p ?>\n<!X y>\n<![CDATA[\n\n]]>\n",
    "> a\nb\n> c\n\n> d\n>\n> > e\nf\n",
    "- a\n\n  b\n- c\n* d\n+ e\n1. f\n2) g\n10. h\n",
    "- a\n  - b\n    - c\n      1. d\n\n         e\n- \n\n  f\n-\n  g\n",
    "a\n- b\n\na\n2. b\n\na\n1. b\n\na\n*\n",
    "- item 1\n - item 2\n  - item 3\n   - item 4\n    - no item\n",
    "| a | b |\n|:--|--:|\n| *c* `d\\|e` | [f](g) |\n| h |\n| i | j | k |\nl\n\n| m\n|--\nn | o\n",
    "a | b\n-|-\nc\\|d | `e\\|f`\n> quote\n",
    "| no |\n| table | here |\n|---|\n\n|-\n|-|\n- |\n",
    "***a** b* **a *b*** ***a*** ****a**** *****a***** __a_ _b__ *a**b**c* a_b_c\n",
    "~~a~~ ~b~ ~~~c~~~ ~~~~d~~~~ *~~e~~* ~~*f~~*\n",
    "[a](b) [c](<d e> 'f') [g]( h (i) ) [j](k(l)m) [n](o\\)p) [](q) [r]() [s](t\n\"u\"\nv) [w](javascript:x)\n",
    "[a][b] [c][] [d] ![e][b] ![c][] ![d] [f][ B ] [g]\n\n[b]: /b 't'\n[c]:\n  /c\n[d]: </d e>\n[b]: /again\n",
    '[a]: /u "t" x\n[b]: /u\n"t\ns"\n[c]:\n[\nd\n]: e\n[d]: x\nf\n',
    "[![a](b)](c) ![d [e](f) ![g](h) *i*](j) [k [l](m) n](o) [p <q>](r>)\n",
    "a `` b ` c `` d `e ` ``` f\n`g\nh`\n",
    "a  \nb\\\nc   d \n e\\\n",
    "&amp; &copy; &#35; &#x1F600; &nope; \\* \\a \\\\ \\[a](b)\n",
    "<http://a.b> <A@b.c> <mailto:d@e> <http://f.g/%C3%A4?h=i&j> <http://xn--nxa.k> <no url>\n",
    "<b>*a*</b> <!-- x --> <?p?> <c d='e' f> </g > <h i=j/> < k> <l m=>\n",
    "中文**粗体：**后 **a（b）**c 、*d*。 😀*e*😀\n",
    "\u00a0a\u3000\n\n\u3000b\u2003 c\n\vd\n",
    "a\\\n> b\n1. c\n   > d\n   e\n",
    "> ```\na\n\n- ```\nb\n\n> <div>\nc\n\n```\n```x\n``` \n\n> a\n      - b\n",
    "[a]: javascript:x\n\n| a | b |\n|-||-|\n\n| a |\n|-|\n    b\n\n| a |\n|-|\n\u3000\nc\n",
    "~~~~~a~~~~~ b ~~~c~~ ~~d~~~\n\n*~~~~~e~~~~~*\n[f](g '') [h](i \"\") [j][k\n",
    "a | b\n--- | ---\n- c\n\n1. a\n   b\n 2. c\n\n10) d\n  - e\n",
]


def same(text: str) -> None:
    theirs = stock()
    ours = parser(STOCK)
    tokens = as_stock_gives_it(ours.parse(text).tokens)
    assert stream(tokens) == stream(theirs.parse(text))
    assert ours.md.renderer.render(tokens, ours.md.options, {}) == theirs.render(text)


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_are_parsed_as_markdown_it_parses_them(text):
    same(text)


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("text", EXAMPLES)
def test_and_in_every_container_too(text, container):
    same(wrapped(text, *CONTAINERS[container]))


@pytest.mark.parametrize("text", ["", "\n", " ", "\t\n \n", "a", "- ", ">", "# ", "```", "| a |\n|---|", "a\n="])
def test_texts_with_next_to_nothing_in_them(text):
    same(text)


# What most Markdown is made of: random rows of these are near all the rules' borders.
PIECES = [
    "a",
    "b ",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "~",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](u)",
    "[x]",
    "[r]",
    "`",
    "``",
    "\n",
    "\n\n",
    "> ",
    ">",
    "- ",
    "-",
    "1. ",
    "2) ",
    "+ ",
    "\t",
    "    ",
    "  ",
    "# ",
    "---",
    "===",
    "```\n",
    "~~~",
    "<b>",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<a@b.c>",
    "<http://x.y>",
    "&amp;",
    "&#65;",
    "\\",
    "\\*",
    "[r]: /u\n",
    "'t'",
    '"t"',
    "：",
    "。",
    "中",
    "😀",
    "  \n",
    "\\\n",
    "!",
    "é",
    "\xa0",
    "\u3000",
    ":",
]
PIECES += ["|", "\\|", "| ", "|--|", "|-|-|\n", "| a |\n|---|\n", "\n| "]
fragments = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)


@settings(max_examples=800)
@example("- a\n>\t-\tb\n> \tc\n")
@example("> |a|\n> |-|\n>\t|b|\nc")
@given(fragments)
def test_random_fragments_are_parsed_as_markdown_it_parses_them(text):
    same(text)


def test_a_list_marker_behind_a_tab_is_no_text_as_it_is_in_markdown_it():
    text = "> - >  - a\n>   >    - b\n>   > \t - c\n"
    assert "<li>- c</li>" in stock().render(text)
    ours = parser(STOCK)
    assert "<li>c</li>" in ours.md.render(text)


def test_deep_nesting_ends_where_markdown_it_ends_it():
    same("> " * 30 + "a\n")
    same("".join("  " * depth + "- a\n" for depth in range(30)))
    same("*a " * 40 + "b*" * 40)
    same("[" * 40 + "a" + "](b)" * 40)
    same("!" + "[![" * 30 + "a" + "](b)" * 60)


def test_options_of_markdown_it_are_kept():
    text = "<b>a</b>\n\n<div>\n\nc\n"
    theirs, ours = stock(), parser_without_html()
    theirs.options["html"] = False
    assert ours.render(text) == theirs.render(text)


def parser_without_html():
    from notelint.markdown import frame

    md = frame(STOCK)
    md.options["html"] = False
    return md


@pytest.mark.parametrize("name", ["code", "lheading", "hr", "list", "reference", "blockquote", "fence", "html_block"])
def test_block_rules_can_be_switched_off(name):
    from notelint.markdown import frame

    theirs, ours = stock().disable(name), frame(STOCK)
    ours.disable(name)
    for text in EXAMPLES:
        tokens = as_stock_gives_it(ours.parse(text))
        assert stream(tokens) == stream(theirs.parse(text))


@pytest.mark.parametrize(
    "name", ["emphasis", "backticks", "link", "image", "autolink", "html_inline", "entity", "escape"]
)
def test_inline_rules_can_be_switched_off(name):
    from notelint.markdown import frame

    theirs, ours = stock().disable(name), frame(STOCK)
    ours.disable(name)
    for text in EXAMPLES:
        tokens = as_stock_gives_it(ours.parse(text))
        assert stream(tokens) == stream(theirs.parse(text))
