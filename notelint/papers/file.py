"""The file that keeps what arXiv says of a collection's papers: read, and written so that it makes small diffs."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import msgspec

from notelint.files import inputs
from notelint.files.checkout import boundary
from notelint.text.lazy import lazy_re
from notelint.writing import atomic

NAME = "notelint-papers.json"
ABOUT = "What arXiv says of the papers in these notes; written by `notelint papers update`. arXiv's metadata is CC0."

_LIMIT = 128 * 1024 * 1024  # bytes
# Code points, far beyond what arXiv takes. Headings are compared with all of it, so one paper must not be endless.
TITLE, AUTHORS, COMMENT, ABSTRACT, DAY = 1_000, 4_000, 4_000, 20_000, 10
FORMER = 20  # titles
_Id = Annotated[str, msgspec.Meta(max_length=40)]
_Title = Annotated[str, msgspec.Meta(max_length=TITLE)]
_Day = Annotated[str, msgspec.Meta(max_length=DAY)]
_BYTE = lazy_re(r" \(byte (\d+)\)$")
_CONFLICT = lazy_re(rb"^<{7} ", re.MULTILINE)


class PapersError(Exception):
    """The file cannot be read. The message is `FILE:LINE: reason`, the file as seen from the working directory."""


class Paper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What arXiv says of a paper. Days are written `2026-11-01`.

    `version` is the latest one's number, `updated` its day, `former` the titles that the paper had before, `authors`
    the first ones' names, joined by commas. Where `unknown` is True, arXiv has no such paper, and nothing else is
    known but the day on which it was `asked`.
    """

    title: _Title = ""
    former: Annotated[tuple[_Title, ...], msgspec.Meta(max_length=FORMER)] = ()
    authors: Annotated[str, msgspec.Meta(max_length=AUTHORS)] = ""
    version: int = 0
    published: _Day = ""
    updated: _Day = ""
    comment: Annotated[str, msgspec.Meta(max_length=COMMENT)] = ""
    abstract: Annotated[str, msgspec.Meta(max_length=ABSTRACT)] = ""
    unknown: bool = False
    asked: _Day = ""


class _File(msgspec.Struct):
    about: str = ABOUT
    papers: dict[_Id, Paper] = {}


def read(root: Path) -> dict[str, Paper]:
    """The papers by their ids without versions, none where there is no file. Raises PapersError, OSError."""
    path = root / NAME
    try:
        data = inputs.read(path, within=boundary(root), limit=_LIMIT)
    except FileNotFoundError:
        return {}
    except inputs.InputError as error:
        raise PapersError(f"{_shown(path)}:1: {error.reason}") from None
    return _papers(path, data)


@lru_cache(maxsize=1)  # each round of a fix asks for it again
def _papers(path: Path, data: bytes) -> dict[str, Paper]:
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_File).papers
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        message = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        found = _BYTE.search(message)
        line = data[: int(found[1]) if found else 0].count(b"\n") + 1
        if conflict := _CONFLICT.search(data):
            line, message = data[: conflict.start()].count(b"\n") + 1, "there is a merge conflict in it"
        reason = _BYTE.sub("", message)
        raise PapersError(f"{_shown(path)}:{line}: {reason}") from None


def _shown(path: Path) -> str:
    return os.path.relpath(path).replace(os.sep, "/")


def write(root: Path, papers: Mapping[str, Paper]) -> bool:
    """Writes the papers, sorted by id, a value a line; False where the file is so already.

    The file is whole old or whole new whenever the process ends. Raises OutsideError, OSError.
    """
    path = root / NAME
    data = msgspec.json.format(msgspec.json.encode(_File(papers=dict(sorted(papers.items())))), indent=2) + b"\n"
    with suppress(OSError):
        if path.read_bytes() == data:
            atomic.tidy(root)
            return False
    atomic.write(path, data, within=boundary(root))
    return True


def set_aside(root: Path) -> Path:
    """Gives a file that cannot be read another name, and says which. Raises OSError."""
    return atomic.set_aside(root / NAME)
