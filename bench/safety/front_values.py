"""The front matter of two versions of a note: which values are gone, or other ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from rendered import letters
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.S | re.M)
PROSE = ("title", "description", "summary", "excerpt", "subtitle")  # keys of which only the letters count


def lost_values(old: tuple[str, str] | None, new: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    if old is None or new is None:
        if old is not None:
            yield "front matter", "lost"
        return
    before, after = _values(old), _values(new)
    if before is None or after is None:
        if before is not None or letters(old[1]) != letters(new[1]):
            yield "front matter", "can no longer be read" if before is not None else "unreadable, and changed"
        return
    for key, (value, raw) in before.items():
        if key not in after:
            yield "front matter", f"{key} is gone"
        elif not _same_value(key, value, raw, after[key][0], old[1]):
            yield "front matter", f"{key}: {value!r:.80} -> {after[key][0]!r:.80}"


def _values(matter: tuple[str, str]) -> dict[str, tuple[Any, Any]] | None:
    """Each key's value, and it as text; None where the block cannot be read."""
    if matter[0] == "+++":
        return {"toml": (matter[1].strip(), "")}
    both = []
    for kind in ("safe", "base"):
        yaml = YAML(typ=kind, pure=True)
        yaml.allow_duplicate_keys = True
        try:
            value = yaml.load(StringIO(matter[1]))
        except (YAMLError, ValueError, TypeError, AttributeError):
            return None
        if not isinstance(value, dict):
            return {"": (value, matter[1])}
        both.append({str(key): each for key, each in value.items()})
    return {key: (value, raw) for (key, value), raw in zip(both[0].items(), both[1].values(), strict=True)}


def _same_value(key: str, old: Any, raw: Any, new: Any, source: str) -> bool:
    if type(old) is type(new) and (old == new or (old != old and new != new)):
        return True
    if isinstance(old, str) and isinstance(new, str) and key.lower() in PROSE and letters(old) == letters(new):
        return True
    if isinstance(old, dict) and isinstance(new, dict):
        return all(each in new and _same_value(each, old[each], raw[each], new[each], source) for each in old)
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return all(_same_value(key, *each, source) for each in zip(old, raw, new, strict=True))
    if isinstance(old, list) and len(old) == 1 and isinstance(old[0], list) and isinstance(new, str):
        return new == f"[[{old[0][0]}]]"  # a wikilink, which YAML takes for a list in a list
    # A number, yes or no, or what ends before a comment is now the text that is written there.
    plain = isinstance(old, bool) and str(raw).lower() in ("true", "false")
    written = rf"(?:{re.escape(key)}[ \t]*:|-)[ \t]*{re.escape(str(new))}[ \t]*$"
    return isinstance(new, str) and not plain and bool(re.search(written, source, re.M))
