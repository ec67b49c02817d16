"""Callouts that the site does not show as such: a mistyped marker, a type or a title that it does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.blocks import CALLOUT
from notelint.reading.defects.common import in_source, is_assumed, shortened
from notelint.text.lazy import lazy_re
from notelint.text.near import one_edit

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader
    from notelint.site.viewer import Viewer

# Cheap: what a note with a callout in it holds.
_MAYBE = lazy_re(r"[\[［【] ?[!！] ?[A-Za-z]")
_MARKER = lazy_re(r"([\[［【]) ?([!！]) ?([A-Za-z][A-Za-z-]*) ?([\]］】])([+-]?)[ \t]*([^\n]*)")
GITHUB = ("note", "tip", "important", "warning", "caution")
# Obsidian's own, with their other names.
_OBSIDIAN = lazy_re(
    "abstract|summary|tldr|info|todo|hint|success|check|done|question|help|faq|attention|failure|fail|missing|danger"
    "|error|bug|example|quote|cite"
)


def find(reader: Reader) -> Iterator[Defect]:
    """The markers at the beginning of quotes that make no callout, in the order of the note."""
    kind = reader.dialect.callouts
    if ">" not in reader.text or not _MAYBE.search(reader.text):
        return
    assumed = is_assumed(reader, "callouts")
    said = set[str]()  # what is true of the whole note is said once
    tokens = reader.document.tokens
    for token, first in zip(tokens, tokens[2:], strict=False):
        if token.type != "blockquote_open" or first.type != "inline":
            continue
        marker = _MARKER.match(first.content)
        found = marker and _problem(marker, kind)
        if (
            not marker
            or not found
            or (assumed and found[0] in ("unknown", "title", "unsupported"))
            or found[0] in said
            or first.content.startswith("(", marker.end(4))
            or _is_shown(found[0], marker[0][: marker.end(4)], reader.viewer)
        ):
            continue
        case, meant = found
        if case in ("unsupported", "title"):
            said.add(case)
        yield _defect(reader, first, marker, case, meant)


def _is_shown(case: str, marker: str, viewer: Viewer) -> bool:
    """May it be a callout all the same: of a type that is none, or with a blank in its marker?"""
    if case == "near":
        return viewer.any_callout
    return case == "malformed" and viewer.blank_in_callout and marker.isascii()


def _problem(marker: re.Match[str], kind: str) -> tuple[str, str] | None:
    """The case, and the marker that was meant where that is known."""
    name = marker[3].lower()
    known = name in GITHUB or _OBSIDIAN.fullmatch(name) is not None
    near = "" if known else next((each for each in GITHUB if one_edit(name, each)), "")
    meant = f"[!{near.upper() if marker[3].isupper() else near.capitalize() if marker[3].istitle() else near}]"
    if not CALLOUT.match(marker[0]):
        return ("malformed", meant if near else f"[!{marker[3]}]") if known or near else None
    if kind == "none":
        return ("unsupported", "") if known else None
    if near:
        return "near", meant
    if kind == "github" and name not in GITHUB:
        return "unknown", ""
    return ("title", "") if kind == "github" and (marker[5] or marker[6].strip()) else None


def _defect(reader: Reader, first: Token, marker: re.Match[str], case: str, meant: str) -> Defect:
    start, end = first.span(marker.start(), marker.end(5))
    edits = in_source(first, [(marker.start(), marker.end(4), meant)]) if meant else ()
    text = shortened(marker[0].rstrip()) if case == "title" else marker[0][: marker.end(4)]
    return Defect(
        path=reader.path, start=start, end=end, problem="callout", case=case, text=text, meant=meant, edits=edits
    )
