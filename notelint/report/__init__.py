"""The outputs of a run, each a function from a report to text."""

from __future__ import annotations

from collections.abc import Callable

from notelint.model.finding import Report
from notelint.report import as_json, concise, github, gitlab, junit, markdown, rdjsonl, sarif, terminal
from notelint.report.context import Context
from notelint.report.progress import progress
from notelint.report.safe import one_line, page, write

__all__ = ["FORMATS", "UTF8_FORMATS", "Context", "one_line", "page", "progress", "write"]

FORMATS: dict[str, Callable[[Report, Context], str]] = {
    "terminal": terminal.render,
    "concise": concise.render,
    "json": as_json.render,
    "github": github.render,
    "sarif": sarif.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "rdjsonl": rdjsonl.render,
    "markdown": markdown.render,
}

# Read by programs that expect UTF-8 whatever the console's encoding is: `write(…, utf8=True)`.
UTF8_FORMATS = frozenset(FORMATS) - {"terminal", "concise"}
