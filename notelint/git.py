"""What git knows about a folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

# Variables by which a hook binds every git command to the repository it runs in.
_GIT_LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")


class Change(NamedTuple):
    """A file that differs: `A`dded, `D`eleted, `M`odified, `R`enamed, …; `blob` is the old content's name."""

    status: str
    path: str
    old_path: str
    old_mode: str
    blob: str


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


def is_tracked(root: Path, path: str) -> bool:
    """Does git track this file, or anything in this folder? The path is relative to the root, with "/"."""
    return bool(_answer(root, "--literal-pathspecs", "ls-files", "-z", "--", path))


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


def commit(root: Path, ref: str) -> str | None:
    """The commit that a name stands for, None where there is none."""
    return _answer(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")


def merge_base(root: Path, commit: str) -> str | None:
    """The commit at which HEAD's history and that of another part, None where they have nothing in common."""
    return _answer(root, "merge-base", commit, "HEAD")


def is_shallow(root: Path) -> bool:
    return _answer(root, "rev-parse", "--is-shallow-repository") == "true"


def changes(root: Path, base: str) -> list[Change]:
    """How the files below a root differ from those of a commit, staged or not. Raises OSError, CalledProcessError."""
    options = ("--raw", "-z", "--find-renames", "--no-abbrev", "--relative", "--no-ext-diff", "--ignore-submodules")
    fields = _git(root, "-c", "core.fsmonitor=false", "diff", *options, base, "--").split("\0")
    found = []
    while len(fields) > 1:
        old_mode, _, blob, _, status = fields.pop(0).lstrip(":").split(" ")
        old_path = fields.pop(0)
        path = fields.pop(0) if status[0] in "RC" else old_path
        found.append(Change(status[0], path, old_path, old_mode, blob))
    return found


def blobs(root: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Contents by their names in git. Raises OSError, CalledProcessError."""
    command = ["git", "cat-file", "--batch"]
    asked = "".join(f"{name}\n" for name in names).encode()
    done = subprocess.run(command, cwd=root, env=_environment(), input=asked, capture_output=True, check=True)
    found: dict[str, bytes] = {}
    at = 0
    while at < len(done.stdout):
        end = done.stdout.index(b"\n", at)
        name, kind, *size = done.stdout[at:end].decode().split(" ")
        at = end + 1
        if kind == "blob":  # else it is missing
            found[name] = done.stdout[at : at + int(size[0])]
            at += int(size[0]) + 1
    return found


def _answer(root: Path, *arguments: str) -> str | None:
    try:
        return _git(root, *arguments).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, env=_environment(), capture_output=True, check=True)
    return os.fsdecode(done.stdout)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _GIT_LOCAL}
