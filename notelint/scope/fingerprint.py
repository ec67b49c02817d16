"""What stays the same of a finding when lines move: by it known findings are known again."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from notelint.model.finding import Finding, ShownFinding
from notelint.text.source import Source

LONGEST = 120  # code points of the text


class Fingerprint(NamedTuple):
    """A finding without its line. `path` is from the root, `ordinal` counts from 1 what is otherwise the same.

    `text` is what the finding underlines on its first line, the whole line where it underlines nothing, with every run
    of blanks as one space. It is text of the note, never of a message: a message depends on the language, on the
    version, and on numbers of other lines.
    """

    rule: str
    path: str
    text: str
    ordinal: int = 1

    def in_note(self) -> str:
        """A short word for it that does not depend on the path."""
        return f"{_digest(self.rule, self.text)}:{self.ordinal}"

    def in_collection(self) -> str:
        """A short word for it that no other finding of the run has."""
        return _digest(*map(str, self))


def fingerprints(
    findings: Iterable[Finding] | Iterable[ShownFinding], source: Callable[[str], Source]
) -> list[Fingerprint]:
    """One for each finding, in order. `source` gives a note by its path from the root."""
    count: Counter[tuple[str, str, str]] = Counter()
    last: Source | None = None
    made = []
    for finding in findings:
        path = finding.path if isinstance(finding, Finding) else finding.note
        if last is None or last.path != path:  # findings come note by note
            last = _read(path, source)
        key = (finding.rule, path, _text(finding, last.text))
        count[key] += 1
        made.append(Fingerprint(*key, count[key]))
    return made


def _read(path: str, source: Callable[[str], Source]) -> Source:
    try:
        return source(path)
    except OSError:  # it went away while it was checked
        return Source(path, b"", "", "utf-8", False)


def _text(finding: Finding | ShownFinding, text: str) -> str:
    line_end = text.find("\n", finding.start)
    line_end = len(text) if line_end < 0 else line_end
    underlined = text[finding.start : min(finding.end, line_end)]
    if not underlined.strip():
        underlined = text[text.rfind("\n", 0, finding.start) + 1 : line_end]
    return unicodedata.normalize("NFC", " ".join(underlined[: LONGEST * 4].split())[:LONGEST])


def _digest(*parts: str) -> str:
    import hashlib

    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:32]
