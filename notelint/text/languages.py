"""In which language a passage is written: by its script where that tells, else by its small words and letters."""

from __future__ import annotations

import re
from collections import Counter

from notelint.text.lazy import lazy_re

_SCRIPTS = {
    "Kana": "\u3041-\u3096\u309d-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Han": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "ko": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af",
    "he": "\u05d0-\u05ea",
    "ar": "\u0620-\u064a\u066e-\u06d3",
    "hi": "\u0904-\u0939\u0958-\u0961",
    "th": "\u0e01-\u0e2e",
    "el": "\u0370-\u03ff",
    "Cyrillic": "\u0400-\u04ff",
    "Latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}
_LETTERS = lazy_re("|".join(f"(?P<{name}>[{letters}])" for name, letters in _SCRIPTS.items()))
_ALPHABETS = {
    "Latin": ("en", "de", "nl", "sv", "fr", "es", "pt", "it", "pl", "cs"),
    "Cyrillic": ("ru", "uk", "bg"),
}
# A character of these is worth as much as a few letters of an alphabet.
_DENSE = {"Kana": 3, "Han": 5, "ko": 3}
_WORD = lazy_re(r"[^\W\d_]+")
_NO_LANGUAGE = lazy_re(r"`[^`\n]*`|\$[^$\n]*\$|\]\([^)\s]*\)|(?:https?:|www\.)\S+|\S+@\S+")
_ENOUGH = 4000  # code points: more of a text changes nothing
# What a piece of a word is worth beside a word, what a letter of others costs, and by how much the first must lead.
_PIECE, _FOREIGN, _CLEAR = 0.3, 0.5, 0.6
_SPANISH = lazy_re("[¿¡]")


def language_of(text: str) -> str:
    """The language of a text, as `de`, `zh-hans` or `zh-hant`; `zh` where it is Chinese of either kind, "" where
    nothing tells: too little text, or words that are of two languages alike.

    `zh` is said of Han characters that China, Taiwan and Japan write alike, too.
    """
    text = _NO_LANGUAGE.sub(" ", text[:_ENOUGH])
    count = Counter(found.lastgroup or "" for found in _LETTERS.finditer(text))
    weights = {script: number * _DENSE.get(script, 1) for script, number in count.items()}
    if weights.get("Kana") or weights.get("Han"):
        weights["Han"] = weights.get("Han", 0) + weights.pop("Kana", 0)
    if not weights:
        return ""
    script = max(weights, key=lambda name: weights[name])
    if script == "Han":
        return _of_han(text, count)
    return _of_words(text.lower(), _ALPHABETS[script]) if script in _ALPHABETS else script


def is_of(language: str, *languages: str) -> bool:
    """Is a language, `zh-hans-cn` or `pt_BR`, one of these, named by its first part?"""
    return re.split("[-_]", language, maxsplit=1)[0].lower() in languages


def _of_han(text: str, count: Counter[str]) -> str:
    from notelint.text import function_words as known

    if count["Kana"] * 10 > count["Han"]:  # fewer are a word that Chinese quotes
        return "ja"
    simplified, traditional, japanese = (
        sum(char in characters for char in text) for characters in (known.SIMPLIFIED, known.TRADITIONAL, known.JAPANESE)
    )
    if japanese > max(simplified, traditional):
        return "ja"
    if simplified == traditional:
        return "zh"
    return "zh-hans" if simplified > traditional else "zh-hant"


def _of_words(text: str, languages: tuple[str, ...]) -> str:
    """The one of these languages whose words and letters a text in small letters has, "" where two do alike."""
    from notelint.text import function_words as known

    words = Counter(_WORD.findall(text))
    holders = {word: [name for name in languages if word in known.WORDS[name]] for word in words}
    shown = f" {' '.join(words.elements())} {''.join(_SPANISH.findall(text))}"
    points: dict[str, float] = {}
    for name in languages:
        small = sum(min(words[word], 3) / len(held) ** 0.5 for word, held in holders.items() if name in held)
        pieces = sum(min(shown.count(piece), 3) for piece in known.PIECES[name])
        foreign = {letter for letter in shown if letter in known.LETTERS[name]}
        points[name] = small + _PIECE * pieces - _FOREIGN * len(foreign)
    (first, most), (_, other) = sorted(points.items(), key=lambda each: -each[1])[:2]
    return first if most >= 1 and most - other >= min(_CLEAR, 0.1 * most) else ""
