"""When two spellings are one name: what differs is case, width, spaces, hyphens, and perhaps a plural's ending."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import lru_cache

from notelint.text.lazy import lazy_re

# Between two digits a separator tells one number from two.
_SEPARATOR = lazy_re(r"(?<!\d)[\s_-]+|[\s_-]+(?!\d)")
# What ends as a plural does and is another word.
_NO_PLURALS = frozenset({"always", "canvas", "chaos", "gpts", "https", "lens", "news", "windows"})
_SHORTEST = 3
_EDGES = lazy_re(r"\A[\W_]+|[\W_]+\Z")


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """What the spellings of one name share: `GPT-4V`, `gpt 4v` and `ＧＰＴ４Ｖ` are one, `3-5` and `35` are two."""
    if text.isascii() and text.isalnum():  # nearly all are
        return text.lower()
    return _SEPARATOR.sub("", unicodedata.normalize("NFKC", text).casefold())


def singular(name: str, names: Collection[str]) -> str:
    """The one of the folded names that a folded name is the English plural of, else the name itself."""
    if not name.isascii() or not name.endswith("s") or name.endswith("ics") or name in _NO_PLURALS:
        return name
    stems = (name[:-1], name[:-2] if name.endswith("es") else "", f"{name[:-3]}y" if name.endswith("ies") else "")
    return next((stem for stem in stems if len(stem) >= _SHORTEST and stem in names), name)


def core(text: str) -> str:
    """A name without the symbols, brackets and blanks around it."""
    return _EDGES.sub("", text)
