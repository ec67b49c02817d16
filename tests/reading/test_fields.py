from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.model.items import Field
from notelint.reading import fields as reading
from reading.tools import BLIP, LLAVA, at, keys, read

LINK = f"[2304.08485]({LLAVA})"


def fields(text: str, **features: bool) -> list[Field]:
    """The fields of a section's lines."""
    return read(f"## LLaVA\n\n{text}\n", **features).fields


def field(text: str) -> Field:
    [found] = fields(text)
    return found


# Spellings of a label


@pytest.mark.parametrize(
    ("line", "form"),
    [
        (f"**Arxiv** {LINK}", "**Arxiv** ["),
        (f"**Arxiv** : {LINK}", "**Arxiv** : ["),
        (f"**Arxiv：**{LINK}", "**Arxiv：**["),
        (f"**Arxiv**：{LINK}", "**Arxiv**：["),
        (f"**Arxiv**{LINK}", "**Arxiv**["),
        (f"**arXiv:** {LINK}", "**arXiv:** ["),
        (f"__ARXIV__: {LINK}", "__ARXIV__: ["),
        (f"Arxiv: {LINK}", "Arxiv: ["),
        (f"arXiv：{LINK}", "arXiv：["),
        (f"**📄 Arxiv**: {LINK}", "**📄 Arxiv**: ["),
        (f"📄 **Arxiv**: {LINK}", "**Arxiv**: ["),
        (f"**Arxiv**&nbsp;{LINK}", "**Arxiv**"),
    ],
)
def test_all_spellings_of_a_label_are_one_label(line: str, form: str) -> None:
    found = field(line)
    assert (found.name, found.label_class, found.form) == ("arxiv", "paper", form)
    assert (found.value, found.targets, [each.key for each in found.ids]) == (
        "2304.08485",
        (LLAVA,),
        ["arxiv:2304.08485"],
    )
    assert line.endswith(at(f"## LLaVA\n\n{line}\n", found))


@pytest.mark.parametrize(
    "line",
    [
        "- **论文链接**：{}",
        "* 论文链接: {}",
        "1. **论文链接** {}",
        "> **论文链接**：{}",
        "> - **论文链接**: {}",
        "> [!NOTE]\n> **论文链接**：{}",
    ],
)
def test_a_field_may_stand_in_a_list_or_a_quote(line: str) -> None:
    text = f"## LLaVA\n\n{line.format(LINK)}\n"
    [found] = read(text).fields
    assert (found.name, text[found.value_start : found.value_end]) == ("论文链接", LINK)


def test_labels_that_belong_to_a_class_need_no_markup() -> None:
    found = fields("论文：无\n会议：CVPR 2024\n作者: 张三\n备注：没有\nNote: none")
    assert [(each.label, each.label_class) for each in found] == [
        ("论文", "paper"),
        ("会议", "venue"),
        ("作者", "authors"),
    ]


def test_a_label_of_no_class_is_one_beside_others() -> None:
    found = fields(f"**Arxiv** {LINK}\n**难度**：高\n**复杂度：** 低\n**复现** [仓库](https://example.org)")
    assert [(each.label, each.label_class, each.value) for each in found] == [
        ("Arxiv", "paper", "2304.08485"),
        ("难度", "", "高"),
        ("复杂度", "", "低"),
        ("复现", "", "仓库"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "这里 **Arxiv** 不是字段",
        "The **paper** is long",
        "**Important** words of a sentence",
        "**Two**",
        "*Arxiv*: 2304.08485",
        "https://example.org/a: b",
        "12:30 开会",
        "`Arxiv`: 2304.08485",
        f"[Arxiv: x]({LLAVA})",
        "**A bold sentence that is far too long to be a label**: text",
        "**[Arxiv](x.md)**: a link is no label",
        ": 2304.08485",
        "**Two**\n[a](b.md)",
        "**Two** words [a](b.md)",
        "**A bold sentence that is far too long to be a label**: [a](b.md)",
        "**a `b`**: [a](b.md)",
        "**a\\*b\\*c\\*d\\*e\\*f**: [a](b.md)",
    ],
)
def test_a_bold_word_in_prose_is_no_field(line: str) -> None:
    assert fields(line) == []


# Several in one line


@pytest.mark.parametrize("between", [" | ", " · ", "丨", " ", " ｜ "])
def test_one_line_may_hold_several_fields(between: str) -> None:
    text = f"**论文**：[a]({LLAVA}){between}**代码**：<https://github.com/a/b>"
    first, second = fields(text)
    assert (first.value.rstrip(" ｜"), second.value) == ("a", "https://github.com/a/b")
    assert (first.label_class, second.label_class) == ("paper", "code")
    assert ([*map(str, first.targets)], [*second.targets]) == ([LLAVA], ["https://github.com/a/b"])


def test_the_span_of_a_field_ends_before_what_parts_it_from_the_next() -> None:
    line = f"**论文**：[a]({LLAVA}) | **代码**：无"
    text = f"## LLaVA\n\n{line}\n"
    first, second = read(text).fields
    assert (at(text, first), at(text, second)) == (f"**论文**：[a]({LLAVA})", "**代码**：无")


def test_a_later_bold_word_is_a_field_only_where_it_is_a_label() -> None:
    assert [each.label for each in fields(f"**Arxiv** {LINK}，**特别**好，**代码**：无")] == ["Arxiv", "代码"]


def test_each_line_of_a_paragraph_is_read() -> None:
    found = fields(f"**Arxiv** {LINK}\n**翻译** [译]({LLAVA})\\\n**代码** 无  \n**会议** CVPR")
    assert [each.label_class for each in found] == ["paper", "translation", "code", "venue"]


# Values


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("**Arxiv** gemini_report.pdf", "gemini_report.pdf"),
        ("**Arxiv**: `2304.08485`", "2304.08485"),
        ("**Arxiv**", ""),
        ("**Arxiv**：", ""),
        ("**论文**：见 [a](b.md) 和 *c*", "见 a 和 c"),
        ("论文：见 [a](b.md) 和 *c*", "见 a 和 c"),
        ("**Arxiv** - [a](b.md)", "- a"),
        ("**Report**: it  works", "it works"),
    ],
)
def test_a_value_is_what_is_read_in_its_order(line: str, value: str) -> None:
    assert field(line).value == value


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("**Arxiv** 2304.08485", ["arxiv:2304.08485"]),
        ("**Arxiv** 2304.08485v2 (CVPR 2024)", ["arxiv:2304.08485"]),
        ("**Arxiv**：2304.08485。", ["arxiv:2304.08485"]),
        ("**Arxiv** arXiv:2304.08485", ["arxiv:2304.08485"]),
        ("**Arxiv** hep-th/9901001", ["arxiv:hep-th/9901001"]),
        ("**论文** arXiv:2304.08485", ["arxiv:2304.08485"]),
        ("**DOI** 10.1109/CVPR.2016.90", ["doi:10.1109/cvpr.2016.90"]),
        ("**DOI** doi:10.1109/CVPR.2016.90", ["doi:10.1109/cvpr.2016.90"]),
        ("**论文** 2304.08485", []),
        ("**Arxiv** see page 12", []),
        ("**论文** see arXiv:2313.00001", []),
        ("**Arxiv** 无", []),
    ],
)
def test_a_bare_number_is_an_id_only_under_a_label_that_says_so(line: str, found: list[str]) -> None:
    assert [each.key for each in field(line).ids] == found


def test_what_stands_under_other_labels_is_no_id_of_the_paper() -> None:
    [entry] = read(f"## A\n\n**Arxiv** 无\n**代码** arXiv:2304.08485\n**项目** [p]({BLIP})\n").entries
    assert keys(entry) == []


def test_a_value_that_can_be_no_id_is_kept_as_such() -> None:
    text = "## LLaVA\n\n**Arxiv**: 2304.084851\n\n**Arxiv**: [a](https://arxiv.org/abs/2313.00001)\n"
    note = read(text)
    assert [(each.case, at(text, each)) for each in note.malformed_ids] == [
        ("digits", "2304.084851"),
        ("month", "https://arxiv.org/abs/2313.00001"),
    ]


def test_links_of_a_value_are_its_targets_and_ids_whatever_the_scheme() -> None:
    found = field(f"**论文** [abs]({LLAVA}v1) | [pdf](https://arxiv.org/pdf/2304.08485) | [x](https://example.org)")
    assert len(found.targets) == 3
    assert [each.key for each in found.ids] == ["arxiv:2304.08485"] * 2


def test_fields_belong_to_their_entries() -> None:
    note = read(f"## A\n\n**Arxiv** {LINK}\n**会议** X\n\n## B\n\n**Arxiv** [b]({BLIP})\n\n## C\n\n**会议** Y\n")
    assert [each.entry for each in note.fields] == [0, 0, 1]
    assert [[note.fields[n].label for n in each.fields] for each in note.entries] == [["Arxiv", "会议"], ["Arxiv"]]
    assert keys(note.entries[1]) == ["arxiv:2201.12086"]


_PIECES = [
    "**",
    "__",
    "*",
    "Arxiv",
    "论文",
    "笔记",
    "x y",
    ":",
    "：",
    " ",
    "\n",
    "- ",
    "> ",
    "2304.08485",
    "|",
    "\\",
    "_",
    "&amp;",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_what_is_looked_for_before_a_block_is_parsed_misses_no_field(text: str) -> None:
    note = f"**Arxiv** 2304.08485\n\n{text}\n"
    found = read(note)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_may_hold", lambda *_: True)
        assert read(note) == found
