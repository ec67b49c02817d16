"""What a report must know besides the findings: its reader's language and terminal, and where to read a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from notelint.model.finding import Severity, ShownFinding
from notelint.report.words import Lang
from notelint.text.source import Source, from_text


def _no_text(path: str, line: int) -> str:
    return ""


def _no_source(path: str) -> Source:
    return from_text(path, "")


def _same(path: str) -> str:
    return path


def _no_page(rule: str) -> str:
    return ""


def _changed(finding: ShownFinding) -> bool:
    return True


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """`line_text(path, line)` is the text of a note's 1-based line, "" where it cannot be read.

    `source` gives a note by its path from the root, which edits have, and `shown` makes of that the path that findings
    have; of these `in_repository` gives those from the folder that git has checked out.
    """

    lang: Lang = "en"
    width: int = 80  # of the terminal, in cells
    colour: bool = False
    all: bool = False  # unfold: every finding at its own place
    line_text: Callable[[str, int], str] = _no_text
    source: Callable[[str], Source] = _no_source  # raises OSError
    shown: Callable[[str], str] = _same
    in_repository: Callable[[str], str] = _same
    is_changed: Callable[[ShownFinding], bool] = _changed  # does it stand on a changed line?
    rules: Mapping[str, str] = {}  # rule id -> title
    rule_url: Callable[[str], str] = _no_page  # rule id -> its address, "" where it has none
    groups: Mapping[str, str] = {}  # rule id -> "holes" or "contradictions", for those that are unlike their family
    rule_page: Callable[[str], str] = _no_page  # rule id -> its page as Markdown
    fail_on: Severity = "warning"
    next_step: str = ""  # a command to propose first; "" proposes to explain the first rule shown
    limit: int = 60_000  # bytes of a Markdown report: a comment on GitHub takes 65,536 characters
