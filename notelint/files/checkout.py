"""Where a collection ends: git's checkout around it."""

from __future__ import annotations

from pathlib import Path

from notelint.files import inputs


def repository(folder: Path) -> Path | None:
    """The folder around this one that git has checked out."""
    return next((above for above in (folder, *folder.parents) if inputs.kind(above / ".git")), None)


def boundary(root: Path) -> Path:
    """The folder that a run stays in: git's, else the collection's own root."""
    try:
        return (repository(root) or root).resolve()
    except OSError:  # folders above that may not be looked into
        return root.resolve()
