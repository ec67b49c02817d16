"""The words of a note that may be names, or names misspelled: those with a capital, and those without a vowel."""

from __future__ import annotations

from notelint.text.lazy import lazy_re

_IN_WORDS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-")
_WORDS = bytes(byte if byte in _IN_WORDS else 0x20 for byte in range(256))
# Lower-case words that nobody can say: abbreviations.
_UNSAID = lazy_re(r"[b-df-hj-np-tv-xz]{4,8}")


def odd_words(text: str) -> str:
    """Each such word once, with spaces between them; what is no ASCII parts words.

    Addresses and code are not left out: this says only whether a word may stand in the note.
    """
    # Bytes are taken apart at a third of the cost of text.
    found = {word.strip(".-") for word in text.encode("ascii", "replace").translate(_WORDS).decode("ascii").split()}
    return " ".join(sorted(word for word in found if not word.islower() or _UNSAID.fullmatch(word)))
