"""Each block has its exact span: from its own first character to the end of its last line that is not blank."""

import pytest

from markdown.marked import spans
from markdown.tools import EVERYTHING, NOTES, document, every, found, slices, wrapped
from notelint.markdown import Definition

EXAMPLES = [
    ("heading_open", "⟦# a *b* #⟧\n\n⟦## c⟧\n⟦#⟧\n#d\n"),
    ("heading_open", "⟦a\nb\n===⟧\n\nc\n\n⟦d\n---⟧\n---\n"),
    ("hr", "a\n\n⟦***⟧\n⟦- - -⟧\n⟦___⟧\n"),
    ("fence", "⟦```py\na\n\nb\n```⟧\nc\n⟦~~~~\n~~~\n~~~~⟧\n"),
    ("fence", "a\n⟦```\nb\n\nc⟧\n"),
    ("html_block", "⟦<div>\na⟧\n\nb\n\n⟦<!-- c\n\nd -->⟧\ne\n"),
    ("table_open", "a\n\n⟦| b | c |\n|---|---|\n| d | e |⟧\n\nf\n\n⟦g|h\n-|-⟧\n"),
    ("blockquote_open", "a\n\n⟦> b\nc⟧\n\n⟦> ⟦> d\n> e⟧⟧\n"),
    ("list_item_open", "⟦- a\n\n  b⟧\n⟦- c\n  ⟦1. d⟧⟧\n⟦* e⟧\n\nf\n"),
    ("paragraph_open", "⟦a\nb⟧\n\n\n⟦c⟧\n# d\n⟦e⟧\n"),
    ("math_block", "⟦$$\na\n\n- b\n$$⟧\nc\n\n⟦$$d$$⟧\n\n⟦$$ e\nf $$⟧\n"),
    ("math_block", "a\n⟦$$\nb\n$$⟧\nc $$d$$\n\n$$e\n"),
    ("comment", "a\n⟦%%\nb\n\n# c\n%%⟧\nd\n\n⟦%% e %%⟧\n\n%% f\n"),
    ("comment", "⟦{{/* a\n\nb */}}⟧\n\n⟦{# c #}⟧\n"),
    ("container_open", "⟦:::note a\nb\n:::⟧\nc\n\n⟦::::tip\n⟦:::x\nd\n:::⟧\n::::⟧\n"),
    ("container_open", "⟦::: {.note #a}\n- b\n:::⟧\n\n⟦:::x[c *d*]{e=f}\n```\n:::\n```\n\n:::⟧\n::: \n"),
    ("admonition_open", '⟦!!! note "a"\n    b\n\n    c⟧\n\nd\n⟦??? tip\n    e⟧\n⟦=== "f"\n    g⟧\n'),
    ("footnote_reference_open", "a[^b]\n\n⟦[^b]: c\nd⟧\n\n⟦[^e]: f\n\n    g\n    - h⟧\n\ni\n⟦[^j]:\n    k⟧\n"),
    ("attributes", "a\n⟦{#b .c}⟧\n\n⟦{: d=e}⟧\n{f}\n"),
    ("shortcode", '⟦{{< a b="c" >}}⟧\n\nd\n⟦{{% e %}}⟧\n⟦{% f %}⟧\n\n⟦{{ g }}⟧ h\n'),
    ("shortcode", "⟦{{< a >}}\n*b*\n\nc\n{{< /a >}}⟧\n\nd\n\n⟦{% raw %}\n# e\n{% endraw %}⟧\n"),
    ("shortcode", "⟦{{< a\n  b >}}⟧\n\n⟦{{ c }}⟧\n\n⟦{{< d />}}⟧\n"),
]
MDX = [
    ("mdx", "⟦import A from 'b'\nimport C from 'd'⟧\n\n⟦export const e = 1⟧\n\nimport f\n"),
    ("mdx", "⟦{a.map(b => {\n\n  c\n})}⟧\n\n⟦<D e={f}>⟧\n\n*g*\n\n⟦</D>⟧\n\n⟦<><h.i/></>⟧\n"),
    ("comment", "⟦{/* a\n\nb */}⟧\n\nc ⟦{/* d */}⟧\n"),
    ("mdx", "a ⟦{b}⟧ ⟦<C d={e}>⟧f⟦</C>⟧ ⟦<g.h />⟧ { i\n"),
]
PREFIXES = {
    "quote": ("> ", "> "),
    "list": ("- ", "  "),
    "quote in a list in a quote": ("> 1. > ", ">    > "),
    "list with a tab": ("-\t", "\t"),
    "callout": ("> [!NOTE]- a\n>\n> ", "> "),
    "footnote": ("[^x]: ", "    "),
    "admonition": ("!!! x\n    ", "    "),
}


def check(kind: str, marked: str, features=NOTES) -> None:
    text, expected = spans(marked)
    assert [text[a:b] for a, b in found(text, kind, features)] == [text[a:b] for a, b in expected]
    assert found(text, kind, features) == expected


@pytest.mark.parametrize(("kind", "marked"), EXAMPLES)
def test_a_block_has_its_exact_span(kind, marked):
    check(kind, marked)


@pytest.mark.parametrize(("kind", "marked"), MDX)
def test_so_have_the_blocks_and_expressions_of_mdx(kind, marked):
    check(kind, marked, EVERYTHING)


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(("kind", "marked"), EXAMPLES)
def test_and_in_containers(kind, marked, prefix):
    text, expected = spans(wrapped(marked, *PREFIXES[prefix]))
    filler = "x" if kind == "heading_open" else "# x"
    containers = found(wrapped(filler, *PREFIXES[prefix]), kind)  # which may be of the kind themselves
    blocks = found(text, kind)
    assert {text[a:b] for a, b in expected} <= {text[a:b] for a, b in blocks}
    assert set(expected) <= set(blocks)
    assert len(blocks) == len(expected) + len(containers)


DEFINITIONS = [
    ("⟦[a]: /b⟧\n⟦[c]: <d e> 'f'⟧\n⟦[g h]:\n  /i\n  (j)⟧\nk\n", ["/b", "d e", "/i"], [None, "'f'", "(j)"]),
    ("⟦[a]: /b⟧\n⟦[A]: /c⟧\n⟦[\na\n]: /d⟧\n[e]:\n\n[f]: g h\n[]: i\n", ["/b", "/c", "/d"], [None] * 3),
    ('⟦[a\\]]: b\\⟧\n⟦[c]: d\n"e\nf"⟧\n[g] : h\n', ["b\\", "d"], [None, '"e\nf"']),
    ("a\n[b]: /c\n\n⟦[d]: /e⟧\n'f\n", ["/e"], [None]),
]


@pytest.mark.parametrize(("marked", "destinations", "titles"), DEFINITIONS)
def test_link_definitions_have_spans_down_to_their_titles(marked, destinations, titles):
    text, expected = spans(marked)
    known = document(text).definitions
    assert [(d.start, d.end) for d in known] == expected
    assert [text[slice(*d.dest)] for d in known] == destinations
    assert [d.title and text[slice(*d.title)] for d in known] == titles
    assert all(text[d.label_at[0] - 1] + text[d.label_at[1]] in ("[]", "[\n") for d in known)


@pytest.mark.parametrize(
    "prefix", [("> ", "> "), ("- ", "  "), ("> - > ", ">   > "), ("-\t", "\t"), ("[^x]: ", "    ")]
)
@pytest.mark.parametrize("marked", [marked for marked, _, _ in DEFINITIONS])
def test_and_so_they_have_in_containers(marked, prefix):
    text, expected = spans(wrapped(marked, *prefix))
    assert [(d.start, d.end) for d in document(text).definitions if d.kind == "link"] == expected


def test_a_footnote_is_a_definition_too_and_duplicates_are_kept():
    text = "[^a]: b\n[^a]: c [d]: e\n\n[f]: /g\n[F]: /h\n\n[^a] [^i] [f]\n"
    first, second, *links = document(text).definitions
    assert first == Definition("footnote", "a", "a", 0, 7, label_at=(2, 3))
    assert (second.kind, text[second.start : second.end]) == ("footnote", "[^a]: c [d]: e")
    assert [(d.label, d.key, d.raw) for d in links] == [("f", "F", "/g"), ("F", "F", "/h")]
    tokens = list(every(document(text).tokens))
    assert [t.meta["defined"] for t in tokens if t.type == "footnote_ref"] == [True, False]
    assert next(t for t in tokens if t.type == "link_open").attrs == {"href": "/g"}


def test_tasks_know_their_box():
    text = "- [ ] a\n- [x] b\n  1. [X] c\n* [y] d\n* [ ]e\n> - [x]\tf\n"
    items = [t for t in document(text).tokens if t.type == "list_item_open"]
    boxes = [(t.meta["task"], text[slice(*t.meta["task_at"])]) for t in items if "task" in t.meta]
    assert boxes == [(" ", "[ ]"), ("x", "[x]"), ("X", "[X]"), ("x", "[x]")]


def test_two_dollars_above_a_rule_are_no_heading():
    assert slices("$$\na\n---\n$$\n---\n", "heading_open") == []
    assert slices("$$\na\n$$\n---\nb\n", "heading_open") == []
    assert slices("a\n$$\nb\n$$\n---\n", "hr") == ["---"]


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE] a\n> b\n",
        ">[!NOTE]\n>b\n",
        "> [!tip]- a *b*\n> c\n",
        "- > [!x]+ a\n  > b\n",
        "> > [!a] b\n> > c\n",
    ],
)
def test_a_callout_is_a_quote_whose_text_begins_with_its_kind(text):
    tokens = document(text).tokens
    at = next(i for i in range(len(tokens) - 1, -1, -1) if tokens[i].type == "blockquote_open")
    assert [t.type for t in tokens[at : at + 3]] == ["blockquote_open", "paragraph_open", "inline"]
    assert tokens[at + 2].content.startswith("[!")
    assert text[tokens[at + 2].start :].startswith("[!")


def test_callouts_back_to_back_are_one_quote_and_with_a_blank_line_two():
    assert len(slices("> [!a] b\n> [!c] d\n", "blockquote_open")) == 1
    assert slices("> [!a] b\n\n> [!c] d\n", "blockquote_open") == ["> [!a] b", "> [!c] d"]


def test_content_offsets_lead_back_to_the_source():
    text = "> - ```\n>   a\n>\n>     b\n>   ```\n>\n>   $$\n>   c\n>   $$\n>\n>   <div>\n>   d\n"
    for kind, word in (("fence", "b"), ("math_block", "c"), ("html_block", "d\n")):
        token = next(t for t in document(text).tokens if t.type == kind)
        offset = token.content.index(word)
        assert text[token.at(offset)] == word[0]
        assert text[slice(*token.span(offset, offset + 1))] == word[0]


def test_a_tab_that_a_container_splits_has_no_offsets_of_its_own():
    text = "-\t\ta\n\n>\t\tb\n"
    codes = [t for t in document(text).tokens if t.type == "code_block"]
    assert [t.content for t in codes] == ["  a\n", "  b\n"]
    assert [text[t.at(2)] for t in codes] == ["a", "b"]
    assert [text[t.at(0)] for t in codes] == ["\t", "\t"]
    assert [text[slice(*t.span(0, 2))] for t in codes] == ["\t", "\t"]
