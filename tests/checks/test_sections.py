from __future__ import annotations

from pathlib import Path

from trees import view

from notelint.checks.each import each
from notelint.checks.sections import empty_section
from notelint.model.items import Heading, MalformedId, Section


def section(title: str, empty: bool) -> Section:
    return Section(path="a.md", start=3, end=3 + len(title), level=2, title=title, body_end=20, empty=empty)


def test_a_section_without_anything_is_told(tmp_path: Path) -> None:
    sections = [section("Full", False), section("Open", True)]
    [hit] = empty_section(sections, None, view(tmp_path, "a.md"))
    assert (hit.item, hit.facts) == (sections[1], {"title": "Open"})


def test_a_heading_without_a_title_promises_nothing(tmp_path: Path) -> None:
    assert list(empty_section([section("", True)], None, view(tmp_path, "a.md"))) == []


def test_each_item_is_told_with_its_public_fields_and_its_case(tmp_path: Path) -> None:
    heading = Heading(path="a.md", start=2, end=3, level=1, text="A", slug_text="A")
    wrong = MalformedId(path="a.md", start=5, end=9, case="month", raw="2313.00001", detail="13", suggestion="")
    first, second = each([heading, wrong], None, view(tmp_path, "a.md"))
    assert (first.item, first.case, first.facts["text"], first.facts["level"]) == (heading, "", "A", 1)
    assert (second.case, second.facts["raw"], second.facts["detail"]) == ("month", "2313.00001", "13")
