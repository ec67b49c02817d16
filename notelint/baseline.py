"""The findings that a collection is known to have: an old one is checked from the first day on for new ones only."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from notelint.files import BASELINE_NAME
from notelint.fingerprint import Fingerprint

NAME = BASELINE_NAME
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class BaselineError(Exception):
    """The file is none that `notelint baseline` has written."""


class Entry(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """`count` findings of a rule at the same text of a note; the path is from the root."""

    path: str
    rule: str
    text: str
    count: int = 1


class _File(msgspec.Struct, forbid_unknown_fields=True):
    version: Literal[1]
    findings: list[Entry]


class Compared(NamedTuple):
    """Which of a run's findings are new, by position, and which entries of the baseline no finding has any more."""

    new: list[int]
    gone: list[Entry]


def load(root: Path) -> list[Entry] | None:
    """The baseline of the collection, None where it has none. Raises BaselineError, OSError."""
    path = root / NAME
    try:
        return _decoded(path.read_bytes()).findings
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BaselineError(f"{path}: {error}; write it anew with `notelint baseline`") from None


def _decoded(data: bytes) -> _File:
    try:
        return msgspec.json.decode(data, type=_File)
    except msgspec.DecodeError:
        if not _SURROGATE.search(data):
            raise
        # A name that is not UTF-8 is no text for msgspec, and is for Python.
        try:
            return msgspec.convert(json.loads(data), _File)
        except ValueError as error:
            raise msgspec.DecodeError(str(error)) from None


def save(root: Path, entries: Iterable[Entry]) -> Path:
    """Writes the baseline, an entry a line in a fixed order, so that git can merge it. Raises OSError."""
    lines = [json.dumps(msgspec.to_builtins(entry), ensure_ascii=False) for entry in sorted(entries)]
    path = root / NAME
    text = '{"version": 1, "findings": [\n' + ",\n".join(lines) + "\n]}\n"
    path.write_bytes(text.encode("utf-8", "backslashreplace"))  # a lone surrogate is `\udc80` in JSON too
    return path


def merged(kept: Iterable[Entry], found: Iterable[Entry]) -> list[Entry]:
    """Both; of the same thing the larger count."""
    count: dict[tuple[str, str, str], int] = {}
    for entry in (*kept, *found):
        key = (entry.path, entry.rule, entry.text)
        count[key] = max(count.get(key, 0), entry.count)
    return [Entry(*key, number) for key, number in count.items()]


def entries(prints: Iterable[Fingerprint]) -> list[Entry]:
    """What a baseline says of these findings."""
    count = Counter((each.path, each.rule, each.text) for each in prints)
    return [Entry(*key, number) for key, number in count.items()]


def compare(prints: Sequence[Fingerprint], known: Sequence[Entry], notes: Collection[str]) -> Compared:
    """Compares a run's findings with what is known; `notes` are the paths of the notes that there are now.

    What was known of a note that is gone counts for a note of which nothing is known: it was renamed.
    """
    left = Counter({(entry.path, entry.rule, entry.text): entry.count for entry in known})
    new = [n for n, each in enumerate(prints) if not _take(left, (each.path, each.rule, each.text))]
    names = {entry.path for entry in known}
    moved = Counter({key: count for key, count in left.items() if key[0] not in notes})
    loose: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for key in moved.elements():
        loose.setdefault(key[1:], []).append(key)
    still = []
    for n in new:
        each = prints[n]
        keys = loose.get((each.rule, each.text)) if each.path not in names else None
        if keys:
            left[keys.pop(0)] -= 1
        else:
            still.append(n)
    return Compared(still, [Entry(*key, count) for key, count in left.items() if count > 0])


def _take(left: Counter[tuple[str, str, str]], key: tuple[str, str, str]) -> bool:
    if left[key] <= 0:
        return False
    left[key] -= 1
    return True
