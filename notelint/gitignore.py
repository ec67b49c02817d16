"""Patterns as in .gitignore, tried against paths with "/"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PLAIN = re.compile(r"!?[^!#*?\[\\\s][^*?\[\\\s]*")
_MAX_DEEP = 4  # `**` in one pattern; each multiplies the ways in which a path can be tried
_TOKEN = re.compile(
    r"(?P<star>\*+)|(?P<one>\?)|\[(?P<not>[!^]?)(?P<set>\]?(?:\\.|[^\]\\])*)\]|\\?(?P<char>.)", re.DOTALL
)


class Patterns:
    """Of the patterns that name a path the last decides. Lines that are no pattern count for nothing, as in git.

    Most lines of long files are plain names; they are looked up, not tried one by one.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._plain: dict[str, tuple[int, bool]] = {}
        self._wild: list[tuple[int, bool, re.Pattern[str]]] = []
        for number, line in enumerate(lines):
            covers = not line.startswith("!")
            if _PLAIN.fullmatch(line):
                name = line.lstrip("!")
                self._plain["/" + name.lstrip("/") if "/" in name[:-1] else name] = (number, covers)
            elif not line.startswith("#") and (regex := _regex(line if covers else line[1:])):
                self._wild.append((number, covers, regex))

    def ignores(self, entry: str) -> bool | None:
        """What git thinks of one entry, None where no pattern names it. A folder's path ends with "/"."""
        last = self._last(entry)
        return last[1] if last else None

    def cover(self, path: str) -> bool:
        """Does the last pattern that names a file, or a folder above it, cover it?"""
        parts = path.split("/")
        entries = ("/".join(parts[:depth]) + "/" for depth in range(1, len(parts)))
        found = [last for entry in (*entries, path) if (last := self._last(entry))]
        return bool(found) and max(found)[1]

    def _last(self, entry: str) -> tuple[int, bool] | None:
        file = entry.rstrip("/")
        name = file.rpartition("/")[2]
        keys = {name, "/" + file, entry[len(file) - len(name) :], "/" + entry}
        found = [self._plain[key] for key in keys if key in self._plain]
        found += [(number, covers) for number, covers, regex in self._wild if regex.fullmatch(entry)]
        return max(found, default=None)


def _regex(pattern: str) -> re.Pattern[str] | None:
    """The expression for whole entries, None for what is no pattern or a monstrous one."""
    pattern = re.sub(r"(?<!\\) +$", "", pattern.rstrip("\r\n"))
    only_folders = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    if not pattern:
        return None
    segments = re.sub(r"\*\*/(?:\*\*/)+", "**/", pattern.removeprefix("/")).split("/")
    if segments.count("**") > _MAX_DEEP:
        return None
    expression = "" if "/" in pattern else "(?:.*/)?"
    for depth, segment in enumerate(segments):
        last = depth == len(segments) - 1
        if segment == "**" and len(segments) > 1:
            expression += ".+?" if last else "(?:.*/)?"
        else:
            expression += "".join(_chunks(segment)) + ("" if last else "/")
    try:
        return re.compile(expression + ("/" if only_folders else "/?"), re.DOTALL)
    except re.error:
        return None


def _chunks(segment: str) -> Iterator[str]:
    """A star takes as little as the text up to the next star allows: what comes later never asks for more."""
    chunk, stars = "", 0
    for token in _TOKEN.finditer(segment):
        if token["star"]:
            yield f"(?=[^/]){chunk}" if not stars else f"(?>[^/]*?{chunk})"
            chunk, stars = "", stars + 1
        elif token["one"]:
            chunk += "[^/]"
        elif token["set"]:
            letters = re.sub(r"(?=[\[&~|^])", r"\\", token["set"])
            chunk += f"(?!/)[{'^' if token['not'] else ''}{letters}]"
        else:
            chunk += re.escape(token["char"])
    yield f"[^/]*{chunk}" if stars else chunk
