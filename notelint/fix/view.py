"""A note's change for a person to look at: harmless whatever it holds, and no patch."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.fix.unified import hunks
from notelint.report.safe import no_commands, visible
from notelint.text.lazy import lazy_re
from notelint.text.source import Source, own_text

_LINE = lazy_re(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # not `splitlines`, for which a form feed is a line's end too
_STYLES = {"-": "31", "+": "32", "@": "36", "=": "1"}
_ENDS = {"\r\n": "␍␊", "\r": "␍"}


def view(name: str, old: Source, new: Source, colour: bool = False) -> str:
    """The change as a diff of the texts. Line ends are shown where the note's own differ."""
    ends = old.newline != new.newline or old.newline == "mixed"
    before, after = (_lines(source, ends) for source in (old, new))
    rows = [("=", f"--- {visible(f'a/{name}')}"), ("=", f"+++ {visible(f'b/{name}')}")]
    for hunk in hunks(before, after):
        rows.append(("@", f"@@ -{hunk.old} +{hunk.new} @@"))
        for mark, line in hunk.rows:
            rows += _shown(mark, line)
    text = no_commands("\n".join(line for _, line in rows))
    marked = zip((mark for mark, _ in rows), text.split("\n"), strict=True)
    return "".join(f"{_paint(line, mark, colour)}\n" for mark, line in marked)


def _lines(source: Source, ends: bool) -> list[str]:
    lines: list[str] = _LINE.findall(own_text(source.original()) if ends else source.text)
    return lines


def _shown(mark: str, line: str) -> Iterator[tuple[str, str]]:
    text = line.rstrip("\r\n")
    end = line[len(text) :]
    yield mark, f"{mark}{visible(text.expandtabs(4))}{_ENDS.get(end, '')}"
    if not end:
        yield "@", "\\ No newline at end of file"


def _paint(text: str, mark: str, colour: bool) -> str:
    return f"\x1b[{_STYLES[mark]}m{text}\x1b[0m" if colour and mark in _STYLES else text
