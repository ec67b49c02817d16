"""What was meant by an argument that names nothing."""

from __future__ import annotations

import os
from pathlib import Path

from notelint.files import inputs
from notelint.files.checkout import repository
from notelint.site.listing import NEVER, folded, names_in


def suggest(path: Path, cwd: Path | None = None) -> str | None:
    """What was probably meant by a path that does not exist, as it would be typed; None where nothing is near.

    A folder that a link has outside of git's root, or of the working directory, is not looked into.
    """
    from difflib import get_close_matches

    existing = next((folder for folder in path.parents if folder.is_dir()), None)
    if existing is None or _leads_out(existing, cwd):
        return None
    wanted = path.relative_to(existing).parts
    names = sorted(names_in(existing))
    same = [name for name in names if folded(name) == folded(wanted[0])]
    near = same or get_close_matches(wanted[0], names, 1, 0.7)
    if near and existing.joinpath(near[0], *wanted[1:]).exists():
        return existing.joinpath(near[0], *wanted[1:]).as_posix()
    if existing != existing.parent and (deeper := _below(existing, wanted[-1])):
        return deeper
    return (existing / near[0]).as_posix() if near else None


def _leads_out(folder: Path, cwd: Path | None) -> bool:
    """Does a link within the git work tree, or the working directory, lead to this folder outside of it?"""
    top = repository(folder) or (cwd if cwd and folder.is_relative_to(cwd) else None)
    try:
        return top is not None and not inputs.is_inside(folder, top)
    except OSError:
        return True


def _below(folder: Path, name: str, limit: int = 1000) -> str | None:
    """The nearest path of that name below a folder; looks into `limit` folders at most."""
    pending = [folder]
    for looked, here in enumerate(pending):
        if looked == limit:
            return None
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if folded(entry.name) == folded(name):
                return (here / entry.name).as_posix()
        pending.extend(
            here / entry.name
            for entry in entries
            if entry.is_dir(follow_symlinks=False) and entry.name not in NEVER and not entry.name.startswith(".")
        )
    return None
