"""What git knows about a folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

# Variables by which a hook binds every git command to the repository it runs in.
_GIT_LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")


def repository(folder: Path) -> Path | None:
    """The folder around this one that git has checked out."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def tracked(root: Path) -> frozenset[str] | None:
    """The files below a root that git tracks, None where there is no git work tree."""
    found = files(root)
    return None if found is None else frozenset(found)


def untracked(root: Path) -> frozenset[str]:
    """The files below a root that git neither tracks nor ignores."""
    return frozenset(files(root, "-o", "--exclude-standard") or ())


def files(root: Path, *options: str) -> list[str] | None:
    """What `git ls-files` lists below a root, None where there is no git work tree."""
    try:
        return _git(root, "-c", "core.fsmonitor=false", "ls-files", "-z", *options).split("\0")[:-1]
    except (OSError, subprocess.CalledProcessError):
        return None


def begin_repository(root: Path, paths: Sequence[str]) -> None:
    """Makes a folder a git work tree that tracks these files. Raises OSError, CalledProcessError."""
    _git(root, "init", "--quiet")
    _git(root, "add", "--force", "--", *paths)


def _git(folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in _GIT_LOCAL}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=True)
    return os.fsdecode(done.stdout)
