from __future__ import annotations

import pytest
from example import big_report, finding, report
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from notelint.model.finding import Notice, Report
from notelint.report import Context
from notelint.report.junit import render
from notelint.report.safe import COMMAND

TestCase.__test__ = TestSuite.__test__ = False  # type: ignore[attr-defined]


def suite(found: Report, context: Context | None = None) -> TestSuite:
    """What junitparser reads; it counts again, and finds what the attributes say."""
    document = JUnitXml.fromstring(render(found, context or Context()).encode())
    (read,) = list(document)
    said = (read.tests, read.failures, read.errors, read.skipped)
    document.update_statistics()
    assert (read.tests, read.failures, read.errors, read.skipped) == said
    return read


@pytest.mark.parametrize("count", [0, 300])
def test_a_report_is_read(count: int) -> None:
    found = big_report(count)
    assert suite(found).tests == len(found.findings) + 1  # and a note that could not be read


def test_what_fails_the_run_is_a_failure_and_what_does_not_is_skipped() -> None:
    found = report(*(finding(severity=severity) for severity in ("error", "warning", "info")))
    kinds = [type(case.result[0]) for case in suite(found)]
    assert kinds == [Failure, Failure, Skipped]
    kinds = [type(case.result[0]) for case in suite(found, Context(fail_on="error"))]
    assert kinds == [Failure, Skipped, Skipped]


def test_a_case_is_named_after_its_place() -> None:
    (case,) = suite(report(finding(path="中文/笔记.md", line=3, column=5, help="keep the first")))
    assert (case.classname, case.name) == ("中文/笔记.md", "duplicate-paper 3:5")
    assert "中文/笔记.md:3:5: error: " in case.result[0].text
    assert case.result[0].text.endswith("keep the first")


def test_no_finding_is_one_case_that_passes() -> None:
    (case,) = suite(report())
    assert case.is_passed


def test_what_was_not_checked_is_an_error() -> None:
    notices = (Notice("note-unreadable", "a.md could not be read"), Notice("encoding", "b.md is not UTF-8"))
    (case,) = suite(report(notices=notices))
    assert isinstance(case.result[0], Error)
    assert case.result[0].message == "a.md could not be read"


@given(st.text(st.characters(), min_size=1))
def test_every_text_is_read(text: str) -> None:
    (case,) = suite(report(finding(path=text, message=text)))
    assert case.classname is not None


@pytest.mark.parametrize("text", ["::set-output name=a::b", " ::add-mask::b", "\u3000::error::b", "##vso[task.x]b"])
def test_no_line_is_a_command_where_the_report_goes_to_a_log(text: str) -> None:
    found = finding(path=text, message=text, help=text)
    assert COMMAND.search(render(report(found, notices=(Notice("note-unreadable", text),)), Context())) is None
