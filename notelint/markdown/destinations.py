"""What stands in the parentheses of a link and behind the colon of a definition: destination and title."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.common.utils import unescapeAll

from notelint.markdown.lines import TRIM
from notelint.text.lazy import lazy_re

_BRACKETED = lazy_re(r"<(?:[^<>\\\n]|\\.)*>", re.DOTALL)
_STOP = lazy_re(r"[\x00-\x20\x7f()\\]|\{[{%]")
_TITLE_END = {
    '"': lazy_re(r'\\.|"', re.DOTALL),
    "'": lazy_re(r"\\.|'", re.DOTALL),
    ")": lazy_re(r"\\.|[()]", re.DOTALL),
}
_SHORTCODE_END = {"{{": "}}", "{%": "%}"}
# URLs that normalizeLink gives back as they are; it is slow, and nearly every link of a note is of this kind.
_UNCHANGED = lazy_re(
    r"(?:https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=[/?#]|\Z)|(?=[A-Za-z0-9._%-]*(?:[/?#]|\Z))(?!//))"
    r"[A-Za-z0-9/._~?=&#+,;!*'()@-]*+(?:%[0-9A-Fa-f]{2}[A-Za-z0-9/._~?=&#+,;!*'()@-]*+)*+"
)
_MAX_PARENTHESES = 32  # of markdown-it and cmark


def behind_blanks(text: str, pos: int, end: int) -> int:
    """The first offset from `pos` on that holds no blank, at most `end`."""
    while pos < end and text[pos] in " \t\n":
        pos += 1
    return pos


def destination_end(text: str, pos: int, end: int, shortcodes: bool = False) -> int:
    """Where the destination that begins at `pos` ends, angle brackets included; -1 if there is none.

    With `shortcodes`, `{{< ref "a.md" >}}` and `{% link a.md %}` may be part of it, with the spaces they hold.
    """
    if text.startswith("<", pos):
        match = _BRACKETED.match(text, pos, end)
        return match.end() if match else -1
    start, depth = pos, 0
    while pos < end:
        match = _STOP.search(text, pos, end)
        if match is None:
            pos = end
            break
        pos = match.start()
        char = text[pos]
        if char == "\\":
            if pos + 1 < end and text[pos + 1] == " ":
                break
            pos = min(pos + 2, end)
        elif char == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return -1
            pos += 1
        elif char == ")":
            if not depth:
                break
            depth -= 1
            pos += 1
        elif char == "{":
            close = text.find(_SHORTCODE_END[match[0]], pos + 2, end) if shortcodes else -1
            pos = close + 2 if close >= 0 else pos + 1
        else:
            break
    return pos if pos > start and not depth else -1


def title_end(text: str, pos: int, end: int) -> int:
    """Where the title that begins at `pos` ends, quotes included; -1 if there is none."""
    closing = _closing(text[pos : pos + 1])
    if not closing:
        return -1
    pos += 1
    for match in _TITLE_END[closing].finditer(text, pos, end):
        if match[0] == closing:
            return match.end()
        if match[0] == "(":
            return -1
    return -1


def _closing(opening: str) -> str:
    return {'"': '"', "'": "'", "(": ")"}.get(opening, "")


@lru_cache(maxsize=4096)
def normalised(url: str) -> str | None:
    """The URL as markdown-it puts it into `href`; None where it refuses the link (`javascript:`)."""
    if _UNCHANGED.fullmatch(url):
        return url
    href = normalizeLink(url)
    return href if validateLink(href) else None


def unescaped(text: str) -> str:
    """Backslash escapes and entities decoded."""
    return unescapeAll(text) if "\\" in text or "&" in text else text


_SPACES = lazy_re(f"[{re.escape(TRIM)}]+")


def reference_key(label: str) -> str:
    """What makes two reference labels equal."""
    return _SPACES.sub(" ", label.strip(TRIM)).lower().upper()
