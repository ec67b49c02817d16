"""Reads the file patterns that site generators use: `**/*.md`, `*.{md,mdx}`, `[^_]*`."""

from __future__ import annotations

from functools import lru_cache

from notelint.files.gitignore import Patterns
from notelint.text.lazy import lazy_re

_MAX_LENGTH = 200
_MAX_WAYS = 64  # in which braces can be read

# Extended globs, and brackets that hold more than letters, are not read.
_ODD = lazy_re(r"[()]|\[(?![!^]?[\w.-]+\])|\\[\[\]{}(),]")
_BRACES = lazy_re(r"\{([^{}]*)\}")


class Glob:
    """A pattern that whole paths with "/" are tried against."""

    def __init__(self, readings: list[str]) -> None:
        self._readings = [Patterns([f"/{each}"]) for each in readings]

    @property
    def ways(self) -> int:
        """In how many ways its braces can be read, each of which is tried."""
        return len(self._readings)

    def matches(self, path: str) -> bool:
        return any(each.ignores(path) for each in self._readings)


@lru_cache(maxsize=1 << 10)
def read(pattern: str) -> Glob | None:
    """None for a pattern that is not read: extended globs, broken or monstrous ones."""
    pattern = pattern.removeprefix("./")
    if not pattern or len(pattern) > _MAX_LENGTH or _ODD.search(pattern):
        return None
    readings = [pattern]
    while any("{" in each for each in readings):
        readings = [way for each in readings for way in _opened(each)]
        if len(readings) > _MAX_WAYS or not all(readings):
            return None
    if any("}" in each or each.endswith("/") for each in readings):
        return None
    return Glob(readings)


def _opened(pattern: str) -> list[str]:
    """The ways to read the first innermost braces; an empty text for one that is not closed."""
    found = _BRACES.search(pattern)
    if not found:
        return ["" if "{" in pattern else pattern]
    return [pattern[: found.start()] + way + pattern[found.end() :] for way in found[1].split(",")]
