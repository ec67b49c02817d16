"""A note that is twice as long takes twice as many steps, whatever it repeats."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from notelint.model.finding import ShownFinding
from notelint.online.judge import _titles
from notelint.reading.defects import emphasis
from notelint.reading.defects.common import Effort
from notelint.run.ruleset import RuleSet, load
from notelint.run.run import Run
from notelint.run.session import execute
from notelint.text.spans import Spans

SHAPES = {
    "broken anchors": "## Heading @\n\n[x](#nowhere-@)\n\n",
    "equal headings": "## Heading\n\ntext\n\n",
    "entries of one id": "## Paper @\n\n**Arxiv**: https://arxiv.org/abs/2304.08485\n\n",
    "rows of one id": "| Paper @ | https://arxiv.org/abs/2304.08485 |\n",
    "bold and a link in a line": "**重点** [词](a@.md) ",
    "brackets that nothing closes": "（a」",
    "soft hyphens beside links": "wo\u00adrd [x](a@.md)\n",
    "lines with blanks behind code": "```\na\n```\n\nb \n\n",
    "skipped levels": "## A @\n\ntext\n\n#### B @\n\ntext\n\n",
    "unclosed elements": "<div>\n\na</p>\n\n",
}


def steps(folder: Path, text: str) -> int:
    """How many lines of notelint's own code a check of a note goes through."""
    run = Run(root=folder, cwd=folder, texts={"a.md": text})
    rules = RuleSet.of(run.config, run.root, select=[rule.id for rule in load(run.config, run.root)])
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace if "notelint" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        execute(run, rules, jobs=1)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", SHAPES)
def test_twice_the_note_is_twice_the_work(name: str, tmp_path: Path) -> None:
    def made(n: int) -> str:
        return "".join(SHAPES[name].replace("@", str(number)) for number in range(1000, 1000 + n)) + "\n"

    steps(tmp_path, made(5))  # what is made once
    little, much = steps(tmp_path, made(150)), steps(tmp_path, made(300))
    assert much < 2.3 * little


def test_a_line_with_thousands_of_unrendered_marks_tells_them_all_and_mends_the_first(tmp_path: Path) -> None:
    read: list[int] = []

    class Counting(Effort):
        def allows(self, characters: int) -> bool:
            allowed = super().allows(characters)
            read.append(characters if allowed else 0)
            return allowed

    text = "**注意：**正文" * 600 + "\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(emphasis, "Effort", Counting)
        run = Run(root=tmp_path, cwd=tmp_path, texts={"a.md": text})
        rules = RuleSet.of(run.config, run.root, select=["unrendered-emphasis"])
        findings = execute(run, rules, jobs=1).findings
    assert len(findings) == 600
    assert findings[0].fix is not None
    assert 0 < sum(read) <= 8 * len(text) + 100_000


def test_spans_may_overlap_and_come_in_any_order() -> None:
    spans = Spans([(10, 12), (0, 8), (2, 4)])
    assert [offset for offset in range(14) if offset in spans] == [0, 1, 2, 3, 4, 5, 6, 7, 10, 11]
    assert spans.hold(3, 8)
    assert not spans.hold(7, 11)
    assert 3 not in Spans([])


def test_a_title_is_found_behind_headings_that_nothing_closes() -> None:
    assert list(_titles("<h1>" * 3 + "<TITLE lang=en>Not found</title>")) == ["Not found"]
    assert list(_titles("<h1><b>A</b></h1><h1>B</H1></h1>")) == ["<b>A</b>", "B"]


def findings(folder: Path, text: str, *rules: str) -> list[ShownFinding]:
    run = Run(root=folder, cwd=folder, texts={"a.md": text})
    return execute(run, RuleSet.of(run.config, run.root, select=rules), jobs=1).findings


# What follows took a minute or more: from each place on, all of the rest was looked through.


def test_footnotes_are_hidden_up_to_the_end_of_their_element_or_line(tmp_path: Path) -> None:
    hidden, marks = '<span class="x">a <span style="display: none">', "".join(f"[^n{n}] " for n in range(20_000))
    text = f"{hidden}{marks}</span> [^seen]\n\n{hidden}[^m]\n[^too] [^d]\n\n[^d]: text\n"
    found = findings(tmp_path, text, "undefined-footnote")
    assert [text[each.start : each.end] for each in found] == ["[^seen]", "[^too]"]


def test_formulas_in_html_that_nothing_closes_hide_no_markdown(tmp_path: Path) -> None:
    for opening, closing in (("\\(", "\\)"), ("\\[", "\\]")):
        assert not findings(tmp_path, f"<p>\n{opening}*a*{closing}\n</p>\n", "html-in-markdown")
        text = f"<p>\n{f'{opening}a ' * 50_000}\n{opening}*b*{closing} *c*\n</p>\n"
        (found,) = findings(tmp_path, text, "html-in-markdown")
        assert text[found.start : found.end] == "*c*"


def test_tags_that_nothing_ends_are_none(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "<div>\n" + "<div " * 50_000 + "\n", "unclosed-html")
    assert (found.start, found.end) == (0, 5)


def test_definitions_with_brackets_in_their_labels_are_used_where_they_are_named(tmp_path: Path) -> None:
    text = "# Links\n\n" + "".join(f"[r\\[{n}\\]]: a.md\n" for n in range(10_000)) + "\n`[r\\[7\\]]`\n"
    lines = {each.line for each in findings(tmp_path, text, "unused-reference")}
    assert len(lines) == 9_999
    assert 10 not in lines
