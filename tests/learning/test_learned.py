"""Who has a vote in a collection that is read, and on what."""

from __future__ import annotations

from pathlib import Path

import pytest

from notelint import Report, check
from tests.runs import write

IDS = [f"2301.{number:05}" for number in range(1, 30)]


def entry(number: int, form: str = "**Arxiv** ", link: str = "https://arxiv.org/abs/{}", more: str = "") -> str:
    return f"## Paper {number}\n\n{form}[{IDS[number]}]({link.format(IDS[number])})\n{more}\n"


def entries(first: int, last: int, form: str = "**Arxiv** ", **more: str) -> str:
    return "\n".join(entry(number, form, **more) for number in range(first, last))


def found(folder: Path, rule: str) -> list[str]:
    return [f"{Path(each.path).name}:{each.line} {each.message}" for each in report(folder, rule).findings]


def report(folder: Path, rule: str) -> Report:
    return check([folder], root=folder, select=[rule])


@pytest.mark.parametrize("before", ["---\ndraft: true\n---\n", "<!-- This file is generated. DO NOT EDIT. -->\n"])
def test_drafts_and_generated_notes_have_no_vote(tmp_path: Path, before: str) -> None:
    write(tmp_path, {"a.md": entries(0, 6), "b.md": before + entries(6, 20, "**Arxiv**: ")})
    messages = {message.partition(": ")[2] for message in found(tmp_path, "inconsistent-label")}
    assert messages <= {"`: 6 of 6 write `**Arxiv** [`", "[`: 6 of 6 write `**Arxiv** [`"}


def test_a_paper_that_is_noted_again_has_no_second_vote(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": entries(0, 8) + entry(8, "**Arxiv**") + entries(0, 8)})
    assert found(tmp_path, "inconsistent-label") == ["a.md:42 `**Arxiv**[`: 8 of 9 write `**Arxiv** [`"]


def test_labels_are_never_pooled(tmp_path: Path) -> None:
    code = "**代码**：无\n"
    write(tmp_path, {"a.md": entries(0, 6, more=code) + entries(6, 9)})
    assert found(tmp_path, "inconsistent-label") == []


def test_what_is_not_decided_is_said_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": entries(0, 5) + entries(5, 9, "**Arxiv**：")})
    assert [each for each in report(tmp_path, "inconsistent-label").not_judged if "arxiv" in each] == [
        "how arxiv is written: `**arxiv** ` 5×, `**arxiv**：` 4×, none is usual"
    ]


def test_a_field_in_the_front_matter_of_a_note_is_there(tmp_path: Path) -> None:
    files = {f"{number}.md": entry(number, more="**Venue** CVPR\n").replace("## ", "# ") for number in range(6)}
    alone = entry(6).replace("## ", "# ")
    write(tmp_path, {**files, "a.md": f"---\nvenue: CVPR\n---\n{alone}", "b.md": entry(7).replace("## ", "# ")})
    assert found(tmp_path, "missing-entry-field") == ["b.md:3 no Venue: 7 of 8 entries have it"]


def test_missing_fields_are_named_in_the_order_in_which_entries_have_them(tmp_path: Path) -> None:
    more = "".join(f"**{label}** 1\n" for label in ("Venue", "Task", "Code", "Year"))
    write(tmp_path, {"a.md": entries(0, 20, more=more) + entry(20)})
    assert found(tmp_path, "missing-entry-field") == ["a.md:182 no Venue, Task, Code, Year: 20 of 21 entries have it"]


def test_a_version_that_is_shown_is_meant(tmp_path: Path) -> None:
    shown = "## A\n\n**Arxiv** [2402.00001v2](https://arxiv.org/abs/2402.00001v2)\n\n"
    hidden = "## B\n\n**Arxiv** [2402.00002](https://arxiv.org/abs/2402.00002v3)\n"
    write(tmp_path, {"a.md": entries(0, 21) + shown + hidden})
    assert found(tmp_path, "inconsistent-link-form") == [
        "a.md:111 a version here: 21 of 22 link the paper without one",
    ]


def test_the_pages_of_openreview_are_compared_too(tmp_path: Path) -> None:
    link = "## {0}\n\n**Paper** [{0}](https://openreview.net/{1}?id=abc{0}defghi)\n\n"
    write(tmp_path, {"a.md": "".join(link.format(n, "forum") for n in "ABCDEFGH") + link.format("I", "pdf")})
    assert found(tmp_path, "inconsistent-link-form") == ["a.md:35 /pdf/ here: 8 of 9 link /forum/"]
