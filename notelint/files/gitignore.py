"""Patterns as in .gitignore, tried against paths with "/"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from notelint.text.lazy import lazy_re

_PLAIN = lazy_re(r"!?[^!#*?\[\\\s][^*?\[\\\s]*")
_TOKEN = lazy_re(
    r"(?P<star>\*+)|(?P<one>\?)|\[(?P<not>[!^]?)(?P<set>\]?+(?:\[:\w*:\]|\\.|[^\]\\])*+)\]|\\?(?P<char>.)", re.DOTALL
)
_SET = lazy_re(r"\[:(?P<name>\w*):\]|\\?(?P<low>.)(?:-(?!\Z)\\?(?P<high>.))?", re.DOTALL)
# What git's `[[:name:]]` holds, for a regular expression's brackets.
_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r" \t-\r",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
_MAX_LENGTH = 1000
MOST_WILD = 1_000  # patterns with wildcards that a stranger may have each path held against
_NO_LINE = (-1, False)


class Patterns:
    """Of the patterns that name a path the last decides. Lines that are no pattern count for nothing, as in git.

    Most lines of long files are plain names; they are looked up, not tried one by one.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._plain: dict[str, tuple[int, bool]] = {}
        self._folders: dict[str, tuple[int, bool]] = {"": _NO_LINE}
        self._wild: list[tuple[int, bool, _Pattern]] = []
        for number, line in enumerate(lines):
            covers = not line.startswith("!")
            if _PLAIN.fullmatch(line):
                name = line.lstrip("!")
                self._plain["/" + name.lstrip("/") if "/" in name[:-1] else name] = (number, covers)
            elif not line.startswith("#") and (pattern := _pattern(line if covers else line[1:])):
                self._wild.append((number, covers, pattern))

    @property
    def wild(self) -> int:
        """How many of them have wildcards, so that each path is held against each."""
        return len(self._wild)

    def ignores(self, entry: str) -> bool | None:
        """What git thinks of one entry, None where no pattern names it. A folder's path ends with "/"."""
        last = self._last(entry)
        return last[1] if last else None

    def cover(self, path: str) -> bool:
        """Does the last pattern that names a file, or a folder above it, cover it?"""
        last = max(self._above(path.rpartition("/")[0]), self._last(path) or _NO_LINE)
        return last[1]

    def _above(self, folder: str) -> tuple[int, bool]:
        """The last pattern that names a folder or one above it. Each folder is tried once: thousands lie in a few."""
        if folder not in self._folders:
            last = _NO_LINE
            ends = [at for at, letter in enumerate(folder) if letter == "/"]
            for end in (*ends, len(folder)):
                here = folder[:end]
                if here not in self._folders:
                    self._folders[here] = max(last, self._last(f"{here}/") or _NO_LINE)
                last = self._folders[here]
        return self._folders[folder]

    def _last(self, entry: str) -> tuple[int, bool] | None:
        file = entry.rstrip("/")
        name = file.rpartition("/")[2]
        keys = {name, "/" + file, entry[len(file) - len(name) :], "/" + entry}
        found = [self._plain[key] for key in keys if key in self._plain]
        is_folder = entry.endswith("/")
        found += [(number, covers) for number, covers, pattern in self._wild if pattern.names(file, is_folder)]
        return max(found, default=None)


def refusal(line: str) -> str:
    """Why a line that is meant as a pattern can be none, "" for one that is, or that is a comment or empty."""
    if line.startswith("#") or not line.strip():
        return ""
    if len(line) > _MAX_LENGTH:
        return f"a pattern has at most {_MAX_LENGTH:,} characters"
    return "" if _PLAIN.fullmatch(line) or _pattern(line.removeprefix("!")) else "no pattern as in .gitignore"


class _Pattern:
    """A pattern with wildcards: one expression for whole entries, or, with `**`, one for each name in their paths."""

    def __init__(self, segments: list[str], anchored: bool, only_folders: bool) -> None:
        self._only_folders = only_folders
        self._by_name = not anchored
        self._segments: list[re.Pattern[str] | None] | None = None  # None is any number of folders
        if anchored and "**" in segments:
            self._segments = [None if each == "**" else re.compile(_expression(each), re.DOTALL) for each in segments]
        else:
            self._whole = re.compile("/".join(map(_expression, segments)), re.DOTALL)

    def names(self, path: str, is_folder: bool) -> bool:
        """Is it for this entry, given without a "/" at its end?"""
        if self._only_folders and not is_folder:
            return False
        if self._segments is not None:
            return _follow(self._segments, path.split("/"))
        return self._whole.fullmatch(path, path.rfind("/") + 1 if self._by_name else 0) is not None


def _follow(segments: list[re.Pattern[str] | None], names: list[str]) -> bool:
    """Do the segments name the whole path? A `**` takes as few folders as the next one allows, but one at the end."""
    at = done = 0
    back: tuple[int, int] | None = None  # behind the last `**`, and how many names are taken up to there
    while at < len(names):
        if done < len(segments) and segments[done] is None:
            if done == len(segments) - 1:
                return True
            done += 1
            back = done, at
        elif done < len(segments) and segments[done].fullmatch(names[at]):  # type: ignore[union-attr]
            done, at = done + 1, at + 1
        elif back:
            back = back[0], back[1] + 1
            done, at = back
        else:
            return False
    return done == len(segments)


@lru_cache(maxsize=1 << 14)
def _pattern(line: str) -> _Pattern | None:
    """None for what is no pattern, as git has it, or a monstrous one."""
    if len(line) > _MAX_LENGTH:
        return None
    text = _without_blanks(line.removesuffix("\n").removesuffix("\r"))
    only_folders = text.endswith("/")
    text = text.removesuffix("/")
    if not text or text == "/":
        return None
    segments = _segments(re.sub(r"(?<![^/])\*\*/(?:\*\*/)+", "**/", text.removeprefix("/")))
    try:
        return _Pattern(segments, "/" in text, only_folders)
    except re.error:
        return None


def _segments(text: str) -> list[str]:
    """The parts between the slashes, but for one in brackets."""
    segments = [""]
    for token in _TOKEN.finditer(text):
        if token["char"] == "/":
            segments.append("")
        else:
            segments[-1] += token[0]
    return segments


def _without_blanks(line: str) -> str:
    """Without the blanks at the end, but for one behind a backslash."""
    bare = line.rstrip(" ")
    escaped = len(bare) < len(line) and (len(bare) - len(bare.rstrip("\\"))) % 2
    return f"{bare} " if escaped else bare


def _expression(segment: str) -> str:
    """The expression of one name. A pattern that ends in a backslash, or opens a bracket and nothing else, is none."""
    return "".join(_chunks(segment))


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
            chunk += _one_of(token["set"], bool(token["not"]))
        elif token[0] in ("[", "\\"):
            raise re.error("an open bracket, or a backslash at the end")
        else:
            chunk += re.escape(token["char"])
    yield f"[^/]*{chunk}" if stars else chunk


def _one_of(letters: str, others: bool) -> str:
    """A set in brackets. A range that runs backwards holds its first letter, as in git."""
    parts = []
    for part in _SET.finditer(letters):
        if part["low"] is None:
            parts.append(_CLASSES.get(part["name"]) or _no_class())
        elif part["high"] is None:
            parts.append(re.escape(part["low"]))
        else:
            parts.append(re.escape(part["low"]))
            if part["low"] < part["high"]:
                parts.append(f"-{re.escape(part['high'])}")
    return f"(?!/)[{'^' if others else ''}{''.join(parts)}]"


def _no_class() -> str:
    raise re.error("no such class of letters")
