"""Each inline construct has its exact span, in a paragraph and in every container."""

import pytest

from markdown.marked import spans
from markdown.tools import CONTAINERS, KINDS, NOTES, document, every, found, wrapped

# Kind and text; what the construct covers stands in ⟦⟧.
EXAMPLES = [
    ("link", "a ⟦[b](c)⟧ ⟦[d](<e f> 'g')⟧ ⟦[h]( i (j) )⟧, ⟦[k](l(m)n)⟧) ⟦[](o)⟧"),
    ("link", 'a ⟦[*b* `]` \\]](c "d)")⟧ [e] (f) [g](h i) ⟦[中（文）](路径)⟧。'),
    ("link", "a [b ⟦[c](d)⟧ e](f) ⟦[![g](h)](i)⟧ ⟦[j]()⟧"),
    ("link", "a ⟦<http://b.c>⟧ ⟦<d@e.f>⟧ <g h> ⟦<mailto:i@j>⟧ ⟦<http://中.文/k>⟧"),
    ("link", "a ⟦http://b.c/d?e=f⟧, (⟦https://g.h/i_(j)⟧) ⟦www.k.l⟧! **⟦http://m.n⟧** ⟦http://o.p⟧&amp; http://"),
    ("link", 'a [⟦http://b.c/[d]⟧] e ⟦https://f.g：中⟧ ⟦ftp://h.i⟧; ahttp://j.k/ www. ⟦HTTP://L.M⟧"'),
    ("image", "a ⟦![b](c)⟧ ⟦![*d* ⟦![e](f)⟧](g 'h')⟧! ⟦![](i)⟧ !\\[j](k) [⟦![l](m)⟧](n)"),
    ("code", "a ⟦`b`⟧ ⟦`` c ` d ``⟧ ⟦` e `⟧ \\`f ⟦`*g*`⟧ ⟦`中`⟧文 ``h`"),
    ("emphasis", "a ⟦*b*⟧ ⟦_c_⟧ d_e_f **g** *h * ⟦*i **j** k*⟧ ⟦*中*⟧文"),
    ("emphasis", "a ⟦***b** c*⟧ ⟦***d***⟧ \\*⟦*e*⟧ f"),
    ("emphasis", "a ⟦*b ⟦*c*⟧ d*⟧ ⟦***e***⟧ **f ⟦*g*⟧**"),
    ("strong", "a ⟦**b**⟧ ⟦__c__⟧ ⟦**d *e* f**⟧ *⟦**g**⟧* ⟦**h ⟦__i__⟧ j**⟧ ⟦**中文**⟧。"),
    ("strike", "a ⟦~~b~~⟧ ~c~ ⟦~~d *e* f~~⟧ *⟦~~g~~⟧*"),
    ("mark", "a ⟦==b==⟧ =c= == d == ⟦==e *f* g==⟧ **⟦==h==⟧** ⟦==中==⟧文 ⟦==⟦==i==⟧==⟧"),
    ("math", "a ⟦$b$⟧, $ c$ 3$ and 4$5 ⟦$d_1 * e_2*$⟧ \\$f$ g ⟦$\\$h$⟧ ⟦$中$⟧文"),
    ("display math", "a ⟦$$b$$⟧ ⟦$$ c _d_ $$⟧ ⟦$$\\$e$$⟧ $$$$"),
    ("HTML", "a ⟦<b>⟧*c*⟦</b>⟧ ⟦<img src='d>' alt=\"e\">⟧ ⟦<!-- f -->⟧ ⟦<br/>⟧ < g> ⟦<h-i j>⟧ 1 < 2"),
    ("wikilink", "a ⟦[[b]]⟧ ⟦![[c.png]]⟧ ⟦[[d#e]]⟧ ⟦[[#f]]⟧ ⟦[[中 文#节|别名]]⟧ [[]] [[g]"),
    ("wikilink", "a ⟦![[b.png|300]]⟧ ⟦[[c|d]]⟧ ⟦[[e#^f]]⟧ *⟦[[g]]⟧* ⟦[[h.pdf#page=2]]⟧"),
    ("footnote", "a⟦[^b]⟧ ⟦[^1]⟧⟦[^2]⟧ [^] [^c d] \\[^e] *⟦[^注]⟧*"),
    ("inline footnote", "a⟦^[b *c* [d](e)]⟧ ^ [f]"),
    ("comment", "a ⟦%% b %%⟧ 5 % ⟦%%*c*%%⟧ %%d"),
    ("shortcode", 'a ⟦{{< b c="d" >}}⟧ ⟦{{% e %}}⟧ ⟦{% f g %}⟧ ⟦{{ h.i }}⟧ { j } ⟦{{< k >}}l{{< /k >}}⟧ ⟦{{< m />}}⟧'),
    ("attributes", "a *b*⟦{.c}⟧ ![d](e)⟦{#f .g h=i}⟧ ⟦{: .j}⟧ {k}"),
    ("escape", "a ⟦\\*⟧b⟦\\*⟧ ⟦&amp;⟧ ⟦&#35;⟧ ⟦&#x1F600;⟧ ⟦\\c⟧ ⟦\\\\⟧ &nope;"),
]
TWO_LINES = [
    ("link", 'a ⟦[b\nc](d\n"e")⟧ f'),
    ("link", "a ⟦[b\nc](\nd\n'e\nf'\n)⟧ ⟦[g](h)⟧"),
    ("image", "a ⟦![b\nc](d)⟧ e"),
    ("code", "a ⟦`b\nc`⟧ d"),
    ("emphasis", "a ⟦*b\nc*⟧ d ⟦*e*⟧"),
    ("emphasis", "⟦*b*⟧\n⟦*c*⟧"),
    ("strong", "a ⟦**b\nc ⟦__d\ne__⟧ f**⟧"),
    ("strike", "a ⟦~~b\nc~~⟧"),
    ("mark", "a ⟦==b\nc==⟧ d"),
    ("math", "a ⟦$b\nc$⟧ d"),
    ("display math", "a ⟦$$b\nc$$⟧ d"),
    ("HTML", "a ⟦<b\nc='d'>⟧ e ⟦<!-- f\ng -->⟧"),
    ("inline footnote", "a⟦^[b\nc]⟧"),
    ("comment", "a ⟦%% b\nc %%⟧ d"),
    ("shortcode", "a ⟦{{< b\nc=d >}}⟧ e"),
]
ONE_LINE = ("heading", "table", "table in a quote in a list")


def check(kind: str, marked: str) -> None:
    text, expected = spans(marked)
    assert [text[a:b] for a, b in found(text, kind)] == [text[a:b] for a, b in expected]
    assert found(text, kind) == expected


@pytest.mark.parametrize(("kind", "marked"), EXAMPLES + TWO_LINES)
def test_a_construct_in_a_paragraph_has_its_exact_span(kind, marked):
    check(kind, marked)


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(("kind", "marked"), EXAMPLES)
def test_and_in_every_container(kind, marked, container):
    if "table" in container:
        marked = marked.replace("|", "\\|")
    check(kind, wrapped(marked, *CONTAINERS[container]))


@pytest.mark.parametrize("container", [name for name in CONTAINERS if name not in ONE_LINE])
@pytest.mark.parametrize(("kind", "marked"), TWO_LINES)
def test_on_two_lines_in_every_container(kind, marked, container):
    """The container's prefix stands inside the span, but at neither end of it."""
    first, rest = CONTAINERS[container]
    check(kind, wrapped(marked, first, rest))


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        ("link", '| ⟦[a\\|b](c\\|d "e\\|f")⟧ | ⟦[g](h)⟧ |'),
        ("code", "| a ⟦`b\\|c`⟧ d\\|e ⟦`f`⟧ | ⟦`\\|`⟧ |"),
        ("emphasis", "| ⟦*a\\|b*⟧ \\| ⟦*c*⟧ | ⟦_d_⟧ |"),
        ("emphasis", "⟦*a*⟧ \\| b | ⟦*c\\|*⟧"),
        ("wikilink", "| ⟦[[a\\|b]]⟧ ⟦![[c\\|300]]⟧ | \\| ⟦[[d#e\\|f]]⟧ |"),
        ("math", "| ⟦$a\\|b$⟧ ⟦$c$⟧ | \\| ⟦$d$⟧ |"),
        ("HTML", "| a\\|⟦<b c='d\\|e'>⟧ | ⟦</b>⟧ |"),
        ("link", "| \\| ⟦http://a.b/\\|c⟧ d | e |"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "> ", "- x\n\n  ", "> > "])
def test_an_escaped_pipe_in_a_cell_moves_no_span(kind, marked, prefix):
    later = prefix.rpartition("\n")[2]
    check(kind, f"{prefix}| a | b |\n{later}|---|---|\n{later}{marked}\n")


def test_links_with_labels_have_exact_spans():
    definitions = "\n\n[b]: /u\n[c d]: /v\n"
    check("link", "⟦[a][b]⟧ ⟦[b][]⟧ ⟦[b]⟧ ⟦[C\nD]⟧ [e] ⟦[*f*][c d]⟧ ⟦[b]⟧ (g)" + definitions)
    check("image", "⟦![a][b]⟧ ⟦![b][]⟧ ⟦![b]⟧ [e] > ⟦![c d]⟧" + definitions)
    check("link", "> ⟦[a\n> b][b]⟧ - ⟦[b]⟧" + definitions)


def test_the_parts_of_a_link_have_spans_too():
    text = "> - a [b](<c d>\n>   'e\n>   f') ![g](h\\)i \"j\") <k@l> www.m.n/&amp;\n"
    parts = [
        tuple(text[slice(*token.meta[name])] for name in ("dest", "title") if name in token.meta)
        for token in every(document(text).tokens)
        if "raw" in token.meta
    ]
    assert parts == [("c d", "'e\n>   f'"), ("h\\)i", '"j"'), ("k@l",), ("www.m.n/",)]


@pytest.mark.parametrize("container", ["quote", "quote, list, quote", "lazy line of a quote", "list with a tab"])
def test_a_hard_break_ends_with_its_line(container):
    text = wrapped("a  \nb\\\nc", *CONTAINERS[container])
    ends = [end for _, end in found(text, "hardbreak")]
    starts = [start for start, _ in found(text, "hardbreak")]
    assert [text[start : start + 2] for start in starts] == ["  ", "\\\n"]
    assert all(text[start:end].endswith("\n") for start, end in zip(starts, ends, strict=True))


def test_what_the_author_wrote_as_a_destination_is_kept_beside_the_normalised_one():
    text = "[a](中.md) <http://b.c/%C3%A4> www.d.e [f]( g&amp;h ) <i@j>"
    links = [t for t in every(document(text).tokens) if t.type == "link_open"]
    assert [(t.attrs["href"], t.meta["raw"], t.meta["kind"]) for t in links] == [
        ("%E4%B8%AD.md", "中.md", "inline"),
        ("http://b.c/%C3%A4", "http://b.c/%C3%A4", "autolink"),
        ("http://www.d.e", "http://www.d.e", "bare"),
        ("g&h", "g&h", "inline"),
        ("mailto:i@j", "mailto:i@j", "autolink"),
    ]


def test_every_kind_has_an_example():
    assert {kind for kind, _ in EXAMPLES} >= set(KINDS) - {"MDX"}


@pytest.mark.parametrize("text", [spans(marked)[0] for _, marked in EXAMPLES + TWO_LINES])
def test_every_text_is_its_slice_of_the_source(text):
    for token in every(document(text, NOTES).tokens):
        if token.type == "text":
            assert text[token.start : token.end] == token.content
