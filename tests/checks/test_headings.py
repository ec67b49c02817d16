"""The checks about headings as a row, on the headings of a note alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading.tools import read
from trees import view

from notelint.checks.headings import duplicate_heading, restarted_note, skipped_heading_level
from notelint.model.finding import Hit
from notelint.model.items import Section


def sections(outline: str, path: str = "a.md") -> list[Section]:
    """`1 A, 2 B` are a heading of the first level and one of the second."""
    lines = [each.split(maxsplit=1) for each in outline.split(", ")]
    return read("\n\n".join(f"{'#' * int(level)} {title}\n\nText." for level, title in lines), path).sections


def twins(root: Path, outline: str, path: str = "a.md") -> list[str]:
    return [told(hit) for hit in duplicate_heading(sections(outline, path), None, view(root, path))]


def restarts(root: Path, outline: str) -> list[tuple[str, int]]:
    return [(told(hit), hit.facts["count"]) for hit in restarted_note(sections(outline), None, view(root, "a.md"))]


def told(hit: Hit) -> str:
    title: str = hit.facts["title"]
    return title


@pytest.mark.parametrize(
    ("outline", "told"),
    [
        ("1 A, 2 B, 2 B", ["B"]),
        ("1 A, 2 b, 2 C, 2 B", ["B"]),
        ("1 A, 2 B, 2 B, 2 B", ["B", "B"]),
        ("1 A, 2 B, 1 C, 2 B", []),
        ("2 A, 3 A, 2 B, 3 B", []),
        ("2 A, 3 B, 2 B", []),
        ("2 A, 2 Done, 2 B, 2 Done, 2 C, 2 Done", []),
        ("2 A, 2 Done, 2 B, 2 Done", []),
        ("2 A, 2 Done, 2 B, 2 C, 2 Done", ["Done"]),
        ("2 Case 1, 2 Cure, 2 Case 2, 2 Why, 2 Cure", []),
        ("2 Case 1, 2 Why, 2 Cure, 2 Cure", ["Cure"]),
        ("2 Case 1, 2 Cure, 2 Step 2, 2 Why, 2 Cure", ["Cure"]),
        ("2 read(), 2 read()", []),
        ("2 Server::on(path), 2 Server::on(path)", []),
        ("2 Notes (old), 2 Notes (old)", ["Notes (old)"]),
    ],
)
def test_a_heading_is_told_where_its_parent_has_it_already(tmp_path: Path, outline: str, told: list[str]) -> None:
    assert twins(tmp_path, outline) == told


@pytest.mark.parametrize("name", ["CHANGELOG.md", "docs/changes.md", "release-notes.md", "更新日志.md"])
def test_changelogs_repeat_themselves(tmp_path: Path, name: str) -> None:
    assert twins(tmp_path, "2 Added, 2 Fixed, 2 Added", name) == []


@pytest.mark.parametrize(
    ("outline", "told"),
    [
        ("1 P, 2 A, 2 B, 2 C, 2 A, 2 B, 2 C", [("A", 3)]),
        ("2 A, 2 B, 2 C, 2 A, 2 new, 2 B, 2 C", [("A", 3)]),
        ("1 P, 2 first, 2 before, 2 A, 2 B, 2 C, 2 between, 2 A, 2 B, 2 C", [("A", 3)]),
        ("2 one, 2 A, 2 B, 2 C, 2 two, 2 A, 2 B, 2 C", []),
        ("2 A, 2 B, 2 C, 2 A, 2 B, 2 C, 2 A, 2 B, 2 C", [("A", 3), ("A", 3)]),
        ("2 A, 3 one, 3 two, 2 X, 2 A, 3 one, 3 two", [("A", 3)]),
        ("2 A, 2 B, 2 C, 2 A, 2 B", []),
        ("1 P, 2 A, 2 B, 2 C, 1 Q, 2 A, 2 B, 2 C", []),
    ],
)
def test_a_note_begins_again_with_three_headings(tmp_path: Path, outline: str, told: list[tuple[str, int]]) -> None:
    assert restarts(tmp_path, outline) == told


@pytest.mark.parametrize(
    ("outline", "told"),
    [
        ("1 A, 3 B, 2 C", ["B"]),
        ("2 A, 4 B, 2 C, 4 D", []),
        ("2 A, 4 B, 3 C", ["B"]),
        ("3 A, 2 B, 1 C", []),
        ("4 A, 5 B, 6 C", []),
    ],
)
def test_a_level_is_left_out_only_where_the_note_has_it(tmp_path: Path, outline: str, told: list[str]) -> None:
    hits = skipped_heading_level(sections(outline), None, view(tmp_path, "a.md"))
    assert [hit.facts["title"] for hit in hits] == told
