"""Regular expressions that users write, bounded so that no note can make one hang, nor many of them together."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from notelint.text.lazy import lazy_re

MAX_PATTERN = 1000
MAX_VALUE = 1000  # code points
MAX_WAYS = 10_000_000  # at worst some tenths of a second a value

# Steps that all patterns together may take in a note. A step takes up to ten nanoseconds, so that this is some 10 ms
# for a note, and some 20 for each 1,000 code points of it.
BASE, PER_CHARACTER = 1_000_000, 2_500
_FEW_WAYS = 16  # in which the beginning of a pattern is tried before anything is counted
_IN_A_STEP = 16  # characters that are counted off, or held against a part of a set, in the time of a step

_TOKEN = lazy_re(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[^:)]*[:)]?|\{\d*,?\d*\}|.", re.DOTALL)
_COUNT = lazy_re(r"\{(\d*)(,?)(\d*)\}")


def refusal(pattern: str) -> str:
    """Why a pattern is not accepted, "" if it is.

    A group is never repeated, and the ways in which the pattern can be laid over a value of 1,000 code points
    (the choices of all its quantifiers and alternatives, multiplied) are bounded: backtracking tries no more.
    """
    if len(pattern) > MAX_PATTERN:
        return f"a pattern has at most {MAX_PATTERN:,} characters"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        return f"no regular expression: {error}"
    ways, before, alternatives = 1, "", [1]
    for token in _TOKEN.findall(pattern):
        choices = _choices(token)
        if (token.startswith("(?") and token != "(?:") or re.match(r"\\[1-9]", token):
            return f"`{token}` is not offered in patterns"
        if choices and (_choices(before) or (before == ")" and token != "?")):
            return f"`{before}{token}` is not offered in patterns"
        if token[0] == "(":
            alternatives.append(1)
        elif token == ")":
            ways *= alternatives.pop()
        elif token == "|":
            alternatives[-1] += 1
        ways *= choices or 1
        before = token
    if ways * alternatives[0] > MAX_WAYS:
        return "too many open ends: at most two of `*` and `+`, and few choices beside them"
    return ""


class TooCostlyError(Exception):
    """Patterns that may take more steps than a text is worth."""


class Budget:
    """The steps that users' patterns may take in texts of so many code points, the same in every run."""

    def __init__(self, texts: int, length: int) -> None:
        self._left = BASE * texts + PER_CHARACTER * length

    def spend(self, steps: int) -> None:
        """Raises TooCostlyError, and spends nothing, where there are not as many left."""
        if steps > self._left:
            raise TooCostlyError
        self._left -= steps


def _choices(token: str, length: int = MAX_VALUE) -> int:
    """How many lengths a quantifier allows in a value of that length, 0 if the token is none."""
    if token in ("*", "+"):
        return max(1, length)
    if token == "?":
        return 2
    found = _COUNT.fullmatch(token)
    if not found or token == "{}":
        return 0
    low = int(found[1] or 0)
    high = int(found[3] or length) if found[2] else low
    return max(1, min(high, length) - low + 1)


def steps(pattern: str, value: str) -> int:
    """How many steps `matches` takes at worst: each part of the pattern is tried in all ways to lay those before it."""
    if len(value) > MAX_VALUE:
        return 0
    begins = _beginning(pattern)
    tried = begins if begins and not _compiled(begins).match(value) else pattern
    return _steps(tried, len(value), "\n" not in value)


@lru_cache(maxsize=1 << 12)
def _beginning(pattern: str) -> str:
    """What stands before the first open end, and has few itself: where a value does not begin so, nothing else is
    tried.
    """
    tokens, depth, ways, part = _TOKEN.findall(pattern), 0, 1, 0
    for at, token in enumerate(tokens):
        choices = _choices(token)
        if not (depth or choices or token == ")"):
            part = at  # where what stands in no group begins
        depth += (token[0] == "(") - (token == ")")
        if token == "|" and not depth:
            return ""
        ways *= 2 if token == "|" else choices or 1
        if ways > _FEW_WAYS:
            return "".join(tokens[:part])
    return pattern


@lru_cache(maxsize=1 << 16)
def _steps(pattern: str, length: int, one_line: bool) -> int:
    tokens = _TOKEN.findall(pattern)
    rest = 1
    if one_line and tokens[-2:] in ([".", "*"], [".", "+"]):
        del tokens[-2:]  # takes what is left, and so is come to once
        rest += length
    total, ways, alternatives, before = rest, 1, [1], ""
    for token in tokens:
        if token[0] == "(":
            alternatives.append(1)
        elif token == ")":
            ways *= alternatives.pop()
        elif token == "|":
            alternatives[-1] += 1
        choices = _choices(token, length)
        ways *= choices or 1
        total += ways * (1 + (_dearness(before) * _least(token, length) if choices else _dearness(token)) // _IN_A_STEP)
        before = token
    return total * alternatives[0]


def _dearness(token: str) -> int:
    """How much more than another a set costs that is gone through, part by part: one beyond the first 65,536 code
    points.
    """
    return 1 + sum(char > "\uffff" for char in token) if token[0] == "[" else 1


def _least(token: str, length: int) -> int:
    """How often a quantifier asks for what it stands behind, at least once."""
    found = _COUNT.fullmatch(token)
    return max(1, min(int(found[1] or 0), length)) if found else 1


@lru_cache(maxsize=1 << 12)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def matches(pattern: str, value: str) -> bool | None:
    """Whether the whole value has the form, None for a value of more than 1,000 code points.

    The pattern must have passed `refusal`.
    """
    return None if len(value) > MAX_VALUE else _compiled(pattern).fullmatch(value) is not None
