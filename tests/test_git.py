from __future__ import annotations

import os
from pathlib import Path

import pytest
from runs import commit, git, write

from notelint import git as asked
from notelint.git import repository, tracked, untracked
from notelint.worktree import Change, changes


def test_what_was_added_is_tracked_even_where_it_is_gone(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.md": "", "中文/gone.md": "", "new.md": ""})
    git(root, "init")
    git(root, "add", "a.md", "中文")
    (root / "中文/gone.md").unlink()
    assert tracked(root) == frozenset({"a.md", "中文/gone.md"})
    assert untracked(root) == frozenset({"new.md"})


def test_one_file_or_folder_can_be_asked_about(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "", "cache/links.sqlite": "", "-x.md": "", ":(glob)": ""})
    write(tmp_path, {"b.md": ""})
    asked_for = ["a.md", "cache", "cache/links.sqlite", "-x.md", ":(glob)", "b.md", "*.md", "nowhere/x"]
    assert [path for path in asked_for if asked.is_tracked(tmp_path, path)] == asked_for[:5]
    assert not asked.is_tracked(tmp_path / "cache", "a.md")


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


@pytest.mark.skipif(os.name == "nt", reason="no file can be called so there")
def test_changes_are_told_whatever_the_names_are(tmp_path: Path) -> None:
    text = "words\n" * 20
    names = {"图 片/a b.md": text, 'q"uote\\.md': "x\n", "gone\n.md": "x\n", "same.md": "x\n"}
    base = commit(tmp_path, names)
    git(tmp_path, "mv", "图 片/a b.md", "图 片/新.md")
    (tmp_path / "gone\n.md").unlink()
    write(tmp_path, {'q"uote\\.md': "y\n", "new.md": "z\n"})
    git(tmp_path, "add", "new.md")
    found = changes(tmp_path, base)
    assert [change[:3] for change in found] == [
        ("D", "gone\n.md", "gone\n.md"),
        ("A", "new.md", "new.md"),
        ("M", 'q"uote\\.md', 'q"uote\\.md'),
        ("R", "图 片/新.md", "图 片/a b.md"),
    ]
    assert asked.blobs(tmp_path, [found[3].blob]) == {found[3].blob: text.encode()}


def test_changes_are_those_below_the_folder(tmp_path: Path) -> None:
    base = commit(tmp_path, {"a.md": "x\n", "notes/b.md": "x\n"})
    write(tmp_path, {"a.md": "y\n", "notes/b.md": "y\n"})
    assert [change.path for change in changes(tmp_path / "notes", base)] == ["b.md"]


def test_a_content_that_is_missing_is_left_out(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "x\n"})
    blob = git(tmp_path, "rev-parse", "HEAD:a.md")
    assert asked.blobs(tmp_path, ["1" * 40, blob]) == {blob: b"x\n"}


def test_a_change_names_what_was_there(tmp_path: Path) -> None:
    base = commit(tmp_path, {"a.md": "x\n"})
    blob = git(tmp_path, "rev-parse", "HEAD:a.md")
    write(tmp_path, {"a.md": "y\n"})
    assert changes(tmp_path, base) == [Change("M", "a.md", "a.md", "100644", blob)]
