"""Turns facts into sentences: the only place where what a check saw becomes text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from notelint.model.finding import Paths, Place
from notelint.rule.rule import FACT
from notelint.text.lazy import lazy_re

LONGEST = 80  # code points of a fact

# Control characters, what reorders or hides text, line ends, lone surrogates. Joiners stay: emoji need them.
_UNSEEN = lazy_re("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class UnknownFactError(KeyError):
    """A rule speaks of a fact that its check did not give."""

    def __str__(self) -> str:
        return str(self.args[0])


class RuleMistakeError(UnknownFactError):
    """A rule that its check has no use for. The message begins with the rule's path."""


def render(
    template: str,
    facts: Mapping[str, Any],
    words: Mapping[str, Mapping[str, str]],
    lang: str,
    here: str,
    line_of: Callable[[Place], int],
    show_path: Callable[[str], str],
) -> str:
    """The template with `{name}` and `{name.attribute}` filled in.

    `here` is the path of the note that is spoken of: a place in it is `line 3`, in another note `other.md:3`.
    A fact whose value has words is said in them, and they may hold facts again.
    Raises UnknownFactError for a fact that the check did not give.
    """

    def say(value: Any) -> str:
        if isinstance(value, Paths):
            return ", ".join(_shorten(visible(show_path(path))) for path in value.paths)
        if not isinstance(value, Place):
            return _shorten(visible(_text(value)))
        line = line_of(value)
        if value.path != here:
            return f"{visible(show_path(value.path))}:{line}"
        return f"第 {line} 行" if lang == "zh" else f"line {line}"

    def one(found: re.Match[str]) -> str:
        value = _fact(facts, found[1], template)
        in_words = words.get(found[1], {}).get(_text(value))
        if in_words is None:
            return say(value)
        return FACT.sub(lambda inner: say(_fact(facts, inner[1], in_words)), in_words)

    return FACT.sub(one, template)


def _fact(facts: Mapping[str, Any], name: str, template: str) -> Any:
    value: Any = facts
    for step in name.split("."):
        if not isinstance(value, Mapping) or step not in value:
            raise UnknownFactError(f"no fact `{name}` for “{template}”: there is {', '.join(facts) or 'none'}")
        value = value[step]
    if isinstance(value, Mapping):
        raise UnknownFactError(f"`{name}` in “{template}” is no single fact: it has {', '.join(value)}")
    return value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def visible(text: str) -> str:
    """Text in which nothing can hide: line ends as ⏎, other control characters as a picture or a code point."""
    return _UNSEEN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code == 0x0A:
        return "⏎"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def _shorten(text: str) -> str:
    """The two ends of a long text, and … between them."""
    half = (LONGEST - 1) // 2
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1 - half]}…{text[-half:]}"
