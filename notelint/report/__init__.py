"""The outputs of a run, each a function from a report to text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from notelint.model.finding import Report
from notelint.report import as_json, concise, github, gitlab, junit, markdown, rdjsonl, sarif, terminal
from notelint.report.context import Context
from notelint.report.progress import progress
from notelint.report.safe import one_line, page, write

__all__ = ["FORMATS", "UTF8_FORMATS", "Context", "chunks", "one_line", "page", "progress", "write"]

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

_CHUNK = 1 << 20  # code points that are written at once


def chunks(name: str, report: Report, context: Context) -> Iterator[str]:
    """The text of a format, in pieces where it may be very long."""
    if name != "json":
        yield FORMATS[name](report, context)
        return
    waiting: list[str] = []
    size = 0
    for piece in as_json.pieces(report, context):
        waiting.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)


# Read by programs that expect UTF-8 whatever the console's encoding is: `write(…, utf8=True)`.
UTF8_FORMATS = frozenset(FORMATS) - {"terminal", "concise"}
