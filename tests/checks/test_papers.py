"""The checks about papers, on notes that are read, since what an entry is decides most of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from notelint.checks.papers import DuplicateOptions, duplicate_paper, primary_ids, stub_entry, unlinked_paper
from notelint.collection.view import View
from notelint.model.finding import Hit, Place
from notelint.model.items import NoteItems
from notelint.papers.file import Paper
from notelint.papers.file import write as keep
from notelint.reading.note import read_note
from notelint.reading.profile import ReadingProfiles
from notelint.site import Dialect, Roots, Site
from notelint.site.listing import Listing
from notelint.text.source import from_text

TODAY = date(2026, 11, 1)
LLAVA = "https://arxiv.org/abs/2304.08485"
BLIP = "https://arxiv.org/abs/2201.12086"


def section(title: str = "LLaVA", link: str = LLAVA, text: str = "") -> str:
    return f"## {title}\n\n> [!NOTE] {title}\n> **Arxiv** [paper]({link})\n\n{text}\n"


def item(title: str = "LLaVA", link: str = LLAVA) -> str:
    return f"- **{title}** [paper]({link})\n"


def of(root: Path, locales: tuple[str, ...] = (), **texts: str) -> View:
    """A collection of notes by their names, without `.md` and with `_` for `/`."""
    site = Site(root=str(root), locales=locales, dialect=Dialect(wikilinks=True))
    profiles = ReadingProfiles(site, {})
    notes: dict[str, NoteItems] = {}
    for name, text in texts.items():
        path = root / f"{name.replace('_', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        relative = path.relative_to(root).as_posix()
        notes[relative] = read_note(from_text(relative, text), profiles.of(relative))
    listing = Listing(root)
    return View(notes, site, listing, Roots(site, listing), TODAY)


def duplicates(view: View, cross_listed: bool = False) -> list[Hit]:
    entries = [entry for note in view.notes.values() for entry in note.entries]
    return list(duplicate_paper(entries, DuplicateOptions(cross_listed=cross_listed), view))


def cases(view: View, cross_listed: bool = False) -> list[str]:
    return [hit.case for hit in duplicates(view, cross_listed)]


# Noted twice


def test_a_paper_noted_twice_points_to_the_first(tmp_path: Path) -> None:
    text = section() + section("LLaVA again", "https://arxiv.org/pdf/2304.08485v2")
    [hit] = duplicates(of(tmp_path, a=text))
    link = "[paper](https://arxiv.org/pdf/2304.08485v2)"
    assert (hit.case, hit.start, text[hit.start : hit.end]) == ("same-note", text.index(link), link)
    assert hit.facts["id"] == "arXiv:2304.08485"
    assert hit.facts["first"] == {"title": "LLaVA", "place": Place("a.md", 3)}
    [related] = hit.related
    assert (related.path, text[related.start : related.end]) == ("a.md", f"[paper]({LLAVA})")


def test_in_two_notes_the_later_one_is_told(tmp_path: Path) -> None:
    [hit] = duplicates(of(tmp_path, a=section(), b=section()))
    assert (hit.case, hit.item.path, hit.facts["first"]["place"].path) == ("other-note", "b.md", "a.md")


def test_the_third_points_to_the_first_as_well(tmp_path: Path) -> None:
    hits = duplicates(of(tmp_path, a=section("A1") + section("A2") + section("A3")))
    assert [hit.facts["first"]["title"] for hit in hits] == ["A1", "A1"]


@pytest.mark.parametrize(
    ("other", "case"),
    [
        ("LLaVA: visual instruction tuning", "same-note"),
        ("多模态 LLaVA", "same-note"),
        ("Visual Instruction Tuning", "titled-same-note"),
        ("Large tuning", "retitled-same-note"),
        ("BLIP-2", "retitled-same-note"),
    ],
)
def test_another_name_may_be_another_paper(tmp_path: Path, other: str, case: str) -> None:
    assert cases(of(tmp_path, a=section() + section(other))) == [case]


@pytest.mark.parametrize(("name", "case"), [("LLaVA", "draft"), ("Visual Instruction Tuning", "titled-draft")])
def test_a_draft_may_repeat_what_will_be_moved(tmp_path: Path, name: str, case: str) -> None:
    draft = "---\ndraft: true\n---\n"
    assert cases(of(tmp_path, a=section(), b=draft + section(name))) == [case]
    assert cases(of(tmp_path, a=draft + section(), b=section(name))) == [case]
    assert cases(of(tmp_path, a=draft + section() + section(name))) == [case.replace("draft", "same-note")]


def test_any_scheme_makes_papers_the_same(tmp_path: Path) -> None:
    both = "## A\n\n**Arxiv** [p]({})\n**DOI** [d](https://doi.org/10.1109/CVPR.2016.90)\n"
    by_doi = "## A\n\n**DOI** [d](https://doi.org/10.1109/cvpr.2016.90)\n"
    assert cases(of(tmp_path, a=both.format(LLAVA), b=by_doi, c=section("A"))) == ["other-note", "other-note"]


def test_only_the_first_id_of_a_scheme_says_which_paper_an_entry_is(tmp_path: Path) -> None:
    view = of(tmp_path, a=f"## A\n\n**Arxiv** [p]({LLAVA})\n**PDF** [q]({BLIP})\n", b=section("B", BLIP))
    [entry] = view.note("a.md").entries
    assert list(primary_ids(entry)) == ["arxiv:2304.08485"]
    assert duplicates(view) == []


def test_the_title_is_told_among_the_names_of_a_paper(tmp_path: Path) -> None:
    for first, second in (("LLaVA", "Visual Instruction Tuning"), ("Visual Instruction Tuning", "LLaVA")):
        [hit] = duplicates(of(tmp_path, a=section(first) + section(second)))
        assert (hit.case, hit.facts["titled"]) == ("titled-same-note", "Visual Instruction Tuning")


def test_two_nicknames_of_a_paper_are_names_of_one(tmp_path: Path) -> None:
    vgg = "https://arxiv.org/abs/1409.1556"
    assert cases(of(tmp_path, a=section("VGG", vgg) + section("VGGNet", vgg))) == ["same-note"]


# Not noted twice


def test_entries_without_ids_are_no_duplicates(tmp_path: Path) -> None:
    assert cases(of(tmp_path, a=section(link="a.pdf") + section(link="a.pdf"))) == []


def test_translations_repeat_each_other(tmp_path: Path) -> None:
    locales = ("en", "zh-cn")
    assert cases(of(tmp_path, locales, en_a=section(), **{"zh-cn_a": section()})) == []
    assert cases(of(tmp_path, locales, en_a=section(), en_b=section())) == ["other-note"]


def test_an_entry_within_another_counts_once(tmp_path: Path) -> None:
    nested = f"# LLaVA\n\n**Arxiv** [p]({LLAVA})\n\n{section('The paper')}"
    assert cases(of(tmp_path, a=nested)) == []
    assert cases(of(tmp_path, a=nested, b=section())) == ["other-note"]


def test_a_list_names_what_a_note_notes(tmp_path: Path) -> None:
    assert cases(of(tmp_path, a=section(), b=item()), cross_listed=True) == []


# Lists and tables


def test_twice_in_one_list(tmp_path: Path) -> None:
    assert cases(of(tmp_path, a=f"## A\n\n{item()}{item()}")) == ["same-note"]
    assert cases(of(tmp_path, a=f"## A\n\n{item()}{item('Visual tuning')}")) == ["retitled-same-note"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (f"## A\n\n{item()}\n## B\n\n{item()}", ""),
        (item(), item()),
        (item(), f"| M | P |\n|---|---|\n| LLaVA | [p]({LLAVA}) |\n"),
    ],
)
def test_in_two_lists_it_is_cross_listed(tmp_path: Path, a: str, b: str) -> None:
    view = of(tmp_path, a=a, b=b)
    assert (cases(view), cases(view, cross_listed=True)) == ([], ["cross-listed"])


def test_cross_listed_papers_keep_their_case_whatever_they_are_called(tmp_path: Path) -> None:
    assert cases(of(tmp_path, a=item(), b=item("Visual tuning")), cross_listed=True) == ["cross-listed"]


def table(*names: str) -> str:
    return "| M | P |\n|---|---|\n" + "".join(f"| {name} | [p]({LLAVA}) |\n" for name in names)


def test_rows_of_one_table_are_the_same_where_their_name_is(tmp_path: Path) -> None:
    assert cases(of(tmp_path, a=table("LLaVA", "llava"))) == ["same-note"]
    assert cases(of(tmp_path, a=table("LLaVA-7B", "LLaVA-13B")), cross_listed=True) == []


# Copies


def papers(*numbers: int) -> Iterator[str]:
    for number in numbers:
        yield section(f"Paper {number}", f"https://arxiv.org/abs/2304.0000{number}")


def test_a_copied_note_is_told_once(tmp_path: Path) -> None:
    view = of(tmp_path, a="".join(papers(1, 2, 3, 4)), b="".join(papers(1, 2, 3)), c="".join(papers(4, 5, 6)))
    copied, other = duplicates(view)
    assert (copied.case, copied.item.path, copied.facts["count"]) == ("copied-note", "b.md", 3)
    assert copied.facts["first"] == {"title": "a.md", "place": Place("a.md", 0)}
    assert (other.case, other.item.path) == ("other-note", "c.md")


def test_two_papers_in_common_are_no_copy(tmp_path: Path) -> None:
    assert cases(of(tmp_path, a="".join(papers(1, 2)), b="".join(papers(1, 2)))) == ["other-note"] * 2


def test_a_small_share_in_common_is_no_copy(tmp_path: Path) -> None:
    view = of(tmp_path, a="".join(papers(1, 2, 3, 4, 5)), b="".join(papers(1, 2, 3, 8, 9)))
    assert cases(view) == ["other-note"] * 3


# Which one to keep


def kept(view: View) -> tuple[str, str]:
    [hit] = duplicates(view)
    place = hit.facts["keep"]["place"]
    return f"{place.path} {hit.facts['keep']['title']}", hit.facts["why"]


def test_the_one_that_says_more_is_kept(tmp_path: Path) -> None:
    assert kept(of(tmp_path, a=section("A") + section("B", text="Words."))) == ("a.md B", "more-text")
    assert kept(of(tmp_path, a=section("A", text="Words.") + section("B"))) == ("a.md A", "more-text")


LONG = "A title of a paper that is far too long to be a name"


def test_else_the_one_that_is_titled_like_the_others(tmp_path: Path) -> None:
    short = "".join(papers(1, 2, 3, 4))
    assert kept(of(tmp_path, a=short + section(LONG) + section("LLaVA"))) == ("a.md LLaVA", "heading-style")
    assert kept(of(tmp_path, a=short + section("LLaVA") + section(LONG))) == ("a.md LLaVA", "heading-style")
    long = "".join(section(f"{LONG} {n}", f"https://arxiv.org/abs/2304.0000{n}") for n in range(1, 5))
    assert kept(of(tmp_path, a=long + section("LLaVA") + section(LONG))) == (f"a.md {LONG}", "heading-style")


def test_two_styles_in_balance_decide_nothing(tmp_path: Path) -> None:
    mixed = "".join(papers(1, 2)) + section(f"{LONG} 3", "https://arxiv.org/abs/2304.00003")
    assert kept(of(tmp_path, a=mixed + section(LONG) + section("LLaVA"))) == (f"a.md {LONG}", "first")


def test_else_the_one_that_more_links_lead_to(tmp_path: Path) -> None:
    links = "[x](b.md) [[b]]\n"
    assert kept(of(tmp_path, a=section(), b=section(), c=links)) == ("b.md LLaVA", "linked")
    assert kept(of(tmp_path, a=section(), b=section(), c="[x](a.md)\n")) == ("a.md LLaVA", "linked")


def test_else_the_first(tmp_path: Path) -> None:
    assert kept(of(tmp_path, a=section(), b=section())) == ("a.md LLaVA", "first")
    assert kept(of(tmp_path, a=section() + section())) == ("a.md LLaVA", "first")


# What the other one has


def more(view: View) -> tuple[str, str]:
    [hit] = duplicates(view)
    return hit.facts["more"], hit.facts["labels"]


def test_the_fields_that_only_the_other_one_has_are_named(tmp_path: Path) -> None:
    rich = f"## B\n\n**PDF** [paper]({LLAVA})\n**代码** [a](https://github.com/a/b)\n**翻译**\n"
    assert more(of(tmp_path, a=section(text="Words.") + rich)) == ("fields", "代码")


def test_notes_of_its_own_are_to_be_taken_along(tmp_path: Path) -> None:
    assert more(of(tmp_path, a=section(text="Many words.") + section(text="Words."))) == ("own", "")
    assert more(of(tmp_path, a=section(text="Words.") + section(text="![](a.png)"))) == ("own", "")


def test_of_two_that_say_the_same_nothing_is_to_be_taken_along(tmp_path: Path) -> None:
    assert more(of(tmp_path, a=section() + section())) == ("nothing", "")


# Stubs


def stubs(view: View) -> list[tuple[str, int]]:
    entries = [entry for note in view.notes.values() for entry in note.entries]
    return [(hit.facts["title"], hit.facts["total"]) for hit in stub_entry(entries, None, view)]


def test_an_entry_without_words_is_told_with_how_many_there_are(tmp_path: Path) -> None:
    text = section("A") + section("B", BLIP, "很好") + section("C", "c.pdf")
    assert stubs(of(tmp_path, a=text, b=section("D", text="Words."))) == [("A", 3), ("C", 3)]


def test_lists_and_tables_are_no_notes(tmp_path: Path) -> None:
    assert stubs(of(tmp_path, a=item() + "\n" + table("LLaVA"))) == []


def test_what_stands_word_for_word_in_many_notes_is_nobody_s_own(tmp_path: Path) -> None:
    texts = {f"n{n}": section(f"P{n}", text="To be written soon.") for n in range(5)}
    assert len(stubs(of(tmp_path, **texts))) == 5
    del texts["n4"]
    assert stubs(of(tmp_path / "four", **texts)) == []


# Papers that cannot be opened


@pytest.mark.parametrize(
    ("title", "likely"),
    [
        ("Gemini", "arXiv:2312.11805"),
        ("GPT 5", "arXiv:2601.03267"),
        ("GPT-4V", None),
        ("BERT and its kin", None),
        ("Orchard", "arXiv:2303.05983"),
        ("Accountable text", "arXiv:2303.05983"),
        ("Chameleon", None),
    ],
)
def test_of_an_entry_named_as_a_known_paper_the_id_is_told(tmp_path: Path, title: str, likely: str | None) -> None:
    papers = {
        "2303.05983": Paper(title="Orchard: Accountable text"),
        "2304.09842": Paper(title="Chameleon: Plug-and-Play Reasoning"),
        "2405.09818": Paper(title="Chameleon: Mixed-Modal Models"),
    }
    papers["2303.05983"] = replace(papers["2303.05983"], former=("Accountable text",))
    keep(tmp_path, papers)
    view = of(tmp_path, a=f"## {title}\n\n**Arxiv** report.pdf\n")
    [hit] = unlinked_paper(view.note("a.md").fields, None, view)
    assert hit.case == ("likely-file" if likely else "file")
    assert hit.facts.get("likely", {}).get("id") == likely


def unlinked(root: Path, field: str) -> list[tuple[str, str]]:
    text = f"## A\n\n{field}\n"
    view = of(root, a=text)
    hits = list(unlinked_paper(view.note("a.md").fields, None, view))
    return [(hit.case, text[hit.start : hit.end]) for hit in hits]


@pytest.mark.parametrize(
    ("field", "case", "value"),
    [
        ("**Arxiv** gemini_1_report.pdf", "file", "gemini_1_report.pdf"),
        ("**论文** 报告.pdf", "file", "报告.pdf"),
        ("**Arxiv**: to appear somewhere", "text", "to appear somewhere"),
        ("- **论文链接**：GPT-4V system card", "text", "GPT-4V system card"),
        ("**PDF** `report`", "text", "`report`"),
    ],
)
def test_a_value_that_is_neither_link_nor_id_is_told(tmp_path: Path, field: str, case: str, value: str) -> None:
    assert unlinked(tmp_path, field) == [(case, value)]


@pytest.mark.parametrize(
    "value",
    [
        *("无", "暂无", "没有", "未公开", "待补充", "见 CVF", "无预印本（仅会议论文集）", "即将公开", "略", "？", "-"),
        *("none", "N/A", "TBD", "coming soon", "not yet", "see the CVF page", "under review", "in press", "", "/"),
        *("2304.08485", "2304.08485 (CVPR 2024)", LLAVA, "[x](a.pdf)", "arXiv:2304.08485"),
    ],
)
def test_a_value_that_can_be_opened_or_says_that_there_is_none(tmp_path: Path, value: str) -> None:
    assert unlinked(tmp_path, f"**Arxiv** {value}") == []


def test_a_title_is_as_good_under_a_label_that_asks_for_the_paper(tmp_path: Path) -> None:
    assert unlinked(tmp_path, "**论文**：Visual Instruction Tuning") == []
    assert unlinked(tmp_path, "**Paper**: Visual Instruction Tuning") == []


def test_other_fields_and_fields_of_no_entry_are_not_asked(tmp_path: Path) -> None:
    assert unlinked(tmp_path, "**论文** 无\n**代码** code.zip\n**翻译** x.pdf") == []
    view = of(tmp_path, a="## A\n\n**Arxiv** x.pdf\n")
    [field] = view.note("a.md").fields
    assert list(unlinked_paper([replace(field, entry=-1)], None, view)) == []
