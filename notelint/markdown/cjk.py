"""Emphasis beside Chinese, Japanese and Korean as the friendly renderers read it (commonmark-spec #650)."""

from __future__ import annotations

import unicodedata
from functools import cache

from markdown_it.common.utils import isWhiteSpace

from notelint.markdown.delimiters import PUNCTUATION, flanking, kind_of

# Emoji_Presentation below the planes of emoji: wide, and no CJK.
_EMOJI = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕🈁🈚🈯🈲🈳🈴🈵🈶🈸🈹🈺🉐🉑"
)


@cache
def is_cjk(char: str) -> bool | None:
    """Whether a character is Chinese, Japanese or Korean for emphasis; None where its width is not said."""
    code = ord(char)
    if code < 0x1100:
        return False if unicodedata.east_asian_width(char) != "A" else None
    width = unicodedata.east_asian_width(char)
    if width in "FH":
        return True
    if width == "W":
        return not (char in _EMOJI or 0x1F300 <= code <= 0x1FAFF or 0x1F000 <= code <= 0x1F1FF)
    if width == "A":
        return None
    return width == "N" and (0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF)


def friendly(src: str, start: int, stop: int, end: int) -> tuple[bool, bool]:
    """Like `flanking`, of a run of `*`, `~` or `=`: beside CJK it may open and close whatever stands on its other side.

    Source: the package markdown-it-cjk-friendly 3.0, whose results are the same.
    """
    left, right = flanking(src, start, stop, end)
    if (left and right) or not start or stop >= end or isWhiteSpace(ord(src[stop])):
        return left, right
    last, base = src[start - 1], ""
    if "\ufe00" <= last <= "\ufe0e" and start > 1:  # a variation selector: what it varies counts
        base = src[start - 2]
        if unicodedata.category(base) != "Zs":
            left, right = _beside(base, src[stop])
    if isWhiteSpace(ord(last)):
        return left, right
    if base:
        known = is_cjk(base)
        before = known if known is not None else last == "\ufe01" and base in "‘’“”"
    else:
        known = is_cjk(last)
        before = known if known is not None else "\U000e0100" <= last <= "\U000e01ef"
    beside = before or bool(is_cjk(src[stop]))
    return left or beside, right or beside


def _beside(before: str, after: str) -> tuple[bool, bool]:
    return (
        kind_of(before) == PUNCTUATION or kind_of(after) != PUNCTUATION,
        kind_of(after) == PUNCTUATION or kind_of(before) != PUNCTUATION,
    )
