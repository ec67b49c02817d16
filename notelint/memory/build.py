"""Which code works things out: what another version of it, or of what it is made with, has found is not believed."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from notelint import __version__

# What decides besides our own code, by the names of their folders of metadata.
_PARTS = ("markdown_it_py-", "ruamel_yaml-", "ruamel.yaml-", "msgspec-", "mdit_py_plugins-", "linkify_it_py-", "idna-")
_SHAPES = 2  # of what is kept; changed with it


@cache
def build() -> bytes:
    """Tells builds apart. A copy that is worked on, which nothing has installed, is told by its files' times, one that
    is installed by the digests that the installer has written down: two that were built between two versions have one
    number.
    """
    package = Path(__file__).parents[1]
    said = [__version__, sys.version, str(_SHAPES), *_installed(Path(msgspec.__file__).parents[1])]
    if (package / "rules").is_dir():  # only an installed one has its rules in it
        said += _recorded(package)
    else:
        said += _files(package)
        said += _files(package.parent / "rules")
    return blake2b("\0".join(said).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _installed(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.lower().startswith(_PARTS))  # noqa: PTH208 - names
    except OSError:
        return []


def _recorded(package: Path) -> list[str]:
    """The files of an installed package, each with its digest. An installer may write none down."""
    try:
        lines = (package.parent / f"notelint-{__version__}.dist-info" / "RECORD").read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        return []
    return sorted(line for line in lines if line.startswith("notelint/") and ".pyc," not in line)


def _files(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".md", ".json"):
            there = path.stat()
            found.append(f"{path.name} {there.st_size} {there.st_mtime_ns}")
    return found
