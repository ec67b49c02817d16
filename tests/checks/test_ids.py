from __future__ import annotations

from pathlib import Path

import pytest
from trees import view

from notelint import check
from notelint.checks.ids import id_conflicts
from notelint.model.finding import Fix, Place, Related
from notelint.model.items import IdConflict

NOTE = "## BLIP\n\n> [!NOTE] BLIP\n> **Arxiv** {main}\n>\n> **翻译** {mirror}\n"


def fix(root: Path, main: str, mirror: str) -> Fix | None:
    report = check(root=root, texts={"a.md": NOTE.format(main=main, mirror=mirror)})
    (found,) = [finding for finding in report.findings if finding.rule == "paper-id-mismatch"]
    return found.fix


def test_what_the_main_link_says_twice_is_right(tmp_path: Path) -> None:
    found = fix(
        tmp_path, "[2201.12086](https://arxiv.org/abs/2201.12086)", "[译文](https://hjfy.top/arxiv/2301.12597v2)"
    )
    assert found is not None
    assert (found.safe, [edit.new for edit in found.edits]) == (True, ["2201.12086"])


@pytest.mark.parametrize(
    ("main", "mirror"),
    [
        ("[paper](https://arxiv.org/abs/2201.12086)", "[译文](https://hjfy.top/arxiv/2301.12597)"),
        ("[2201.12086](https://arxiv.org/abs/2201.12086)", "[2301.12597](https://hjfy.top/arxiv/2301.12597)"),
        ("2201.12086", "[译文](https://hjfy.top/arxiv/2301.12597)"),
    ],
)
def test_one_word_against_another_is_for_the_author_to_decide(tmp_path: Path, main: str, mirror: str) -> None:
    found = fix(tmp_path, main, mirror)
    assert found is not None
    assert not found.safe


def test_both_parts_of_the_mirrors_link_follow(tmp_path: Path) -> None:
    found = fix(
        tmp_path, "[2201.12086](https://arxiv.org/abs/2201.12086)", "[2301.12597](https://hjfy.top/arxiv/2301.12597)"
    )
    assert found is not None
    assert [edit.new for edit in found.edits] == ["2201.12086", "2201.12086"]


def test_nothing_tells_which_half_of_the_only_link_is_wrong(tmp_path: Path) -> None:
    assert fix(tmp_path, "[2201.12086](https://arxiv.org/abs/2301.12086)", "见下") is None


def test_two_ids_that_should_be_one_name_each_other_s_place(tmp_path: Path) -> None:
    item = IdConflict(path="a.md", start=30, end=40, case="second", shown="B", other="A", other_start=9, other_end=19)
    [hit] = id_conflicts([item], None, view(tmp_path, "a.md"))
    assert (hit.case, hit.facts) == ("second", {"shown": "B", "other": "A", "place": Place("a.md", 9)})
    assert hit.related == (Related("a.md", 9, 19, "A"),)
