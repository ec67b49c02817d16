"""Regular expressions that users write, bounded so that no note can make one hang."""

from __future__ import annotations

import re
import warnings
from functools import cache

MAX_PATTERN = 1000
MAX_VALUE = 1000  # code points
MAX_WAYS = 10_000_000  # at worst some tenths of a second a value

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[^:)]*[:)]?|\{\d*,?\d*\}|.", re.DOTALL)
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")


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


def _choices(token: str) -> int:
    """How many lengths a quantifier allows, 0 if the token is none."""
    if token in ("*", "+"):
        return MAX_VALUE
    if token == "?":
        return 2
    found = _COUNT.fullmatch(token)
    if not found or token == "{}":
        return 0
    low = int(found[1] or 0)
    high = int(found[3] or MAX_VALUE) if found[2] else low
    return max(1, min(high, MAX_VALUE) - low + 1)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def matches(pattern: str, value: str) -> bool | None:
    """Whether the whole value has the form, None for a value of more than 1,000 code points.

    The pattern must have passed `refusal`.
    """
    return None if len(value) > MAX_VALUE else _compiled(pattern).fullmatch(value) is not None
