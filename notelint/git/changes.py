"""What has changed in a git work tree since a commit: files, and lines of a file."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path

import msgspec

from notelint.files.checkout import repository
from notelint.git import runner, worktree
from notelint.text.source import read

_MOST_PAIRS = 1_000_000  # of equal lines
_FILES = ("100644", "100755")  # modes of plain files: no links, no submodules


class SinceError(Exception):
    """What `--since` names cannot be compared with."""


class Changes(msgspec.Struct, frozen=True):
    """Paths are from the root. What git does not track is new.

    `old` maps a file that was changed to its path at the base, another one where it was renamed. `gone` are paths of
    the base that lead to nothing now, `new` are those that led to nothing then; a renamed file has one of each. `blobs`
    names the contents at the base, by path.
    """

    base: str
    old: dict[str, str]
    gone: frozenset[str]
    new: frozenset[str]
    blobs: dict[str, str]


def since(root: Path, ref: str) -> Changes:
    """What has changed since the work tree's history left that of `ref`, committed or not. Raises SinceError."""
    try:
        return _since(root, ref)
    except runner.GitError as error:
        raise unanswered(root, ref, error) from None


def unanswered(root: Path, ref: str, error: runner.GitError) -> SinceError:
    """Why nothing can be compared where git does not answer."""
    try:
        partial = runner.is_partial(root)
    except runner.GitError:
        partial = False
    if partial:
        return SinceError(
            f"this clone is a partial one, and what has changed since `{ref}` is not in it: "
            f"`git diff --stat {ref}...HEAD` fetches that, which notelint does not do by itself ({error})"
        )
    return SinceError(f"git does not say what has changed since `{ref}`: {error}")


def _since(root: Path, ref: str) -> Changes:
    base = _base(root, ref)
    old: dict[str, str] = {}
    blobs: dict[str, str] = {}
    gone: set[str] = set()
    new = set(runner.untracked(root))
    for change in worktree.changes(root, base):
        if change.old_mode in _FILES:
            blobs[change.old_path] = change.blob
        if change.status in "DR":
            gone.add(change.old_path)
        if change.status in "AR":
            new.add(change.path)
        if change.status not in "AD":
            old[change.path] = change.old_path
    # No longer tracked and still there, or another file under the name of one that was moved.
    both = gone & new
    old = {path: path for path in both} | old
    return Changes(base, old, frozenset(gone - both), frozenset(new - both), blobs)


def _base(root: Path, ref: str) -> str:
    if repository(root) is None:
        raise SinceError(f"{root}: no git work tree, so that nothing can be compared with `{ref}`")
    if runner.place(root) is None:
        raise SinceError(f"git is not installed, so that nothing can be compared with `{ref}`")
    if runner.commit(root, "HEAD") is None:
        raise SinceError("there is no commit yet that `--since` could compare with")
    commit = runner.commit(root, ref)
    if commit is None:
        remote = f"origin/{ref}"
        near = f"; did you mean `{remote}`?" if runner.commit(root, remote) else ""
        raise SinceError(_shallow(root, ref) or f"git knows no commit `{ref}`{near}")
    base = runner.merge_base(root, commit)
    if base is None:
        raise SinceError(_shallow(root, ref) or f"`{ref}` and HEAD have no commit in common")
    return base


def _shallow(root: Path, ref: str) -> str:
    if not runner.is_shallow(root):
        return ""
    return (
        f"this clone is shallow, and what it has in common with `{ref}` is not in it: check out with `fetch-depth: 0` "
        "(GitHub, Gitea), `GIT_DEPTH: 0` (GitLab), or `git fetch --unshallow`"
    )


def changed_lines(before: bytes, after: str) -> frozenset[int]:
    """The 1-based lines of a text (as `Source.text`) that a file's earlier bytes do not have there; no blank ones."""
    old, new = read("", before).text.split("\n"), after.split("\n")
    first = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    room = min(len(old), len(new)) - first
    pairs = zip(reversed(old), reversed(new), strict=False)
    last = min(room, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)))
    blocks = _matcher(old[first : len(old) - last], new[first : len(new) - last]).get_opcodes()
    changed = (first + line for kind, _, _, start, end in blocks if kind != "equal" for line in range(start, end))
    return frozenset(line + 1 for line in changed if new[line].strip())


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    """Nothing is aligned by blank lines. Other lines that are frequent are, unless there are so many of them that it
    would take long: then some are taken for changed.
    """
    count = Counter(old)
    pairs = sum(count[line] for line in new if line.strip())
    return SequenceMatcher(lambda line: not line.strip(), old, new, autojunk=pairs > _MOST_PAIRS)
