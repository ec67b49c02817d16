"""What a report must know besides the findings: its reader's language and terminal, and where to read a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from notelint.finding import Severity
from notelint.report.words import Lang


def _no_text(path: str, line: int) -> str:
    return ""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """`line_text(path, line)` is the text of a note's 1-based line, "" where it cannot be read."""

    lang: Lang = "en"
    width: int = 80  # of the terminal, in cells
    colour: bool = False
    all: bool = False  # unfold: every finding at its own place
    line_text: Callable[[str, int], str] = _no_text
    rules: Mapping[str, str] = {}  # rule id -> title
    fail_on: Severity = "warning"
    next_step: str = ""  # a command to propose first; "" proposes to explain the first rule shown
