"""reviewdog's diagnostic format, a JSON object a line: comments on a pull request, with suggestions."""

from __future__ import annotations

from typing import Any

from notelint.finding import Finding, Report
from notelint.report.as_json import dump
from notelint.report.context import Context
from notelint.report.replacements import together
from notelint.report.safe import one_line

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, context: Context) -> str:
    """reviewdog takes paths from the working directory, and counts columns in bytes of UTF-8."""
    return "".join(f"{dump(_diagnostic(finding, context))}\n" for finding in report.findings)


def _diagnostic(finding: Finding, context: Context) -> dict[str, Any]:
    start = _position(finding.path, finding.line, finding.column, context)
    end = _position(finding.path, finding.end_line, finding.end_column, context)
    diagnostic: dict[str, Any] = {
        "message": "\n".join(one_line(text) for text in (finding.message, finding.help) if text),
        "location": {"path": finding.path, "range": {"start": start, "end": end}},
        "severity": SEVERITIES[finding.severity],
        "source": {"name": "notelint"},
        "code": {"value": finding.rule},
    }
    if fixed := together(finding, context):
        place = {
            "start": {"line": fixed.line, "column": _bytes(fixed.start_text) + 1},
            "end": {"line": fixed.end_line, "column": _bytes(fixed.end_text) + 1},
        }
        diagnostic["suggestions"] = [{"range": place, "text": fixed.new}]
    if finding.related:
        diagnostic["related_locations"] = [
            {
                "message": one_line(other.message),
                "location": {
                    "path": other.path,
                    "range": {"start": _position(other.path, other.line, other.column, context)},
                },
            }
            for other in finding.related
        ]
    return diagnostic


def _position(path: str, line: int, column: int, context: Context) -> dict[str, int]:
    return {"line": line, "column": _bytes(context.line_text(path, line)[: column - 1]) + 1}


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
