"""The report as one JSON document of the shape in `report.schema.json`: complete, stable, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from notelint.model.finding import Links, Report, ShownFinding, Summary
from notelint.report.context import Context
from notelint.report.safe import HIDDEN, MARKS

VERSION = 1
_encode = json.JSONEncoder(ensure_ascii=False).encode  # made once: `json.dumps` makes one for every call


def render(report: Report, context: Context) -> str:
    """One finding a line, so that two runs can be compared with `diff`."""
    return "".join(pieces(report, context))


def pieces(report: Report, context: Context) -> Iterator[str]:
    """What `render` gives, bit by bit: a million findings need not be there twice."""
    notices = (msgspec.structs.asdict(notice) for notice in (*report.first, *report.others))
    yield f'{{"version": {VERSION},\n "findings": '
    yield from _listed(map(_finding, report.findings))
    yield f',\n "notices": {array(notices)},\n "links": {_counts(report.links)},\n "summary": {_counts(report.summary)}'
    yield "}\n"


def _counts(counts: Links | Summary) -> str:
    return dump(msgspec.structs.asdict(counts))


def _finding(finding: ShownFinding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "message": finding.message,
        "help": finding.help,
        "fix": None if finding.fix is None else "safe" if finding.fix.safe else "unsafe",
        "related": [msgspec.structs.asdict(place) for place in finding.related],
    }


def array(values: Iterable[dict[str, Any]]) -> str:
    """A JSON array with one value a line."""
    return "".join(_listed(values))


def _listed(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "["
    for value in values:
        yield before + dump(value)
        before = ",\n  "
    yield "[]" if before == "[" else "]"


def dump(value: dict[str, Any]) -> str:
    """JSON escapes only C0 by itself; what else would steer a terminal or a runner (`##[`) is escaped here, and reads
    back as it was.
    """
    return MARKS.sub(r"#\\u0023", HIDDEN.sub(_escaped, _encode(value)))


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"
