from __future__ import annotations

from pathlib import Path

from trees import link, note, view, wikilink

from notelint.checks.anchors import rewritten
from notelint.model.finding import Edit, Fix
from notelint.model.items import Link, NoteItems, Wikilink


def retitled(root: Path, new: str, *links: Link | Wikilink, headings: tuple[str, ...] = ("GPT 5",)) -> Fix | None:
    """The fix that makes the first heading of a.md `new`, where other notes have these links."""
    notes: dict[str, NoteItems] = {"a.md": note("a.md", *headings)}
    for each in links:
        kind = "wikilinks" if isinstance(each, Wikilink) else "links"
        notes.setdefault(each.path, note(each.path))
        notes[each.path] = note(each.path, *(headings if each.path == "a.md" else ()), **{kind: [each]})
    heading = notes["a.md"].headings[0]
    return rewritten(heading, new, [Edit("a.md", 0, 5, new)], view(root, notes=notes))


def edits(fix: Fix | None) -> list[tuple[str, str]]:
    assert fix is not None
    return [(edit.path, edit.new) for edit in fix.edits]


def test_links_from_everywhere_follow_the_heading(tmp_path: Path) -> None:
    fix = retitled(tmp_path, "GPT-6 (2027)", link("b.md", "a.md#gpt-5"), link("a.md", "#gpt-5"), link("c.md", "a.md#x"))
    assert edits(fix) == [("a.md", "GPT-6 (2027)"), ("a.md", "gpt-6-2027"), ("b.md", "gpt-6-2027")]
    assert fix is not None
    assert not fix.safe


def test_nothing_follows_where_the_anchor_stays_and_the_fix_is_safe(tmp_path: Path) -> None:
    fix = retitled(tmp_path, "Gpt 5", link("b.md", "a.md#gpt-5"))
    assert edits(fix) == [("a.md", "Gpt 5")]
    assert fix is not None
    assert fix.safe


def test_a_wikilink_follows_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    fix = retitled(tmp_path, "GPT 6", wikilink("b.md", "a", "GPT 5"))
    assert edits(fix) == [("a.md", "GPT 6"), ("b.md", "GPT 6")]


def test_what_is_percent_encoded_stays_so(tmp_path: Path) -> None:
    encoded = link("b.md", "a.md#%E6%A8%A1%E5%9E%8B")
    fix = retitled(tmp_path, "数据", encoded, headings=("模型",))
    assert edits(fix) == [("a.md", "数据"), ("b.md", "%E6%95%B0%E6%8D%AE")]


def test_the_numbers_of_headings_that_are_alike_move_up(tmp_path: Path) -> None:
    fix = retitled(tmp_path, "GPT-6", link("b.md", "a.md#gpt-5-1"), headings=("GPT 5", "GPT 5"))
    assert edits(fix) == [("a.md", "GPT-6"), ("b.md", "gpt-5")]


def test_there_is_no_fix_where_a_link_is_written_otherwise_than_it_reads(tmp_path: Path) -> None:
    escaped = link("b.md", "a.md#gpt-5", dest_end=99)
    assert retitled(tmp_path, "GPT-6", escaped) is None
