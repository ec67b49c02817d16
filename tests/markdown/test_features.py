"""What a feature switches on is not recognised without it; and what each construct says of itself."""

import pytest

from markdown.marked import spans
from markdown.test_block_spans import EXAMPLES as BLOCKS
from markdown.test_block_spans import MDX
from markdown.test_inline_spans import EXAMPLES, TWO_LINES
from markdown.tools import EVERYTHING, KINDS, NOTES, NOTHING, document, every, slices
from notelint.markdown import Features, frame, parser

FEATURE_OF = {
    "mark_open": "mark",
    "math_inline": "math",
    "math_inline_double": "math",
    "math_block": "math",
    "wikilink": "wikilinks",
    "footnote_ref": "footnotes",
    "footnote_reference_open": "footnotes",
    "footnote_inline_open": "inline_footnotes",
    "s_open": "strikethrough",
    "table_open": "tables",
    "container_open": "containers",
    "admonition_open": "admonitions",
    "attributes": "attributes",
    "shortcode": "shortcodes",
    "mdx": "mdx",
}
TEXTS = [spans(marked)[0] for _, marked in (*EXAMPLES, *TWO_LINES, *BLOCKS, *MDX)]


@pytest.mark.parametrize("kind", FEATURE_OF)
def test_without_its_feature_a_construct_is_text(kind):
    feature = FEATURE_OF[kind]
    values = {name: getattr(EVERYTHING, name) for name in Features.__struct_fields__}
    without = Features(**{**values, feature: False})
    assert any(slices(text, kind, EVERYTHING) for text in TEXTS)
    assert not any(slices(text, kind, without) for text in TEXTS)
    assert not any(slices(text, kind, NOTHING) for text in TEXTS)


def test_with_everything_off_bare_urls_and_comments_are_text():
    assert slices("a http://b.c %% d %% {/* e */}\n\n%%\nf\n%%\n", "link", NOTHING) == []
    assert slices("a %% d %% {/* e */}\n\n%%\nf\n%%\n", "comment", NOTHING) == []


def test_by_default_a_note_is_what_github_renders():
    on = {kind for kind in KINDS if any(slices(text, kind, Features()) for text in TEXTS)}
    github = {
        "link",
        "image",
        "code",
        "emphasis",
        "strong",
        "strike",
        "math",
        "display math",
        "HTML",
        "footnote",
        "escape",
    }
    assert on == github


def test_lazily_parsed_blocks_get_children_only_where_something_can_be_found():
    document = parser(NOTES).parse("a *b*\n\nc [d](e)\n", lazy=True)
    inlines = [t for t in document.tokens if t.type == "inline"]
    assert [t.children is None for t in inlines] == [True, False]
    assert [t.type for t in document.inline(inlines[0])] == ["text", "em_open", "text", "em_close"]
    assert document.inline(inlines[0]) is inlines[0].children


def test_a_document_s_definitions_stay_its_own_whatever_is_parsed_after_it():
    markdown = parser(NOTES)
    first = markdown.parse("[y]: target\n")
    second = markdown.parse("text\n")
    assert [t.type for t in first.pieces("[x][y]")] == ["link_open", "text", "link_close"]
    assert [t.type for t in second.pieces("[x][y]")] == ["text"]


def test_with_definitions_every_block_is_worth_a_look():
    inlines = [t for t in parser(NOTES).parse("a\n\n[b]: c\n", lazy=True).tokens if t.type == "inline"]
    assert inlines[0].children is not None


def test_blocks_begin_at_the_line_asked_for():
    text = "---\na: b\n---\n# c\n"
    tokens = parser(NOTES).parse(text, start_line=3).tokens
    assert (tokens[0].type, text[tokens[0].start : tokens[0].end], tokens[0].map) == ("heading_open", "# c", [3, 4])


def test_the_frame_parses_nothing_of_nothing():
    assert frame(NOTES).parse("") == []


@pytest.mark.parametrize(
    ("text", "name", "content"),
    [
        ("# a {#b}", "b", "a"),
        ("# a {: #b .c d='e'}", "b", "a"),
        ("a {.c}\n===", None, "a"),
        ("# a {b}", None, "a {b}"),
        ("# {#b}", "b", ""),
    ],
)
def test_a_heading_has_its_attributes_and_its_text_without_them(text, name, content):
    opened, inline, _ = document(text).tokens
    assert (opened.meta.get("id"), inline.content) == (name, content)
    assert text[inline.start : inline.end] == content
    if "attributes" in opened.meta:
        assert text[slice(*opened.meta["attributes"])] == text[text.index("{") : text.index("}") + 1]


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        (":::note a *b*\nc\n:::", "note", "a *b*"),
        (":::note[a] {.b}\nc\n:::", "note", "a"),
        ("::: {.tip #x} a :::\nb\n:::", "tip", "a"),
        ("!!! note\n    a", "note", ""),
        ('!!! note extra "a b"\n    c', "note", "a b"),
        ('=== "a"\n    b', "tab", "a"),
        ('???+ "a"\n    b', "", "a"),
    ],
)
def test_a_container_says_its_kind_and_title(text, kind, title):
    opened = document(text).tokens[0]
    assert (opened.meta["kind"], opened.meta["title"]) == (kind, title)
    assert text[slice(*opened.meta["title_at"])] == title


def test_a_wikilink_says_where_it_leads():
    text = "[[ a b # c | d ]] ![[e.png|300]] [[#f]] [[g]]"
    links = [t.meta for t in every(document(text).tokens) if t.type == "wikilink"]
    assert [(m["target"], m["fragment"], m["alias"], m["embed"]) for m in links] == [
        ("a b", "c", "d", False),
        ("e.png", None, "300", True),
        ("", "f", None, False),
        ("g", None, None, False),
    ]
    assert [text[slice(*m["dest"])].strip() for m in links] == ["a b # c", "e.png", "#f", "g"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{< a >}} b {{< /a >}} c {{< d/>}}", ["a", "d"]),
        ("a {{< b >}} c {{< d >}} e {{< b >}}", ["b", "d", "b"]),
        ("a {{< /b >}} {{% c %}} {{ d", ["b", ""]),
        ('[a]({{< ref "b c" >}})', []),
    ],
)
def test_a_shortcode_says_its_name(text, names):
    assert [t.meta["name"] for t in every(document(text).tokens) if t.type == "shortcode"] == names


def test_a_shortcode_may_be_a_destination():
    text = '[a]({{< ref "b c" >}}) [d]({{< e'
    assert slices(text, "link") == ['[a]({{< ref "b c" >}})']
    assert slices(text, "link", Features()) == []


@pytest.mark.parametrize(
    "text",
    ["[a](" + "(" * 33 + ")" * 34, "[a](b\\ c)", "[a](b (c(d))", "[a](<b", "[a](b 'c)", "[a](b\nc)", "[a](\n", "[a](b"],
)
def test_what_is_no_destination_makes_no_link(text):
    assert slices(text, "link") == []


@pytest.mark.parametrize("inner", ["$b$", "^[e]", "%%f%%", "{{< g >}}", "{#h}", "{i}", "<J k={l}>", "http://m.n"])
def test_what_stands_in_a_links_text_is_read_too(inner):
    text = f"[a {inner} b](c) ![a {inner} b](c)"
    assert text[: text.index(")") + 1] in slices(text, "link", EVERYTHING)
    assert len(slices(text, "image", EVERYTHING)) == 1
    assert slices("http://) (http://", "link") == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("$$\na \\$$ b\n$$\nc", "math_block", ["$$\na \\$$ b\n$$"]),
        ("%%\na\n%% b *c*\n", "comment", ["%%\na\n%%"]),
        ("a\n{{ b }}\nc", "paragraph_open", ["a\n{{ b }}\nc"]),
        ("```\n{{< a >}}\n```\n\n{{< /a >}}\n", "shortcode", ["{{< /a >}}"]),
        ("> a\n      :::b\n", "container_open", []),
        (":::a\nb\n    :::\n:::\nd\n:::", "container_open", [":::a\nb\n    :::\n:::"]),
    ],
)
def test_blocks_at_their_borders(text, kind, expected):
    assert slices(text, kind) == expected


def test_a_table_ends_before_it_leaves_out_too_many_cells():
    text = f"|{'a|' * 300}\n|{'-|' * 300}\n" + "|b|\n" * 300
    assert slices(text, "tr_open")[-1] == "|b|"
    assert len(slices(text, "tr_open")) < 250


def test_nothing_of_a_content_stands_where_its_offset_is():
    token = document("> a\n> b\n").tokens[2]
    assert token.span(2, 2) == (6, 6)


def test_containers_end_with_what_holds_them():
    text = "> :::a\n> b\n\nc\n\n- :::d\n  e\nf\n\n> a %% b\n\nc %% d\n"
    assert slices(text, "container_open")[0] == ":::a\n> b"
    assert slices(text, "comment") == []


@pytest.mark.parametrize(
    "text", ["    :::a", "    !!! a", "    [^a]: b", "    $$a$$", "    {#a}", "    {{< a >}}", "    <A/>", "    {a}"]
)
def test_indented_code_holds_no_constructs(text):
    assert [t.type for t in document(text, EVERYTHING).tokens] == ["code_block"]
