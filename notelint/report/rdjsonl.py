"""reviewdog's diagnostic format, a JSON object a line: comments on a pull request, with suggestions."""

from __future__ import annotations

from typing import Any

from notelint.model.finding import Report, ShownFinding
from notelint.report.as_json import dump
from notelint.report.context import Context
from notelint.report.replacements import together
from notelint.report.safe import one_line, utf8

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, context: Context) -> str:
    """reviewdog takes paths from the working directory, counts columns in bytes of UTF-8, and takes UTF-8 alone."""
    places = _Places(context)
    return "".join(f"{dump(_diagnostic(finding, context, places))}\n" for finding in report.findings)


class _Places:
    """Places as reviewdog wants them. They come in order: of a line, only what is behind the last one is counted."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[tuple[str, int], tuple[int, int]] = {}  # of a line: a column, and the bytes before it

    def at(self, path: str, line: int, column: int) -> dict[str, int]:
        known, count = self._known.get((path, line), (1, 0))
        if known > column:
            known, count = 1, 0
        count += _bytes(self._context.line_text(path, line)[known - 1 : column - 1])
        self._known[path, line] = column, count
        return {"line": line, "column": count + 1}


def _diagnostic(finding: ShownFinding, context: Context, places: _Places) -> dict[str, Any]:
    start = places.at(finding.path, finding.line, finding.column)
    end = places.at(finding.path, finding.end_line, finding.end_column)
    diagnostic: dict[str, Any] = {
        "message": "\n".join(one_line(text) for text in (finding.message, finding.help) if text),
        "location": {"path": utf8(finding.path), "range": {"start": start, "end": end}},
        "severity": SEVERITIES[finding.severity],
        "source": {"name": "notelint"},
        "code": {"value": finding.rule},
    }
    if url := context.rule_url(finding.rule):
        diagnostic["code"]["url"] = url
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
                    "path": utf8(other.path),
                    "range": {"start": places.at(other.path, other.line, other.column)},
                },
            }
            for other in finding.related
        ]
    return diagnostic


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
