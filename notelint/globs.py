"""Reads the file patterns that site generators use: `**/*.md`, `*.{md,mdx}`, `[^_]*`."""

from __future__ import annotations

import re

# Each wildcard multiplies the ways in which a path can be tried.
_MAX_WILDCARDS = 8
_MAX_LENGTH = 200

_TOKEN = re.compile(
    r"(?P<folders>\*\*/)|(?P<anything>\*\*)|(?P<star>\*)|(?P<one>\?)|(?P<brace>[{},])"
    r"|\[(?P<negated>[!^]?)(?P<letters>[\w.-]+)\]|\\?(?P<plain>[^\[\]()\\])"
)


def regex(pattern: str) -> re.Pattern[str] | None:
    """For whole paths with "/"; None for a pattern that is not read: extended globs, broken or monstrous ones."""
    pattern = pattern.removeprefix("./")
    parts: list[str] = []
    at = depth = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if not token or len(pattern) > _MAX_LENGTH or pattern.count("*") > 2 * _MAX_WILDCARDS:
            return None
        depth += {"{": 1, "}": -1}.get(token["brace"], 0)
        parts.append(_part(token, depth))
        at = token.end()
    wildcards = sum(part.endswith("*") for part in parts)
    try:
        return re.compile("".join(parts), re.DOTALL) if depth == 0 and wildcards <= _MAX_WILDCARDS else None
    except re.error:
        return None


def _part(token: re.Match[str], depth: int) -> str:
    wild = {"folders": "(?:[^/]+/)*", "anything": ".*", "star": "[^/]*", "one": "[^/]"}
    if token.lastgroup in wild:
        return wild[token.lastgroup]
    if token["letters"]:
        return f"[{'^/' if token['negated'] else ''}{token['letters']}]"
    if token["brace"] and (depth or token["brace"] == "}"):
        return {"{": "(?:", "}": ")", ",": "|"}[token["brace"]]
    return re.escape(token["plain"] or token["brace"])
