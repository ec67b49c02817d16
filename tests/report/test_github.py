from __future__ import annotations

import re

from example import finding, report
from hypothesis import given
from hypothesis import strategies as st

from notelint.model.finding import Notice, Severity, ShownFinding
from notelint.report import Context
from notelint.report.github import SUMMARY, render, summary


def lines(*findings: ShownFinding, **more: tuple[Notice, ...] | tuple[str, ...]) -> list[str]:
    return render(report(*findings, **more), Context()).splitlines()  # type: ignore[arg-type]


def many(severity: Severity, count: int) -> list[ShownFinding]:
    return [finding(severity=severity, line=n + 1) for n in range(count)]


def test_a_finding_is_an_annotation() -> None:
    found = finding(path="a.md", line=3, column=5, end_column=9, message="is noted twice", help="keep line 1")
    assert lines(found) == [
        "::error file=a.md,line=3,col=5,endLine=3,endColumn=9,title=duplicate-paper::is noted twice%0Akeep line 1"
    ]


def test_a_place_of_several_lines_has_no_columns() -> None:
    assert "line=3,endLine=4,title=" in lines(finding(line=3, column=5, end_line=4))[0]


def test_an_info_is_a_notice() -> None:
    assert lines(finding(severity="info"))[0].startswith("::notice file=")


def test_percent_colon_and_comma_are_escaped() -> None:
    line = lines(finding(path="100%,a:b.md", message="100% sure: yes, so"))[0]
    assert line.startswith("::error file=100%25%2Ca%3Ab.md,line=1,")
    assert line.endswith("::100%25 sure: yes, so")


def test_the_worst_come_first() -> None:
    found = lines(*many("info", 1), *many("warning", 1), *many("error", 1))
    assert [line.split()[0] for line in found] == ["::error", "::warning", "::notice"]


def test_the_ten_that_are_shown_are_the_best_ten() -> None:
    found = [*many("error", 20), finding("broken-link", line=99)]
    shown = lines(*found)[:10]
    assert "line=1," in shown[0] and "line=99," in shown[1]
    context = Context(is_changed=lambda each: each.line == 15)
    assert "line=15," in render(report(*found), context).splitlines()[0]


def test_an_annotation_s_path_is_the_one_in_the_repository() -> None:
    text = render(report(finding(path="a.md")), Context(in_repository=lambda path: f"site/{path}"))
    assert text.startswith("::error file=site/a.md,")


def test_the_summary_of_a_step_takes_what_room_is_left() -> None:
    found = report(*many("error", 3000))
    assert summary(found, Context(), 0).count("\n") > 3000
    assert 0 < len(summary(found, Context(), SUMMARY - 1000).encode()) <= 1000
    assert summary(found, Context(), SUMMARY - 10) == ""


def test_what_github_would_drop_is_in_the_log_and_counted_last() -> None:
    found = lines(*many("error", 12), *many("warning", 10), *many("info", 20))
    commands = [line.split()[0] for line in found if line.startswith("::")]
    assert commands[:-1].count("::error") == commands[:-1].count("::warning") == 10
    assert sum(line.startswith("::notice") for line in found) == 10
    assert sum(line.startswith("- a.md:") for line in found) == 13
    assert found[-1].startswith("::notice::13 findings are not shown")


def test_notices_and_what_was_not_judged_are_said() -> None:
    found = lines(notices=(Notice("image-root-unknown", "no public/"),), not_judged=("48 links not asked",))
    assert found == ["::notice title=image-root-unknown::no public/", "- not judged: 48 links not asked"]


def test_more_notices_than_github_shows_go_to_the_log() -> None:
    found = lines(notices=tuple(Notice("code", f"notice {n}") for n in range(12)))
    assert found[-1] == "- notice 11"
    assert sum(line.startswith("::notice") for line in found) == 9


HOSTILE = st.lists(st.sampled_from(["\n::error::x", "::stop-commands::x", "##[error]", "\r", "%0A", "\x1b[2J", "a"]))


@given(HOSTILE, HOSTILE, st.integers(1, 25))
def test_no_note_can_give_a_command_of_its_own(path: list[str], message: list[str], count: int) -> None:
    hostile = finding(path="".join(path), message="".join(message))
    ours = re.compile(r"(::error file=[^:,]*,line=1,col=1,endLine=1,endColumn=5,title=[a-z-]+::|- |::notice::\d)")
    text = render(report(*[hostile] * count), Context())
    for line in text.splitlines():
        assert ours.match(line)
        assert line.startswith("::") or "##[" not in line
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text) is None
