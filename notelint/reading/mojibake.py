"""Text that was read in the wrong encoding and saved again: what it was, as far as that can be told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from notelint.text.lazy import lazy_re
from notelint.text.spoken_of import ENCODINGS, line_is_about

# UTF-8 read as Windows-1252 (or Latin-1, where that has no character for a byte): every character is one byte.
_HIGH = bytes(range(0x80, 0xA0)).decode("cp1252", "replace")
_BYTES = {character: 0x80 + number for number, character in enumerate(_HIGH) if character != "\ufffd"}
_TRAIL = "[\x80-\xbf" + "".join(_BYTES) + "]"
_WHOLE = rf"(?:[\xc2-\xdf]{_TRAIL}|[\xe0-\xef]{_TRAIL}{{2}}|[\xf0-\xf4]{_TRAIL}{{3}})"
# A no-break space is a space by now, where somebody copied it.
_SPACED = rf"[\xe0-\xef]{_TRAIL}[ ](?={_WHOLE})"
_SEQUENCE = rf"(?:{_WHOLE}|{_SPACED})"
_LATIN = lazy_re(rf"{_SEQUENCE}(?:{_SEQUENCE}|[ -~](?={_SEQUENCE}))*")
_COPIED_SPACE = lazy_re(rf"(?<=[\xe0-\xef])({_TRAIL})[ ]")
TRAILS = frozenset(_BYTES) | frozenset(map(chr, range(0x80, 0xC0)))
LEADS = "ÂÃÐÑâãäåæçèéêëìíïð"

# UTF-8 read as GBK: what “的”, “，” and “。” begin with. In Chinese of any length one of them stands.
CHINESE = "鐨锛銆"
_CHINESE_RUN = lazy_re(r"[^\x00-\x7f]{3,400}")

# U+FFFD twice, written as UTF-8 and read as GBK; memory that was never written to, read as GBK.
LOST = "锟烫屯"
# Dough is made with hot water, three times over: “烫烫烫” inside a sentence is Chinese.
_LOST = lazy_re(
    r"(?:锟斤拷?|锟届|锟�)+|([烫屯])\1{3,}|(?<![\u3000-\u9fff\uff00-\uffef“”])([烫屯])\2\2(?![\u3000-\u9fff\uff00-\uffef“”])"
)


class Garbled(NamedTuple):
    """`meant` is "" where it is lost."""

    start: int
    end: int
    meant: str


def find(text: str) -> Iterator[Garbled]:
    """The first garbled stretch of each line that has one."""
    looked_at = -1
    for found in sorted(_all(text)):
        if found.start >= looked_at:
            looked_at = line_end(text, found.start)
            if not line_is_about(ENCODINGS, text, found.start):
                yield found


def line_end(text: str, offset: int) -> int:
    """Where the line ends that holds the offset."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _all(text: str) -> Iterator[Garbled]:
    for found in _LATIN.finditer(text):
        beside = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
        if meant := _from_latin(found[0], beside):
            yield Garbled(*found.span(), meant)
    if any(character in text for character in CHINESE):
        for found in _CHINESE_RUN.finditer(text):
            if any(character in found[0] for character in CHINESE) and (meant := _from_chinese(found[0])):
                yield Garbled(*found.span(), meant)
    if any(character in text for character in LOST):
        yield from (Garbled(*found.span(), "") for found in _LOST.finditer(text))


def _from_latin(run: str, beside: str) -> str:
    """What a run of one-byte characters says as UTF-8, "" where it can be meant as it stands."""
    one_byte = _COPIED_SPACE.sub("\\1\xa0", run)
    try:
        meant = bytes(_BYTES.get(character, ord(character)) for character in one_byte).decode()
    except (UnicodeDecodeError, ValueError):
        return ""
    if any(unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") for character in meant):
        return ""
    said = [character for character in meant if ord(character) >= 0x80]
    odd = any(character in _BYTES or "\x80" <= character <= "\x9f" for character in run)
    if len(said) == 1 and meant < "\u0800":
        # “Ã©” in a word is é; a matrix Â is multiplied, squared and closed by a guillemet.
        word = run[0] == "Ã" and meant.isalpha() and any("a" <= character <= "z" for character in beside)
        return meant if word or (run[0] == "Â" and run[1] in "\xa0£©®°§") else ""
    # One “é »” with a no-break space is French, two of the kind are no language.
    sure = odd or len(said) > 2 or (len(said) > 1 and max(said) >= "\u0800") or run[0] in "ÂÃ"
    return meant if sure else ""


def _from_chinese(run: str) -> str:
    data = run.encode("gbk", "ignore")
    meant = data.decode("utf-8", "ignore")
    kept = len(meant.encode())
    sure = (
        len(meant) > 1 and kept >= 0.7 * len(data) and sum("\u3000" <= c <= "\u9fff" or c > "\uff00" for c in meant) > 1
    )
    return meant if sure else ""
