from __future__ import annotations

from typing import Any

import pytest

from notelint.model.items import Link, NoteItems
from reading.tools import destinations, read, slices

VAULT: dict[str, Any] = {"wikilinks": True, "comments": True, "attributes": True}


def link(text: str, **features: Any) -> Link:
    [found] = read(text, **features).links
    return found


# Links


@pytest.mark.parametrize(
    ("text", "kind", "shown", "target", "destination"),
    [
        ("[a](b.md)", "inline", "a", "b.md", "b.md"),
        ("[*a* `b`](<c d.md> 't')", "inline", "a b", "c d.md", "c d.md"),
        ("[a\nb]( c.md )", "inline", "a b", "c.md", "c.md"),
        ("[a](b%20c.md?x=1#d)", "inline", "a", "b%20c.md?x=1#d", "b%20c.md?x=1#d"),
        ("[a](b&amp;c\\).md)", "inline", "a", "b&c).md", "b&amp;c\\).md"),
        ("[a]()", "inline", "a", "", ""),
        ("[](a.md)", "inline", "", "a.md", "a.md"),
        ("[![a](b.svg)](c.md)", "inline", "", "c.md", "c.md"),
        ("<https://example.org/a>", "autolink", "https://example.org/a", "https://example.org/a", None),
        ("<me@example.org>", "autolink", "me@example.org", "mailto:me@example.org", None),
        ("https://example.org/a_b", "bare", "https://example.org/a_b", "https://example.org/a_b", None),
        ("www.example.org", "bare", "www.example.org", "http://www.example.org", None),
        ("<a href='b.md'>", "html", "", "b.md", "b.md"),
        ("<a class=x href=b.md>", "html", "", "b.md", "b.md"),
        ('<A\n  HREF="b&amp;c.md">', "html", "", "b&c.md", "b&amp;c.md"),
    ],
)
def test_a_link_has_its_text_its_target_and_its_place(
    text: str, kind: str, shown: str, target: str, destination: str | None
) -> None:
    source = f"before {text} after\n"
    found = link(source)
    assert (found.kind, found.text, found.target) == (kind, shown, target)
    assert slices(source, [found]) == [text]
    assert destinations(source, [found]) == [text.strip("<>") if destination is None else destination]


@pytest.mark.parametrize(
    ("before", "after"),
    [("> ", ""), ("- ", ""), ("## ", ""), ("| a |\n|---|\n| ", " |"), ("> - x\n>\n>   ", ""), ("[^1]: ", "")],
)
def test_its_place_is_right_wherever_it_stands(before: str, after: str) -> None:
    text = f"{before}中文 [a](b.md){after}\n"
    note = read(text)
    assert slices(text, note.links) == ["[a](b.md)"]
    assert destinations(text, note.links) == ["b.md"]


@pytest.mark.parametrize(
    "text", ["`[a](b.md)`", "\\[a](b.md)", "    [a](b.md)", "```\n[a](b.md)\n```", "<!-- [a](b.md) -->", "$[a](b.md)$"]
)
def test_what_is_no_link_to_a_reader_is_none(text: str) -> None:
    assert read(f"{text}\n").links == []


def test_a_bare_address_ends_before_punctuation() -> None:
    text = "see https://example.org/a, (https://example.org/b) and https://example.org/c.\n"
    assert slices(text, read(text).links) == [f"https://example.org/{letter}" for letter in "abc"]
    assert read(text, autolinks=False).links == []


def test_links_of_to_do_items_say_so() -> None:
    text = "- [ ] [a](a.md)\n  - [b](b.md)\n- [x] [c](c.md)\n- [d](d.md)\n\n[e](e.md)\n"
    assert [each.task for each in read(text).links] == [True, True, True, False, False]


def test_links_in_html_blocks_are_found_and_those_in_comments_not() -> None:
    text = '<div>\n<a href="a.md">a</a>\n<!-- <a href="b.md"> -->\n<a name="c">\n</div>\n'
    note = read(text)
    assert slices(text, note.links) == ['<a href="a.md">']


# References, definitions, footnotes


def test_a_reference_is_a_link_to_what_its_definition_says() -> None:
    text = "[a][x], [x][] and [x]\n\n[x]: <b.md> 't'\n"
    note = read(text)
    assert [(each.kind, each.text, each.target) for each in note.links] == [
        ("reference", "a", "b.md"),
        ("reference", "x", "b.md"),
        ("reference", "x", "b.md"),
    ]
    assert [(each.kind, each.label, each.defined) for each in note.references] == [("link", "x", True)] * 3
    assert slices(text, note.links) == slices(text, note.references) == ["[a][x]", "[x][]", "[x]"]


def test_definitions_are_kept_whether_used_or_not() -> None:
    text = "> [a]: b.md\n\n[c]: <d e.md>\n    'title'\n"
    note = read(text)
    assert [(each.label, each.target) for each in note.definitions] == [("a", "b.md"), ("c", "d e.md")]
    assert destinations(text, note.definitions) == ["b.md", "d e.md"]


def test_footnotes_say_whether_they_are_defined() -> None:
    text = "a[^1] b[^2]\n\n[^1]: one [c](d.md)\n\n    more\n"
    note = read(text)
    assert [(each.label, each.defined) for each in note.references if each.kind == "footnote"] == [
        ("1", True),
        ("2", False),
    ]
    assert [each.kind for each in note.definitions] == ["footnote"]
    assert slices(text, note.links) == ["[c](d.md)"]


def test_inline_footnotes_need_no_definition() -> None:
    text = "a ^[with [b](c.md)]\n"
    note = read(text, inline_footnotes=True)
    assert (slices(text, note.links), note.references) == (["[b](c.md)"], [])


# Wikilinks and embeds


@pytest.mark.parametrize(
    ("text", "target", "fragment", "alias"),
    [
        ("[[CLIP]]", "CLIP", "", None),
        ("[[papers/CLIP|the paper]]", "papers/CLIP", "", "the paper"),
        ("[[CLIP#结果]]", "CLIP", "结果", None),
        ("[[#Here]]", "", "Here", None),
        ("[[CLIP#^block|b]]", "CLIP", "^block", "b"),
        ("[[对比 学习]]", "对比 学习", "", None),
    ],
)
def test_a_wikilink_has_a_target_a_fragment_and_an_alias(
    text: str, target: str, fragment: str, alias: str | None
) -> None:
    source = f"> - 见 {text}。\n"
    [found] = read(source, **VAULT).wikilinks
    assert (found.target, found.fragment, found.alias, found.embed) == (target, fragment, alias, False)
    assert slices(source, [found]) == [text]
    assert destinations(source, [found]) == [text.strip("[]").partition("|")[0]]


def test_in_a_table_its_bar_is_escaped() -> None:
    text = "| a | b |\n|---|---|\n| [[CLIP#x\\|y]] | ![[f.png\\|300]] |\n"
    note = read(text, **VAULT)
    [found] = note.wikilinks
    assert (found.target, found.fragment, found.alias) == ("CLIP", "x", "y")
    assert slices(text, note.wikilinks) == ["[[CLIP#x\\|y]]"]
    assert [(image.target, image.alt) for image in note.images] == [("f.png", "300")]


def test_an_embed_is_an_image_or_a_note_by_what_its_name_ends_in() -> None:
    text = "![[a.png]] ![[b.PNG|300]] ![[c]] ![[d.md#e]] ![[f.pdf#page=3]]\n"
    note = read(text, **VAULT)
    assert [(image.kind, image.target, image.alt) for image in note.images] == [
        ("embed", "a.png", ""),
        ("embed", "b.PNG", "300"),
    ]
    assert [(each.target, each.fragment, each.embed) for each in note.wikilinks] == [
        ("c", "", True),
        ("d.md", "e", True),
        ("f.pdf", "page=3", True),
    ]
    assert slices(text, note.images) == ["![[a.png]]", "![[b.PNG|300]]"]


def test_without_the_dialect_brackets_are_brackets() -> None:
    assert read("[[a]] ![[b.png]]\n").wikilinks == []


# Images


@pytest.mark.parametrize(
    ("text", "kind", "alt", "target", "destination"),
    [
        ("![a *b*](c.png)", "inline", "a *b*", "c.png", "c.png"),
        ("![](<a b.png> 't')", "inline", "", "a b.png", "a b.png"),
        ("![a](b%20c.png)", "inline", "a", "b%20c.png", "b%20c.png"),
        ("<img src='a.png' alt=\"b\">", "html", "b", "a.png", "a.png"),
        ("<img width=1 src=a.png />", "html", "", "a.png", "a.png"),
        ('<IMG\n  data-src="b.png" src="a.png">', "html", "", "a.png", "a.png"),
    ],
)
def test_an_image_has_its_alt_its_target_and_its_place(
    text: str, kind: str, alt: str, target: str, destination: str
) -> None:
    source = f"before {text}\n"
    [image] = read(source).images
    assert (image.kind, image.alt, image.target) == (kind, alt, target)
    assert slices(source, [image]) == [text]
    assert destinations(source, [image]) == [destination]


def test_images_of_html_blocks_are_found_at_their_place() -> None:
    text = '> <p align="center">\n>   <img src="a.png">\n> </p>\n\n<figure><img src="b.png"></figure>\n'
    note = read(text)
    assert slices(text, note.images) == ['<img src="a.png">', '<img src="b.png">']
    assert destinations(text, note.images) == ["a.png", "b.png"]


def test_a_picture_without_a_source_and_other_tags_are_no_images() -> None:
    assert read('<img alt="x"> <video src="a.mp4"></video>\n').images == []


# Anchors


def anchors(note: NoteItems) -> list[tuple[str, str]]:
    return [(anchor.name, anchor.kind) for anchor in note.anchors]


def test_anchors_are_named_in_html_in_attributes_and_by_block_ids() -> None:
    text = 'a <a id="x"></a> <span id=\'y\'>b</span> <a name="z"></a> [c](d.md){#w}\n\n- item ^block-1\n\n^own\n'
    note = read(text, **VAULT)
    assert anchors(note) == [
        ("x", "html"),
        ("y", "html"),
        ("z", "html"),
        ("w", "attribute"),
        ("block-1", "block"),
        ("own", "block"),
    ]
    assert slices(text, note.anchors)[0] == '<a id="x">'
    assert slices(text, note.anchors)[3:] == ["{#w}", "^block-1", "^own"]


@pytest.mark.parametrize(
    "text",
    [
        '<input name="x">',
        "<!-- <a id='x'></a> -->",
        "`<a id='x'>`",
        "x^2",
        "^not ^at the end",
        "`^x`",
        "[a](#x)",
        "```\n^x\n```",
    ],
)
def test_what_names_no_place(text: str) -> None:
    assert anchors(read(f"{text}\n", **VAULT)) == []


def test_block_ids_and_attributes_are_text_elsewhere() -> None:
    assert anchors(read("a ^x\n\nb {#y}\n")) == []


def test_an_anchor_of_a_block_of_html() -> None:
    text = '<div id="a">\n<a id="b"></a>\n</div>\n'
    note = read(text)
    assert anchors(note) == [("a", "html"), ("b", "html")]
    assert slices(text, note.anchors) == ['<div id="a">', '<a id="b">']


# Comments to notelint


@pytest.mark.parametrize(
    "text",
    [
        "<!-- notelint-disable-file x -->",
        "a <!-- notelint-disable-file x --> b",
        "> <!--notelint-disable-file x-->",
        "- a\n\n  <!--\n  notelint-disable-file x -->",
        "%% notelint-disable-file x %%",
        "a %% notelint-disable-file x %%",
        "%%\nnotelint-disable-file x\n%%",
    ],
)
def test_a_comment_that_speaks_to_notelint_is_kept_with_its_place(text: str) -> None:
    source = f"{text}\n"
    note = read(source, **VAULT)
    [comment] = note.comments
    assert comment.text == "notelint-disable-file x"
    [place] = slices(source, note.comments)
    assert place in text
    assert place[:2] in ("<!", "%%")
    assert place[-2:] in ("->", "%%")


def test_in_mdx_a_comment_is_an_expression() -> None:
    text = "{/* notelint-disable-file x */}\n\na {/* notelint-disable-line y */}\n"
    note = read(text, "a.mdx")
    assert [comment.text for comment in note.comments] == ["notelint-disable-file x", "notelint-disable-line y"]
    assert slices(text, note.comments)[1] == "{/* notelint-disable-line y */}"


@pytest.mark.parametrize(
    "text",
    ["<!-- other -->", "`<!-- notelint-disable-file x -->`", "```\n<!-- notelint-disable-file x -->\n```", "%% x %%"],
)
def test_other_comments_and_examples_of_them_are_not(text: str) -> None:
    assert read(f"{text}\n", **VAULT).comments == []


# What else a browser loads


@pytest.mark.parametrize(
    ("text", "images", "links"),
    [
        (
            '<img srcset="a.png 1x, b&amp;c.png 2x,d,e.png, f.png 100w" src=g.png>',
            "g.png a.png b&c.png d,e.png f.png",
            "",
        ),
        ('<source srcset="https://example.org/w_1,h_2/a.png 2x">', "https://example.org/w_1,h_2/a.png", ""),
        ('<video poster="a.png" src="b.mp4"></video>', "a.png", "b.mp4"),
        ("<video><source src='a.mp4'><track src=b.vtt></video>", "", "a.mp4 b.vtt"),
        ("<audio src=a.mp3></audio> <iframe src=b.html></iframe>", "", "a.mp3 b.html"),
        ('<object data="a.svg" data-x="no"></object> <embed src=b.pdf>', "", "a.svg b.pdf"),
        ('<map><area href="b.md"></map> <link rel=icon href=a.ico>', "", "b.md a.ico"),
        ('<input type="image" src="a.png">', "a.png", ""),
        # nothing to find
        ('<link rel="preconnect" href="https://example.org"> <img :src="a"> <iframe src=""></iframe>', "", ""),
        ('<!-- <video src="a.mp4"> --> `<iframe src="a">` <p data="a" poster="b">', "", ""),
    ],
)
def test_what_html_loads_is_found_at_its_place(text: str, images: str, links: str) -> None:
    for source in (f"> - x {text}\n", f"<div>\n\nx {text}\n\n</div>\n"):
        note = read(source)
        assert [each.target for each in note.images] == images.split()
        assert [each.target for each in note.links] == links.split()
        for each in (*note.images, *note.links):
            assert source[each.dest_start : each.dest_end].replace("&amp;", "&") == each.target


def test_a_poster_and_the_sizes_of_an_image_need_no_description() -> None:
    note = read('<img src="a.png" srcset="a.png 1x"> <video poster="b.png"></video>\n')
    assert [each.described for each in note.images] == [False, True, True]
