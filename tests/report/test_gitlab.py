from __future__ import annotations

import json

import msgspec
import pytest
from example import big_report, finding, report

from notelint.report import Context
from notelint.report.gitlab import render


class Lines(msgspec.Struct, forbid_unknown_fields=True):
    begin: int


class Location(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    lines: Lines


class Issue(msgspec.Struct, forbid_unknown_fields=True):
    """The fields that GitLab documents for a code quality report, all of which it wants."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: Location


def issues(text: str) -> list[Issue]:
    read = msgspec.json.decode(text, type=list[Issue])
    assert {issue.severity for issue in read} <= {"info", "minor", "major", "critical", "blocker"}
    return read


@pytest.mark.parametrize("count", [0, 300])
def test_a_report_has_the_documented_fields(count: int) -> None:
    found = big_report(count)
    assert len(issues(render(found, Context()))) == len(found.findings)


def test_each_finding_has_a_fingerprint_of_its_own() -> None:
    read = issues(render(report(*[finding() for _ in range(5)], finding(path="b.md")), Context()))
    assert len({issue.fingerprint for issue in read}) == 6


def test_a_finding_is_an_issue_at_its_line() -> None:
    found = finding(path="笔记.md", line=7, severity="warning", message="is noted\ntwice")
    context = Context(in_repository=lambda path: f"site/{path}")
    issue = json.loads(render(report(found), context))[0]
    assert issue | {"fingerprint": ""} == {
        "description": "is noted twice",
        "check_name": "duplicate-paper",
        "fingerprint": "",
        "severity": "minor",
        "location": {"path": "site/笔记.md", "lines": {"begin": 7}},
    }


def test_a_name_that_is_not_utf8_costs_no_other_finding() -> None:
    read = issues(render(report(finding(path="a\udcff.md"), finding(path="👩\u200d💻.md")), Context()))
    assert [issue.location.path for issue in read] == ["a<U+DCFF>.md", "👩\u200d💻.md"]
