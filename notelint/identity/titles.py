"""Do two titles name the same thing? By whole names, never by how alike the letters are: BLIP is not BLIP-2."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from notelint.text.lazy import lazy_re

_MAX_TITLE = 400
_WORD = lazy_re(r"[0-9]+(?:\.[0-9]+)*|\++|[^\W\d_]+")
_VERSION = lazy_re(r"(?![0-9]{4}$)[0-9.]+|ii|iii|iv")  # four digits are a year
_VERSION_MARK = lazy_re(r"(?:(?<![^\W\d_])v\s?|(?<=[^\W\d_]{2})v)(?=[0-9])")
_PARENTHESES = lazy_re(r"\(([^()]{1,60})\)")
_NAME = lazy_re(r"(?=\S+[A-Z0-9])[A-Za-z]\S{1,30}")
_APOSTROPHES = str.maketrans("", "", "'’‘`")
VENUES = frozenset(
    (
        "3dv",
        "aaai",
        "acl",
        "acm",
        "arxiv",
        "bmvc",
        "coling",
        "colm",
        "corl",
        "cvpr",
        "cvprw",
        "emnlp",
        "eccv",
        "iccv",
        "iclr",
        "icml",
        "icra",
        "ieee",
        "ijcai",
        "interspeech",
        "iros",
        "kdd",
        "mlsys",
        "naacl",
        "neurips",
        "nips",
        "rss",
        "sigir",
        "siggraph",
        "tmlr",
        "tpami",
        "uai",
        "wacv",
        "www",
    )
)


class _Title(NamedTuple):
    """A title as words; `joined[i]` says that word `i` makes one name with the word before it: BLIP-2, SigLIP 2."""

    words: tuple[str, ...]
    joined: tuple[bool, ...]


def name_matches(name: str, title: str) -> bool:
    """Is one of two titles, or a name that it gives itself, contained in the other as a whole name?

    "LLaVA" matches "LLaVA: Visual Instruction Tuning" and "视觉语言模型 CLIP" matches "CLIP"; "BLIP" does not match
    "BLIP-2". Width, case, spaces and punctuation do not count; of either, only the first 400 code points do.
    """
    ours, theirs = _names(name), _names(title)
    if "".join(ours[0].words) == "".join(theirs[0].words):
        return bool(ours[0].words)
    return any(_contains(theirs[0], one) for one in ours) or any(_contains(ours[0], one) for one in theirs)


def title_key(title: str) -> str:
    """What two spellings of one title share: `BLIP-2`, `BLIP 2` and `blip2` are one, `BLIP` is another."""
    return "".join(_names(title)[0].words)


def says(text: str, name: str) -> bool:
    """Does a text of any length contain a name, or its plural, as a whole? "ViTs" says "ViT", "BLIP-2" not "BLIP"."""
    whole, one = _text(text), _names(name)[0]
    if _contains(whole, one):
        return True
    if not one.words or not one.words[-1].isalpha():
        return False
    return _contains(whole, _Title((*one.words[:-1], f"{one.words[-1]}s"), one.joined))


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, names such as `LLaVA-1.5` in their parts."""
    return _text(text).words


def is_name(part: str) -> bool:
    """Is it one word with a capital or digit inside, LLaVA or BLIP-2, and neither "Survey" nor "CVPR2023"?"""
    return bool(_NAME.fullmatch(part)) and part.lower().rstrip("'-0123456789") not in VENUES


@lru_cache(maxsize=1 << 10)
def _text(text: str) -> _Title:
    return _read(unicodedata.normalize("NFKC", text).translate(_APOSTROPHES))


@lru_cache(maxsize=1 << 13)
def _names(title: str) -> tuple[_Title, ...]:
    """The whole title first, then the names in it: outside and in parentheses, before the colon, beside Chinese."""
    text = unicodedata.normalize("NFKC", title[:_MAX_TITLE]).translate(_APOSTROPHES)
    outside = _PARENTHESES.sub(" ", text)
    short = [*_PARENTHESES.findall(text), outside.partition(":")[0].strip()]
    whole = _read(text)
    return (whole, _read(outside), *(_read(part) for part in short if is_name(part)), _without_chinese(whole))


def _read(text: str) -> _Title:
    text = _VERSION_MARK.sub("", text.casefold())
    words: list[str] = []
    joined: list[bool] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        for _, run in groupby(match[0], _is_cjk):
            word = "".join(run)
            joined.append(bool(words) and _makes_one_name(words[-1], text[end:start], word))
            words.append(word)
            start = end = start + len(word)
    return _Title(tuple(words), tuple(joined))


def _is_cjk(character: str) -> bool:
    """Kana, Han or Hangul: scripts whose words stand beside Latin ones without a space."""
    return "\u3040" <= character <= "\ud7af" or "\U00020000" <= character <= "\U0003ffff"


def _makes_one_name(before: str, between: str, word: str) -> bool:
    if _is_cjk(before[0]) or _is_cjk(word[0]):
        return False
    return between in ("", "-", "_", ".", "‐", "−") or (between == " " and bool(_VERSION.fullmatch(word)))


def _without_chinese(title: _Title) -> _Title:
    """The title without Chinese words at its ends."""
    latin = [index for index, word in enumerate(title.words) if not _is_cjk(word[0])]
    if not latin:
        return _Title((), ())
    return _Title(title.words[latin[0] : latin[-1] + 1], title.joined[latin[0] : latin[-1] + 1])


def _contains(title: _Title, name: _Title) -> bool:
    size = len(name.words)
    if sum(map(len, name.words)) < 2 or not any(word.isalpha() for word in name.words):
        return False
    for start, word in enumerate(title.words[: len(title.words) - size + 1]):
        if word != name.words[0] or title.words[start : start + size] != name.words or title.joined[start]:
            continue
        if start + size == len(title.words) or not title.joined[start + size]:
            return True
    return False
