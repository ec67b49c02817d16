"""Folders that hold what Python has installed, and no notes of anybody's."""

from __future__ import annotations

import re
from pathlib import Path

from notelint.files import inputs
from notelint.text.lazy import lazy_re

MARKER = "pyvenv.cfg"

# Says where the Python is that the environment was made with: every tool writes that. A file that only has the name is
# no marker, or an empty one would hide a folder of notes.
_HOME = lazy_re(rb"^[ \t]*home[ \t]*=", re.MULTILINE)
# Where an environment keeps what was installed. Notes in another place of it may be somebody's.
_INSTALLED = frozenset(
    ("bin", "doc", "etc", "include", "lib", "lib64", "libs", "man", "scripts", "share", "src", "tcl")
)


def is_one(folder: Path, root: Path) -> bool:
    """Has Python made this folder, somewhere below a root?"""
    try:
        return _HOME.search(inputs.read(folder / MARKER, within=root, limit=64 * 1024)) is not None
    except (OSError, inputs.InputError):
        return False


def is_installed(path: str, folder: str) -> bool:
    """Was a file of an environment installed there?"""
    return path[len(folder) :].lstrip("/").partition("/")[0].lower() in _INSTALLED
