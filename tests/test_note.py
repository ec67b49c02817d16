from __future__ import annotations

import pickle

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.model.items import NoteItems
from notelint.reading.note import read_note
from notelint.reading.profile import ReadingProfile, ReadingProfiles
from notelint.site import Dialect, Site
from notelint.text.source import from_text, read


def read_text(text: str, path: str = "a.md", **site: object) -> NoteItems:
    profile = ReadingProfiles(Site(root="/notes", **site), {}).of(path)  # type: ignore[arg-type]
    return read_note(from_text(path, text), profile)


def front(*lines: str, body: str = "") -> str:
    return "\n".join(["---", *lines, "---", "", body])


# What a note is called, and where it begins


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (front("title: Of the front matter", body="# Of the heading\n"), "Of the front matter"),
        (front("Title: In capitals"), "In capitals"),
        (front("标题: 中文"), "中文"),
        (front("title: 2024", body="# Of the heading\n"), "Of the heading"),
        (front("title:", body="## Of the heading\n"), "Of the heading"),
        ("text\n\n# Of *the* heading\n", "Of the heading"),
        ("text\n\n## Of a part\n", "a"),
        ("# Of a part\n\n# Of another\n", "a"),
        ("text\n", "a"),
        ("", "a"),
    ],
)
def test_a_note_is_called_by_its_front_matter_else_its_first_heading_else_its_file(text: str, title: str) -> None:
    assert read_text(text).title == title


def test_the_first_line_stands_for_the_note() -> None:
    note = read_text("# A title\n\ntext\n")
    assert (note.start, note.end) == (0, 9)
    assert (read_text("").start, read_text("").end) == (0, 0)


@pytest.mark.parametrize(
    "text", [front("a: 1"), "---\na: 1\n---\n", "---\na: 1\n---", "+++\na = 1\n+++\n", '{"a": 1}\n']
)
def test_front_matter_is_no_text(text: str) -> None:
    note = read_text(text + "\n## Heading\n")
    assert [key.name for key in note.keys] == ["a"]
    assert [section.title for section in note.sections] == ["Heading"]
    (heading,) = note.headings
    assert (text + "\n## Heading\n")[heading.start : heading.end] == "Heading"


def test_the_lines_start_where_they_start_whatever_ends_them() -> None:
    assert read_text("a\n\nb\n").line_starts == [0, 2, 3, 5]
    profile = ReadingProfile()
    assert read_note(read("a.md", b"a\r\n\r\nb\r\n"), profile).line_starts == [0, 2, 3, 5]
    assert read_note(read("a.md", "论文笔记，这是一个".encode("gb18030")), profile).encoding == "gb18030"


# What kind of note it is


@pytest.mark.parametrize(
    "text",
    ["draft: true", "published: false", "completed: false", "status: Draft", "status: ' wip '", "status: 草稿"],
)
def test_front_matter_can_say_that_a_note_is_a_draft(text: str) -> None:
    assert read_text(front(text)).draft


@pytest.mark.parametrize(
    "text", ["draft: false", "draft: 'true'", "published: true", "status: done", "status: [draft]"]
)
def test_other_values_make_no_draft(text: str) -> None:
    assert not read_text(front(text)).draft


def test_names_can_say_what_a_note_is() -> None:
    assert read_text("", "posts/_later.md").draft
    assert read_text("", "templates/paper.md").template
    assert read_text("", "zh-cn/a.md", locales=("zh-cn",)).locale == "zh-cn"
    assert read_text("<!-- 自动生成 -->\n\n# Index\n").generated
    plain = read_text("# Index\n")
    assert (plain.draft, plain.template, plain.locale, plain.generated) == (False, False, "", False)


# Which paper it is about


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("arxiv: 2304.08485", "arxiv:2304.08485"),
        ("arxiv_id: '2304.08485v2'", "arxiv:2304.08485"),
        ("eprint: 2304.08485", "arxiv:2304.08485"),
        ("arxiv: https://arxiv.org/abs/2304.08485", "arxiv:2304.08485"),
        ("doi: 10.1109/CVPR.2016.90", "doi:10.1109/cvpr.2016.90"),
        ("paper: https://arxiv.org/pdf/2304.08485", "arxiv:2304.08485"),
        ("paper-url: https://openreview.net/forum?id=YicbFdNTTy", "openreview:YicbFdNTTy"),
    ],
)
def test_the_front_matter_s_id_makes_the_note_an_entry(line: str, key: str) -> None:
    (entry,) = read_text(front("title: A paper", line, body="Words of its own.\n")).entries
    assert [each.key for each in entry.ids] == [key]
    assert (entry.form, entry.title, entry.ids[0].where) == ("note", "A paper", "front-matter")


@pytest.mark.parametrize(
    "line",
    [
        "arxiv:",
        "arxiv: [2304.08485]",
        "paper: LLaVA",
        "source: https://example.com/2304.08485",
        "link: https://github.com/haotian-liu/LLaVA",
        "related: https://arxiv.org/abs/2304.08485",
    ],
)
def test_other_front_matter_does_not(line: str) -> None:
    assert read_text(front("title: A note", line, body="Words.\n")).entries == []


def test_an_id_that_can_be_none_is_kept_with_its_place() -> None:
    text = front("arxiv: 2304.084851")
    (malformed,) = read_text(text).malformed_ids
    assert text[malformed.start : malformed.end] == "2304.084851"


def test_the_file_s_name_can_say_which_paper_it_is() -> None:
    (entry,) = read_text("words\n", "papers/2304.08485.md").entries
    assert [(each.key, each.where) for each in entry.ids] == [("arxiv:2304.08485", "file")]
    (entry,) = read_text(front("arxiv: 2204.14198", body="words\n"), "papers/2304.08485.md").entries
    assert [each.key for each in entry.ids] == ["arxiv:2204.14198"]


# What else is kept


def test_definitions_and_references_are_kept_with_their_places() -> None:
    text = '[a][x] and [^1]\n\n[x]: <b.md> "t"\n[^1]: a note\n'
    note = read_text(text)
    assert [(each.kind, each.label, each.target) for each in note.definitions] == [
        ("link", "x", "b.md"),
        ("footnote", "1", ""),
    ]
    assert text[note.definitions[0].dest_start : note.definitions[0].dest_end] == "b.md"
    assert {each.label for each in note.references} == {"x", "1"}


def test_comments_to_notelint_are_kept_from_text_and_front_matter() -> None:
    text = front("a: 1 # notelint-disable-line x", "b: 2 # other", body="<!-- notelint-disable-file y -->\n")
    assert [comment.text.strip() for comment in read_text(text).comments] == [
        "notelint-disable-file y",
        "notelint-disable-line x",
    ]


def test_a_block_that_is_too_long_is_kept_as_a_place() -> None:
    note = read_text("# A\n\n" + "[x](y.md) " * 40_000)
    assert (note.too_long, note.links) == ([5], [])


@pytest.mark.parametrize(("path", "links"), [("a.mdx", 0), ("a.md", 1)])
def test_mdx_is_read_as_mdx_by_its_name(path: str, links: int) -> None:
    assert len(read_text("export const a = '[x](y.md)'\n", path).links) == links


def test_the_dialect_decides_what_is_a_construct() -> None:
    text = "[[target]] %% [a](b.md) %%\n"
    plain = read_text(text)
    assert ([each.target for each in plain.wikilinks], [each.target for each in plain.links]) == ([], ["b.md"])
    vault = read_text(text, dialect=Dialect(wikilinks=True, comments=True))
    assert ([each.target for each in vault.wikilinks], [each.target for each in vault.links]) == (["target"], [])


def test_items_hold_nothing_but_plain_data() -> None:
    text = front("title: x", "arxiv: 2304.08485", body="# A\n\n![i](i.png) [l](l.md) <a id='x'></a>\n\n[no](x y.md)\n")
    note = read_text(text)
    assert pickle.loads(pickle.dumps(note)) == note
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(note), type=NoteItems) == note


PIECES = st.sampled_from(
    [
        *("---\n", "+++\n", "# ", "## A", "> ", "> [!NOTE] t", "- ", "1. ", "- [ ] ", "\t", "    ", "\n", "\n\n"),
        *("|a|b|\n|-|-|\n", "[a](b.md)", "![a](b.png)", "[[x|y]]", "![[x]]", "<https://a.b>", "[x]: y", "[^1]"),
        *("[^1]: z", "`", "```\n", "$", "$$", "*", "==", "（", "）", "](", "\\", "&amp;", "<!-- ", " -->", "%%"),
        *("**Arxiv** [2304.08485](https://arxiv.org/abs/2304.08485)", "**论文**：", "arxiv: 2304.08485\n"),
        *("title: x\n", "<a id='x'>", "<img src=x>", "{{< x >}}", "{#id}", ":::", "!!! note"),
        *("\ufffd", "\u2028", "é", "😀", "中文", "a", " "),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["a.md", "a.mdx"]), st.booleans())
def test_whatever_a_note_holds_it_is_read_and_every_item_stands_in_it(text: str, path: str, everything: bool) -> None:
    on = {name: True for name, kind in Dialect.__annotations__.items() if kind == "bool" and name != "mdx"}
    note = read_text(text, path, dialect=Dialect(**(on if everything else {})))  # type: ignore[arg-type]
    for name in NoteItems.__struct_fields__:
        value = getattr(note, name)
        for item in value if isinstance(value, list) and name not in ("line_starts", "too_long") else []:
            assert 0 <= item.start <= item.end <= len(text), (name, item)
            assert item.path == path
            assert -1 <= item.section < len(note.sections)
