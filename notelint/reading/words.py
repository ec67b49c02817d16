"""Counting words where a Han character is a word, and remembering a text without keeping it."""

from __future__ import annotations

import re
from hashlib import blake2b

from notelint.text.lazy import lazy_re

_HAN = lazy_re(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
# All that is neither ASCII, nor Han of U+4000 and above, nor of the ranges of signs that notes are full of.
_RARE = lazy_re(
    r"[^\x00-\x7f\u2000-\u206f\u2190-\u2316\u2500-\u2775\u2794-\u27bf\u2b00-\u2bff\u3001-\u3004\u3008-\u3020"
    r"\u4000-\u9fff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3e\uff5b-\uff65]"
)
_HAN_LEADS = bytes(range(0xE4, 0xEA))  # in UTF-8 the first bytes of U+4000 to U+9FFF, and of nothing else
_ASCII_WORDS = bytes(byte if byte < 0x80 and chr(byte).isalnum() else 0x20 for byte in range(256))


def count(text: str) -> int:
    """Words of a text: each Han, kana or hangul character, and each run of other letters and digits."""
    # Bytes are counted in half the time that patterns take, and all words of all entries are.
    data = _RARE.sub(_common, text).encode()
    han = len(data) - len(data.translate(None, _HAN_LEADS))
    return han + len(data.translate(_ASCII_WORDS).split())


def _common(rare: re.Match[str]) -> str:
    """A common character that counts as much as a rare one."""
    char = rare[0]
    return "一" if _HAN.match(char) else "a" if char.isalnum() else " "


def fingerprint(text: str) -> int:
    """48 bits that tell one text from another, the same in every process."""
    return int.from_bytes(blake2b(" ".join(text.split()).encode("utf-8", "replace"), digest_size=6).digest(), "big")
