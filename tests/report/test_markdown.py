from __future__ import annotations

import re

import pytest
from cmarkgfm import github_flavored_markdown_to_html  # type: ignore[import-untyped]
from example import big_report, finding, report
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notelint.model.finding import Notice
from notelint.report import Context
from notelint.report.markdown import render
from notelint.report.safe import one_line

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def cells(text: str) -> list[list[str]]:
    """The rows of the table as a reader sees them; every cell must be plain text."""
    rows: list[list[str]] = []
    for token in READER.parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and token.level > 2:
            children = [child for child in token.children or [] if child.content != "<!-- -->"]
            assert {child.type for child in children} <= {"text", "text_special"}
            rows[-1].append("".join(child.content for child in children))
    return rows


def test_a_finding_is_a_row() -> None:
    text = render(report(finding(path="a.md", line=3, column=5, message="is `x|y` *here*")), Context())
    assert text.startswith("**notelint**: 1 error in 59 notes\n\n| severity | place |")
    assert cells(text)[1] == ["error", "a.md:3:5", "is `x|y` *here*", "duplicate-paper"]


def test_it_speaks_chinese() -> None:
    text = render(report(finding(severity="warning")), Context(lang="zh"))
    assert text.startswith("**notelint**: 1 个警告（59 篇笔记）\n\n| 级别 | 位置 | 问题 | 规则 |")


def test_nobody_is_called_and_no_number_is_a_link() -> None:
    text = render(report(finding(message="see @somebody and #12")), Context())
    assert re.search(r"@\w|#\w", text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("https://host.example/a", "HTTP://host.example", "ftp://host.example", "<https://host.example>"),
        *("www.host.example", "_WWW.host.example", "a@host.example", "mailto:a@host.example", "[x](//host.example)"),
        *("[a]: https://host.example", "![x](https://host.example/x.png)", "<img src=https://host.example/x.png>"),
    ],
)
def test_what_a_note_says_leads_nowhere(text: str) -> None:
    html = github_flavored_markdown_to_html(render(report(finding(path=text, message=f"see {text}")), Context()))
    assert "<table>" in html
    assert re.search("<(a|img)", html) is None


@pytest.mark.parametrize("text", ["GH-12", "gh-12", "owner/GH-1"])
def test_no_number_behind_gh_is_a_link(text: str) -> None:
    assert text not in render(report(finding(message=text)), Context())


def test_no_finding_is_said() -> None:
    assert render(report(), Context()) == "**notelint**: no findings in 59 notes\n"


def test_notices_and_what_was_not_judged_stand_below() -> None:
    text = render(report(notices=(Notice("code", "no public/"),), not_judged=("48 links",)), Context())
    assert text.endswith("\n\n- no public/\n- not judged: 48 links\n")


def test_only_as_much_as_fits_and_the_worst_of_it() -> None:
    found = big_report(3000)
    text = render(found, Context(limit=5_000))
    assert len(text.encode()) <= 5_000
    rows = cells(text)
    assert [row[0] for row in rows[1:4]] == ["error", "error", "error"]
    assert int(re.findall(r"\+([\d,]+) more", text)[0].replace(",", "")) == len(found.findings) - len(rows) + 2


@given(st.text(min_size=1), st.text(min_size=1))
def test_every_text_is_seen_as_it_is(path: str, message: str) -> None:
    row = cells(render(report(finding(path=path, message=message)), Context()))[1]
    assert row[2] == one_line(message).strip()
