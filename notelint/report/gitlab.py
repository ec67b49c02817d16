"""GitLab's code quality report: a JSON array with one object a finding."""

from __future__ import annotations

from notelint.model.finding import Report
from notelint.report.as_json import array
from notelint.report.context import Context
from notelint.report.safe import one_line, utf8
from notelint.scope.fingerprint import fingerprints

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, context: Context) -> str:
    """Of two objects with one fingerprint GitLab shows the first only: each finding has its own."""
    known = fingerprints(report.findings, context.source)
    issues = [
        {
            "description": one_line(finding.message),
            "check_name": finding.rule,
            "fingerprint": fingerprint.in_collection(),
            "severity": SEVERITIES[finding.severity],
            "location": {"path": utf8(context.in_repository(finding.path)), "lines": {"begin": finding.line}},
        }
        for finding, fingerprint in zip(report.findings, known, strict=True)
    ]
    return f"{array(issues)}\n"
