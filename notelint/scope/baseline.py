"""The findings that a collection is known to have: an old one is checked from the first day on for new ones only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec

from notelint.data import parsing
from notelint.files import inputs
from notelint.files.checkout import boundary
from notelint.scope.fingerprint import Fingerprint
from notelint.site.root import BASELINE_NAME
from notelint.writing import atomic

NAME = BASELINE_NAME


_LIMIT = 64 * 1024 * 1024  # bytes
_MOST = 1_000_000_000  # findings of one rule at one text


class BaselineError(Exception):
    """The file is none that `notelint baseline` has written."""


class Entry(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """`count` findings of a rule at the same text of a note; the path is from the root."""

    path: str
    rule: str
    text: str
    count: Annotated[int, msgspec.Meta(ge=1, le=_MOST)] = 1


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
        data = inputs.read(path, within=boundary(root), limit=_LIMIT)
        # Not by msgspec's own reader: it takes a name that is no UTF-8 for a mistake.
        return msgspec.convert(parsing.read_json(data.decode("utf-8-sig")), _File).findings
    except FileNotFoundError:
        return None
    except (msgspec.ValidationError, ValueError, RecursionError, inputs.InputError) as error:
        raise BaselineError(f"{path}: {inputs.reason(error)}; write it anew with `notelint baseline`") from None


def save(root: Path, entries: Iterable[Entry]) -> Path:
    """Writes the baseline, an entry a line in a fixed order, so that git can merge it. Raises OutsideError, OSError."""
    lines = [json.dumps(msgspec.to_builtins(entry), ensure_ascii=False) for entry in sorted(entries)]
    path = root / NAME
    text = '{"version": 1, "findings": [\n' + ",\n".join(lines) + "\n]}\n"
    data = text.encode("utf-8", "backslashreplace")  # a lone surrogate is `\udc80` in JSON too
    atomic.write(path, data, within=boundary(root))
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
    loose: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for key, count in reversed(left.items()):
        if count > 0 and key[0] not in notes:
            loose.setdefault(key[1:], []).append(key)
    still = []
    for n in new:
        each = prints[n]
        keys = loose.get((each.rule, each.text)) if each.path not in names else None
        if keys:
            left[keys[-1]] -= 1
            if not left[keys[-1]]:
                keys.pop()
        else:
            still.append(n)
    return Compared(still, [Entry(*key, count) for key, count in left.items() if count > 0])


def _take(left: Counter[tuple[str, str, str]], key: tuple[str, str, str]) -> bool:
    if left[key] <= 0:
        return False
    left[key] -= 1
    return True
