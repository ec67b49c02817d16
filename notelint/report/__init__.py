"""The outputs of a run, each a function from a report to text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from notelint.model.finding import Report
from notelint.report.context import Context
from notelint.report.progress import progress
from notelint.report.safe import one_line, page, write

__all__ = ["FORMATS", "UTF8_FORMATS", "Context", "chunks", "one_line", "page", "progress", "write"]

# The modules of the formats, each with a function `render`: a run needs one of them.
_MODULES = {
    "terminal": "terminal",
    "concise": "concise",
    "json": "as_json",
    "github": "github",
    "sarif": "sarif",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjsonl": "rdjsonl",
    "markdown": "markdown",
}


def _rendered(name: str) -> Callable[[Report, Context], str]:
    def render(report: Report, context: Context) -> str:
        text: str = import_module(f"{__name__}.{_MODULES[name]}").render(report, context)
        return text

    return render


FORMATS = {name: _rendered(name) for name in _MODULES}

_CHUNK = 1 << 20  # code points that are written at once


def chunks(name: str, report: Report, context: Context) -> Iterator[str]:
    """The text of a format, in pieces where it may be very long."""
    if name != "json":
        yield FORMATS[name](report, context)
        return
    from notelint.report import as_json

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
