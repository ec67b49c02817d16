"""What git has and did not put on the disk: submodules that are not checked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from notelint.files import inputs
from notelint.text.lazy import lazy_re

_PATH = lazy_re(r"^[ \t]*path[ \t]*=[ \t]*\"?([^\"\n]+?)\"?[ \t]*$", re.MULTILINE)
_LIMIT = 1_000_000  # bytes of a .gitmodules


def submodules(top: Path) -> Iterator[str]:
    """The folders below git's root that stand for submodules of which nothing is here, by their paths from it."""
    try:
        text = inputs.head(top / ".gitmodules", within=top, size=_LIMIT).decode("utf-8", "replace")
    except OSError:
        return
    for found in _PATH.finditer(text.replace("\r\n", "\n")):
        path = found[1].strip("/")
        if ".." not in path.split("/") and _is_bare(top / path):
            yield path


def _is_bare(folder: Path) -> bool:
    """Holds a folder nothing but, perhaps, what keeps it?"""
    names = inputs.names(folder)
    if names is None:
        return not inputs.exists(folder)
    return all(name in (".keep", ".gitkeep") for name in names)
