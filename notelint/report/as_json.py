"""The report as one JSON document of the shape in `report.schema.json`: complete, stable, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from notelint.model.finding import Finding, Links, Report, Summary
from notelint.report.context import Context
from notelint.report.safe import HIDDEN, MARKS

VERSION = 1
_encode = json.JSONEncoder(ensure_ascii=False).encode  # made once: `json.dumps` makes one for every call


def render(report: Report, context: Context) -> str:
    """One finding a line, so that two runs can be compared with `diff`."""
    findings = array(map(_finding, report.findings))
    notices = array(msgspec.structs.asdict(notice) for notice in (*report.first, *report.others))
    parts = {
        "findings": findings,
        "notices": notices,
        "links": _counts(report.links),
        "summary": _counts(report.summary),
    }
    pieces = (piece for name, part in parts.items() for piece in (f',\n "{name}": ', part))
    return "".join((f'{{"version": {VERSION}', *pieces, "}\n"))  # a million findings are copied but once


def _counts(counts: Links | Summary) -> str:
    return dump(msgspec.structs.asdict(counts))


def _finding(finding: Finding) -> dict[str, Any]:
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
    return "[" + ",\n  ".join(map(dump, values)) + "]"


def dump(value: dict[str, Any]) -> str:
    """JSON escapes only C0 by itself; what else would steer a terminal or a runner (`##[`) is escaped here, and reads
    back as it was.
    """
    return MARKS.sub(r"#\\u0023", HIDDEN.sub(_escaped, _encode(value)))


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"
