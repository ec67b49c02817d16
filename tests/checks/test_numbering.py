"""Series of notes whose titles count."""

from __future__ import annotations

from pathlib import Path

from notelint import check
from tests.runs import write


def found(folder: Path, **titles: str) -> list[str]:
    write(folder, {f"{name}.md": f"# {title}\n" for name, title in titles.items()})
    report = check([folder], root=folder, select=["series-gap"])
    return [f"{Path(each.path).stem}: {each.message.rpartition('/')[2]}" for each in report.findings]


def test_a_part_that_is_still_a_draft_is_no_gap(tmp_path: Path) -> None:
    write(tmp_path, {"c.md": "---\ndraft: true\n---\n# Part 3\n"})
    assert found(tmp_path, a="Part 1", b="Part 2", d="Part 4") == []


def test_many_numbers_that_are_left_out_are_no_series(tmp_path: Path) -> None:
    assert found(tmp_path, a="Area 1", b="Area 20", c="Area 51") == []


def test_several_numbers_that_are_left_out_are_told_together(tmp_path: Path) -> None:
    parts = {f"p{n}": f"Part {n}" for n in (1, 2, 3, 4, 5, 8)}
    assert found(tmp_path, **parts) == ["p8: p5.md:1 without 6, 7"]
