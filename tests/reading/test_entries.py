from __future__ import annotations

import pytest

from notelint.model.items import NoteItems
from reading.tools import BLIP, LLAVA, at, entry, keys, read

PAPER = f"[paper]({LLAVA})"
OTHER = f"[paper]({BLIP})"
CLIP = "https://arxiv.org/abs/2103.00020"


def callout(title: str, value: str = PAPER) -> str:
    return f"> [!NOTE] {title}\n> **Arxiv** {value}\n"


def forms(note: NoteItems) -> list[tuple[str, str]]:
    return [(each.form, each.title) for each in note.entries]


def entries(text: str, path: str = "a.md") -> list[tuple[str, str]]:
    return forms(read(text, path))


# (a) A callout or a section with a field of the paper


def test_one_callout_makes_its_section_the_entry() -> None:
    text = f"## LLaVA\n\n{callout('LLaVA, the paper')}\nWords.\n\n### More\n\nwords\n\n## Next\n\nx\n"
    found = entry(text)
    assert (found.form, found.title, at(text, found), keys(found)) == (
        "section",
        "LLaVA",
        "LLaVA",
        ["arxiv:2304.08485"],
    )
    assert text[found.body_start : found.body_end].strip().endswith("### More\n\nwords")


def test_several_callouts_are_an_entry_each() -> None:
    text = f"## Papers\n\n{callout('LLaVA')}\n{callout('BLIP', OTHER)}"
    note = read(text)
    assert forms(note) == [("callout", "LLaVA"), ("callout", "BLIP")]
    assert [at(text, each) for each in note.entries] == ["LLaVA", "BLIP"]


def test_a_callout_without_a_title_is_called_after_what_it_stands_in() -> None:
    text = f"## Papers\n\n{callout('')}\n{callout('', OTHER)}"
    assert entries(text) == [("callout", "Papers"), ("callout", "Papers")]
    assert entries(callout(""), "LLaVA.md") == [("callout", "")]
    assert entries(f"---\ntitle: LLaVA\n---\n{callout('')}") == [("callout", "LLaVA")]


@pytest.mark.parametrize(
    "value", [PAPER, LLAVA, "gemini_report.pdf", "无", "", "[report](https://example.org/a.pdf)", "[notes](a.md)"]
)
def test_the_field_makes_the_entry_whatever_its_value(value: str) -> None:
    assert entries(f"## Gemini\n\n> **Arxiv** {value}\n") == [("section", "Gemini")]
    assert entries(f"## Gemini\n\n- **论文链接**：{value}\n") == [("section", "Gemini")]


def test_fields_that_say_no_paper_make_none() -> None:
    assert entries("## A tool\n\n**代码** [x](https://github.com/a/b)\n**会议** CVPR\n") == []


def test_the_first_field_is_the_source_where_a_translation_stands_beside_it() -> None:
    source = "**发布** [card](https://openai.com/card)"
    assert entries(f"## GPT\n\n{source}\n**翻译** {PAPER}\n") == [("section", "GPT")]
    assert entries(f"## GPT\n\n{source}\n**代码** {PAPER}\n") == []
    assert entries(f"## GPT\n\n**发布** 2024\n**翻译** {PAPER}\n") == []


def test_the_ids_of_the_first_field_count_where_no_other_has_any() -> None:
    found = entry(f"## GPT\n\n**发布** {PAPER}\n**翻译** [译](https://example.org)\n")
    assert keys(found) == ["arxiv:2304.08485"]


def test_a_nested_callout_belongs_to_the_one_around_it() -> None:
    text = f"## LLaVA\n\n> [!NOTE] LLaVA\n> > [!TIP] Links\n> > **Arxiv** {PAPER}\n>\n> Words.\n"
    found = entry(text)
    assert (found.title, keys(found), found.words) == ("LLaVA", ["arxiv:2304.08485"], 1)


def test_a_label_that_comes_back_makes_a_list_of_papers_and_no_entry() -> None:
    listed = f"**Paper** {PAPER}\n\n**Paper** {OTHER}\n"
    assert entries(f"## Topic\n\n{listed}") == []
    assert entries(f"## Topic\n\n{listed}\n## Another topic\n\n**Paper** {PAPER}\n") == []


def test_fields_above_the_callout_belong_to_the_section() -> None:
    note = read(f"## LLaVA\n\n**会议**：CVPR\n\n{callout('LLaVA')}")
    assert [note.fields[n].label for n in note.entries[0].fields] == ["会议", "Arxiv"]


# (b) A list item that opens with the paper


@pytest.mark.parametrize(
    ("item", "title", "source"),
    [
        (f"- **LLaVA** {PAPER}", "LLaVA", "**LLaVA**"),
        (f"* [LLaVA]({LLAVA}) - good", "LLaVA", f"[LLaVA]({LLAVA})"),
        (f"1. [LLaVA][1]\n\n[1]: {LLAVA}", "LLaVA", "[LLaVA][1]"),
        (f"- **[LLaVA]({LLAVA})**", "LLaVA", f"**[LLaVA]({LLAVA})**"),
        (f"- [**LLaVA**]({LLAVA})", "LLaVA", f"[**LLaVA**]({LLAVA})"),
        (f"- **LLaVA**: {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- **LLaVA:** {PAPER}", "LLaVA", "**LLaVA:**"),
        (f"- “Visual Instruction Tuning”, 2023. {PAPER}", "Visual Instruction Tuning", "“Visual Instruction Tuning”"),
        (f"- 《视觉指令微调》 {PAPER}", "视觉指令微调", "《视觉指令微调》"),
        (f"- 🔥🔥 **LLaVA** {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- (2023-04) **LLaVA** {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- 【2023/04/17】**LLaVA** {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- [CVPR 2024] **LLaVA** {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- 2023.04: **LLaVA** {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- `CVPR` **LLaVA** {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- ![stars](x.svg) **LLaVA** {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- **LLaVA**\n  {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- **LLaVA**\n\n  {PAPER}", "LLaVA", "**LLaVA**"),
        (f"- **LLaVA** is *the* model, see {PAPER}", "LLaVA", "**LLaVA**"),
    ],
)
def test_an_item_is_an_entry_where_it_opens_with_the_paper(item: str, title: str, source: str) -> None:
    text = f"## List\n\n{item}\n"
    found = entry(text, mark=True)
    assert (found.form, found.title, at(text, found)) == ("item", title, source)
    assert keys(found) == ["arxiv:2304.08485"]


@pytest.mark.parametrize(
    "item",
    [
        f"- See [LLaVA]({LLAVA})",
        f"- LLaVA, a model. {PAPER}",
        f"- [ ] **LLaVA** {PAPER}",
        f"- [x] **LLaVA** {PAPER}",
        "- **LLaVA** [code](https://github.com/haotian-liu/LLaVA)",
        "- **LLaVA**",
        f"- [LLaVA](llava.md) {PAPER}",
        f"- ~~**LLaVA**~~ {PAPER}",
        "- **LLaVA** [all](https://arxiv.org/search/?query=llava)",
        "- **LLaVA** [list](https://arxiv.org/list/cs.CV/recent)",
        f"- **Paper** {PAPER}\n- **Paper** {OTHER}",
        f"- [paper]({LLAVA})",
        f"- [论文]({LLAVA}) | [代码](https://github.com/a/b)",
        f"- [![badge](x.svg)]({LLAVA})",
        f"-\n\n  {PAPER}",
        f"- \U0001f525\n\n  **LLaVA** {PAPER}",
    ],
)
def test_other_items_only_mention_it(item: str) -> None:
    assert entries(f"## List\n\n{item}\n") == []


def test_what_stands_below_a_paper_s_item_is_a_mention() -> None:
    assert entries(f"- **LLaVA** {PAPER}\n  - better than **BLIP** {OTHER}\n  - **BLIP** {OTHER}\n") == [
        ("item", "LLaVA")
    ]


def test_what_stands_below_a_group_s_label_is_an_item_like_any_other() -> None:
    assert entries(f"- Models\n  - **LLaVA** {PAPER}\n  - *old*\n    - **BLIP** {OTHER}\n") == [
        ("item", "LLaVA"),
        ("item", "BLIP"),
    ]


def test_what_stands_below_a_to_do_is_to_be_done() -> None:
    assert entries(f"- [ ] Read\n  - **LLaVA** {PAPER}\n") == []


def test_items_of_one_section_are_one_list() -> None:
    note = read(f"## A\n\n- **LLaVA** {PAPER}\n\ntext\n\n1. **BLIP** {OTHER}\n\n## B\n\n- **LLaVA** {PAPER}\n")
    groups = [each.group for each in note.entries]
    assert groups[0] == groups[1] != groups[2]


# (c) A table row


def test_a_row_with_an_id_is_an_entry_named_by_its_first_cell() -> None:
    text = f"| Model | Paper |\n|---|---|\n| **LLaVA** | {PAPER} |\n| plain | none |\n| `BLIP` | {OTHER} |\n"
    note = read(text)
    assert forms(note) == [("row", "LLaVA"), ("row", "BLIP")]
    assert [at(text, each) for each in note.entries] == ["**LLaVA**", "`BLIP`"]


def test_a_number_is_no_name() -> None:
    assert entries(f"| # | Model |\n|---|---|\n| 1 | [LLaVA]({LLAVA}) |\n| 2024 | [BLIP]({BLIP}) |\n") == [
        ("row", "LLaVA"),
        ("row", "BLIP"),
    ]


def test_an_empty_first_cell_is_no_name_either() -> None:
    assert entries(f"| | Model |\n|---|---|\n| | [LLaVA]({LLAVA}) |\n| | |\n") == [("row", "LLaVA")]


def test_the_head_of_a_table_is_no_row() -> None:
    assert entries(f"| LLaVA | {PAPER} |\n|---|---|\n| a | b |\n") == []


def test_each_table_is_a_list_of_its_own() -> None:
    table = f"| Model | Paper |\n|---|---|\n| LLaVA | {PAPER} |\n"
    note = read(f"{table}\ntext\n\n> {table.replace(chr(10), chr(10) + '> ')}\n")
    assert [each.group for each in note.entries] == ["table 1", "table 2"]


# (d) A note


@pytest.mark.parametrize(
    "text",
    [
        f"# LLaVA\n\n**Arxiv** {PAPER}\n\n## Method\n\nIt joins.\n",
        f"---\ntitle: LLaVA\n---\n\n**Arxiv** {PAPER}\n\n## Method\n\nIt joins.\n",
        "---\ntitle: LLaVA\narxiv: 2304.08485\n---\n\n## Method\n\nIt joins.\n",
        f"**标题**：LLaVA\n**论文**：{PAPER}\n\n## Method\n\nIt joins.\n",
        f"- 标题：LLaVA\n- 论文：{PAPER}\n\n## Method\n\nIt joins.\n",
    ],
)
def test_a_note_is_an_entry_by_its_header_block_or_its_front_matter(text: str) -> None:
    found = entry(text)
    assert (found.form, found.title, keys(found), found.words) == ("note", "LLaVA", ["arxiv:2304.08485"], 2)
    assert "LLaVA".startswith(at(text, found)) or at(text, found) == "t"  # `title: LLaVA`


def test_a_note_without_a_title_is_called_by_its_file_and_stands_at_its_fields() -> None:
    text = f"\n**Arxiv** {PAPER}\n\n## Method\n\ntext\n\n# Results\n\n# End\n"
    found = entry(text, "LLaVA.md")
    assert (found.title, text[found.start :].partition(" ")[0]) == ("LLaVA", "**Arxiv**")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("[2024 CVPR] Visual Instruction Tuning.md", "Visual Instruction Tuning"),
        ("[CVPR2024]LLaVA-1.5.md", "LLaVA-1.5"),
        ("[CVPR] Visual Instruction Tuning.md", None),
        ("[2024] x.md", None),
        ("2024 Visual Instruction Tuning.md", None),
    ],
)
def test_a_note_may_be_named_like_a_paper(name: str, title: str | None) -> None:
    assert entries("text\n", f"papers/{name}") == ([] if title is None else [("note", title)])


def test_a_note_that_is_named_like_a_paper_and_has_entries_is_a_list_of_them() -> None:
    assert entries(f"## LLaVA\n\n**Arxiv** {PAPER}\n", "[2024 CVPR] Two papers.md") == [("section", "LLaVA")]
    assert entries(f"# LLaVA\n\n**Arxiv** {PAPER}\n", "[2024 CVPR] LLaVA.md") == [("note", "LLaVA")]


def test_front_matter_and_header_block_are_one_entry() -> None:
    found = entry(f"---\ntitle: T\ndoi: 10.1109/CVPR.2016.90\n---\n\n# LLaVA\n\n**Arxiv** {PAPER}\n")
    assert (found.title, keys(found)) == ("LLaVA", ["doi:10.1109/cvpr.2016.90", "arxiv:2304.08485"])


def test_two_first_headings_are_sections() -> None:
    assert entries(f"# LLaVA\n\n**Arxiv** {PAPER}\n\n# BLIP\n\n**Arxiv** {OTHER}\n") == [
        ("section", "LLaVA"),
        ("section", "BLIP"),
    ]


# Mentions


@pytest.mark.parametrize(
    "text",
    [
        f"See [LLaVA]({LLAVA}) and <{BLIP}>.\n",
        f"[![badge](https://img.shields.io/x.svg)]({LLAVA})\n",
        f"![figure](x.png)\n*Figure 1, from [LLaVA]({LLAVA})*\n",
        f"Text.[^1]\n\n[^1]: [LLaVA]({LLAVA})\n",
        f"> **LLaVA** {PAPER}\n",
        f"`**Arxiv** {PAPER}`\n\n```\n**Arxiv** {PAPER}\n```\n",
        f"<!-- **Arxiv** {PAPER} -->\n",
        f'<a href="{LLAVA}">LLaVA</a>\n',
    ],
)
def test_links_in_passing_make_no_entry(text: str) -> None:
    assert entries(text) == []
    assert entries(f"## A topic\n\n{text}") == []


def test_items_and_rows_within_an_entry_are_mentions() -> None:
    text = f"## LLaVA\n\n**Arxiv** {PAPER}\n\n- **BLIP** {OTHER}\n\n| M | P |\n|---|---|\n| BLIP | {OTHER} |\n"
    assert entries(text) == [("section", "LLaVA")]
    assert entries(f"{text}\n## Others\n\n- **BLIP** {OTHER}\n") == [("section", "LLaVA"), ("item", "BLIP")]


# One identity


def test_addresses_of_one_paper_are_one_identity() -> None:
    found = entry(
        f"## LLaVA\n\n**论文** [abs]({LLAVA}v2) | [pdf](https://arxiv.org/pdf/2304.08485.pdf) | "
        "[DOI](https://doi.org/10.48550/arXiv.2304.08485)\n**翻译** [译](https://hjfy.top/arxiv/2304.08485)\n"
    )
    assert set(keys(found)) == {"arxiv:2304.08485"}


def test_ids_of_other_schemes_stand_beside_each_other() -> None:
    note = read(
        f"## LLaVA\n\n**Arxiv** {PAPER}\n**OpenReview** [r](https://openreview.net/forum?id=w0H2xGHlkw)\n"
        "**代码** [x](https://github.com/haotian-liu/LLaVA)\n"
    )
    assert keys(note.entries[0]) == ["arxiv:2304.08485", "openreview:w0H2xGHlkw"]
    assert note.id_conflicts == []


# Ids that contradict each other


def conflicts(text: str) -> list[tuple[str, str, str]]:
    return [(each.case, each.shown, each.other) for each in read(f"## LLaVA\n\n{text}\n").id_conflicts]


def test_a_link_that_says_one_id_and_leads_to_another() -> None:
    text = f"see [2304.08486]({LLAVA})\n"
    [found] = read(text).id_conflicts
    assert (found.case, found.shown, found.other) == ("text", "arXiv:2304.08486", "arXiv:2304.08485")
    assert (at(text, found), text[found.other_start : found.other_end]) == (f"[2304.08486]({LLAVA})", LLAVA)


@pytest.mark.parametrize(
    "text", ["2304.08485v3", "arXiv:2304.08485", "paper", "2304", "[2304.08486]", "arXiv 2304.08485", "0.5"]
)
def test_a_text_that_says_no_other_id_is_no_conflict(text: str) -> None:
    assert conflicts(f"[{text}]({LLAVA})") == []


def test_a_text_is_the_id_where_the_target_says_none() -> None:
    assert keys(entry("## A\n\n**Arxiv** [2304.08485](https://example.org/a.pdf)\n")) == ["arxiv:2304.08485"]
    assert keys(entry("## A\n\n**Arxiv** [2304.99](https://example.org/a.pdf)\n")) == []


@pytest.mark.parametrize(
    ("second", "case"),
    [
        ("**翻译** [译](https://hjfy.top/arxiv/2201.12086)", "mirror"),
        (f"**翻译** [译]({BLIP})", "mirror"),
        ("**PDF** [pdf](https://ar5iv.org/abs/2201.12086)", "mirror"),
        ("**PDF** [pdf](https://arxiv.org/pdf/2201.12086)", "second"),
        ("**PDF** arXiv:2201.12086", "second"),
    ],
)
def test_two_ids_of_one_scheme_in_one_entry(second: str, case: str) -> None:
    assert conflicts(f"**Arxiv** {PAPER}\n{second}") == [(case, "arXiv:2201.12086", "arXiv:2304.08485")]


@pytest.mark.parametrize("path", ["a.md", "2304.08485.md"])
def test_the_front_matter_and_the_file_s_name_are_of_the_entry_too(path: str) -> None:
    front = "---\narxiv: 2304.08485\n---\n\n" if path == "a.md" else ""
    text = f"{front}# LLaVA\n\n**Arxiv** {OTHER}\n\n## Others\n\n**Arxiv** [p]({CLIP})\n"
    [found] = read(text, path).id_conflicts
    assert (found.case, found.shown, found.other) == ("second", "arXiv:2201.12086", "arXiv:2304.08485")
    assert (at(text, found), text[found.other_start : found.other_end]) == (
        OTHER,
        "2304.08485" if front else "#",
    )


def test_a_link_that_contradicts_itself_is_not_blamed_again() -> None:
    assert conflicts(f"**Arxiv** {PAPER}\n**翻译** [2304.08485](https://hjfy.top/arxiv/2201.12086)") == [
        ("text", "arXiv:2304.08485", "arXiv:2201.12086")
    ]


def test_a_list_s_item_may_compare_papers() -> None:
    assert conflicts(f"- **LLaVA** {PAPER} after {OTHER}") == []


# Words of its own


def words(text: str) -> int:
    return entry(f"## LLaVA\n\n{callout('LLaVA')}\n{text}\n", mark=True).words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Three plain words.", 3),
        ("很好用", 3),
        ("很好用 in 2024", 5),
        ("> 引用", 2),
        ("- a\n- b", 2),
        ("```\na b\n```", 2),
        ("==重点==", 2),
        ("### Method\n\none", 1),
        ("![a figure](x.png)", 0),
        ("<br>\n\n<!-- not said -->", 0),
        ("&nbsp;", 0),
        ("a &amp; b", 2),
        ("<p>two words</p>", 2),
        ("| a | b |\n|---|---|\n| c | d |", 4),
        ("**会议** CVPR 2024", 0),
        ("**会议** CVPR\n**难度**：很高", 2),
        ("**TL;DR**: one linear layer", 3),
        ("> [!TIP]\n> inside", 1),
    ],
)
def test_words_are_what_stands_outside_fields_titles_and_images(text: str, count: int) -> None:
    assert words(text + "\n\n## Next\n\ntext") == count


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (f"{PAPER}，线性层就够了", 6),
        (f"{PAPER} (CVPR 2024 Oral)", 0),
        (f"[abs]({LLAVA}) | [pdf]({LLAVA})", 0),
        (LLAVA, 0),
        ("gemini_1_report.pdf", 0),
        ("无", 0),
    ],
)
def test_prose_in_the_value_of_a_field_counts(value: str, count: int) -> None:
    assert entry(f"## LLaVA\n\n> **Arxiv** {value}\n").words == count


def test_a_sentence_beside_the_code_counts_too() -> None:
    assert words("**代码** [x](https://github.com/a/b) 训练部分没有公开") == 8


def test_the_words_below_a_callout_are_its_own_up_to_the_next() -> None:
    note = read(f"{callout('LLaVA')}\nTwo words.\n\n{callout('BLIP', OTHER)}\n# Next\n\ntext\n")
    assert [(each.title, each.words) for each in note.entries] == [("LLaVA", 2), ("BLIP", 0)]


def test_a_callout_that_closes_the_note_is_the_author_speaking() -> None:
    text = f"## LLaVA\n\n{callout('LLaVA')}\n> [!TIP] Goodbye\n> Thanks for reading.\n"
    assert entry(text).words == 0
    assert entry(f"{text}\nMore words.\n").words == 5
    assert entry(f"## LLaVA\n\n> [!TIP] First\n> Two words.\n\n{callout('LLaVA')}").words == 2


def test_an_entry_remembers_its_blocks_where_they_are_few() -> None:
    few, many = (entry(f"## LLaVA\n\n{callout('LLaVA')}\n{'word ' * n}\n\nend\n") for n in (3, 300))
    assert [count for _, count in few.texts] == [3, 1]
    assert (many.words, many.texts) == (301, ())


def test_images_are_counted() -> None:
    assert entry(f"## LLaVA\n\n{callout('LLaVA')}\n![](a.png) <img src='b.png'>\n\n## Next\n\n![](c.png)\n").images == 2
