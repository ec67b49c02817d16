from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from runs import write

from notelint.git import repository, tracked, untracked


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_what_was_added_is_tracked_even_where_it_is_gone(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.md": "", "中文/gone.md": "", "new.md": ""})
    git(root, "init")
    git(root, "add", "a.md", "中文")
    (root / "中文/gone.md").unlink()
    assert tracked(root) == frozenset({"a.md", "中文/gone.md"})
    assert untracked(root) == frozenset({"new.md"})


def test_a_hook_of_another_repository_does_not_mislead_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, {"mine/a.md": "", "other/b.md": ""})
    for name in ("mine", "other"):
        git(root / name, "init")
        git(root / name, "add", ".")
    monkeypatch.setenv("GIT_DIR", str(root / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(root / "other" / ".git" / "index"))
    assert tracked(root / "mine") == frozenset({"a.md"})


def test_nothing_is_tracked_outside_git(tmp_path: Path) -> None:
    assert tracked(tmp_path) is None


def test_the_repository_is_the_nearest_above(tmp_path: Path) -> None:
    write(tmp_path, {"site/notes/a.md": ""})
    git(tmp_path / "site", "init")
    assert repository(tmp_path / "site/notes") == tmp_path / "site"
