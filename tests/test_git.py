from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from runs import commit, git, notelint, write

from notelint.files.checkout import repository
from notelint.git import runner as asked
from notelint.git.runner import tracked, untracked
from notelint.git.worktree import Change, changes


def test_what_was_added_is_tracked_even_where_it_is_gone(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.md": "", "中文/gone.md": "", "new.md": ""})
    git(root, "init")
    git(root, "add", "a.md", "中文")
    (root / "中文/gone.md").unlink()
    assert tracked(root) == frozenset({"a.md", "中文/gone.md"})
    assert untracked(root) == frozenset({"new.md"})


@pytest.mark.skipif(os.name == "nt", reason="no file can be called so there")
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


# The index of a hook

ASK = """#!/bin/sh
{python} -c '
from pathlib import Path
from notelint.git import runner as git
from notelint.git.worktree import changes
here = Path.cwd()
print(sorted(git.tracked(here)), [each[:2] for each in changes(here, "{base}")], git.is_tracked(here, "c.md"))
' > "{said}" || exit 1
exit 1
"""


@pytest.mark.skipif(os.name == "nt", reason="the hook is a script of Unix")
@pytest.mark.parametrize("linked", [False, True], ids=["main", "linked"])
@pytest.mark.parametrize(
    ("arguments", "tracked_then", "changed_then"),
    [
        ((), ["a.md", "b.md", "c.md", "gone.md"], [("A", "b.md"), ("A", "c.md"), ("D", "gone.md")]),
        (("-a",), ["a.md", "b.md", "c.md"], [("A", "b.md"), ("A", "c.md"), ("D", "gone.md")]),
        (("--", "b.md"), ["a.md", "b.md", "gone.md"], [("A", "b.md"), ("D", "gone.md")]),
    ],
    ids=["staged", "all", "paths"],
)
def test_a_hook_sees_what_is_being_committed(
    tmp_path: Path, linked: bool, arguments: tuple[str, ...], tracked_then: list[str], changed_then: list[object]
) -> None:
    main = tmp_path / "main"
    base = commit(main, {"a.md": "x\n", "gone.md": "y\n"})
    root = tmp_path / "linked" if linked else main
    if linked:
        git(main, "worktree", "add", str(root))
    write(root, {"b.md": "b\n", "c.md": "c\n"})
    git(root, "add", "b.md", "c.md")
    (root / "gone.md").unlink()
    hook = write(main, {".git/hooks/pre-commit": ASK.format(python=sys.executable, base=base, said=tmp_path / "said")})
    (hook / ".git/hooks/pre-commit").chmod(0o755)
    with pytest.raises(AssertionError):
        git(root, "commit", "-m", "x", *arguments)
    assert (tmp_path / "said").read_text() == f"{tracked_then} {changed_then} {'c.md' in tracked_then}\n"


def test_an_index_of_another_repository_is_not_a_hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path / "sub-source", {"s.md": "x\n"})
    commit(tmp_path / "mine", {"a.md": "x\n"})
    protocol = ("-c", "protocol.file.allow=always")
    git(tmp_path / "mine", *protocol, "submodule", "add", f"{tmp_path}/sub-source", "sub")
    git(tmp_path / "mine", "worktree", "add", str(tmp_path / "linked"))
    right = frozenset({"a.md", "sub", ".gitmodules"})
    (tmp_path / "mine/.git/way").symlink_to(tmp_path / "sub-source/.git")
    for index in ("modules/sub/index", "worktrees/linked/index", "way/index", "../../sub-source/.git/index"):
        monkeypatch.setenv("GIT_INDEX_FILE", f".git/{index}")
        assert (tmp_path / "mine/.git" / index).exists()
        assert tracked(tmp_path / "mine") == right
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "mine/.git/worktrees/linked/index"))
    assert tracked(tmp_path / "linked") == frozenset({"a.md"})


# What git refuses


def refused(root: Path) -> tuple[int, str, str]:
    """How often a run tells git's reason, and what it and `--since` say of it."""
    ran, since = notelint(root), notelint(root, "--since", "HEAD")
    assert "lost.md [broken-link]" in ran.out
    assert (ran.code, since.code, since.out) == (1, 2, "")
    return ran.err.count("git does not say"), ran.err, since.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_somebody_else_is_told_with_the_command_that_allows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "no tes"
    commit(root, {"a.md": "[x](lost.md)\n", ".gitignore": "ignored.md\n", "ignored.md": "[y](lost.md)\n"})
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(root)
    os.chown(root, 4321, 4321)
    count, said, of_since = refused(root)
    advice = f"`git config --global --add safe.directory '{root}'` allows it"
    assert count == 1
    for each in (said, of_since):
        assert "detected dubious ownership in repository at" in each
        assert advice in each
    assert "ignored.md" not in notelint(root).out
    for arguments in (["--diff"], ["links"], ["papers"], ["baseline"], ["init"]):
        assert notelint(*arguments).err.count(advice) == 1
    assert "允许它：`git config" in notelint(root, "--lang", "zh").err
    write(tmp_path, {".gitconfig": f"[safe]\ndirectory = {root}\n"})
    assert "git does not say" not in notelint(root).err
    assert asked.tracked(root) == frozenset({"a.md", ".gitignore"})


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        (".git/index", "no index" * 9, "index file corrupt"),
        (".git/config", "[core]\nrepositoryFormatVersion = 99\n", "Expected git repo version <= 1, found 99"),
        (".git/config", "[core\n", "bad config line 1"),
        (".git", "gitdir: nowhere\n", "not a git repository"),
    ],
)
def test_what_git_cannot_read_is_told_in_its_words_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, content: str, reason: str
) -> None:
    commit(tmp_path, {"a.md": "[x](lost.md)\n"})
    if file == ".git":
        (tmp_path / ".git").rename(tmp_path / "moved")
    write(tmp_path, {file: content})
    monkeypatch.chdir(tmp_path)
    count, said, of_since = refused(tmp_path)
    assert count == 1
    assert reason in said
    assert reason in of_since


def test_what_git_refuses_to_say_counts_as_tracked(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": ""})
    assert not asked.is_tracked(tmp_path, "b.md")
    write(tmp_path, {".git/index": "no index"})
    assert asked.is_tracked(tmp_path, "b.md")


def test_without_git_a_collection_is_read_as_if_there_were_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(tmp_path, {"a.md": "[x](lost.md)\n"})
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    ran = notelint()
    assert "lost.md [broken-link]" in ran.out
    assert "git does not say" not in ran.err
    assert not asked.is_tracked(tmp_path, "a.md")
    assert "git is not installed" in notelint("--since", "HEAD").err


def test_beside_several_work_trees_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The repository itself is bare, and named by a `.git` file in the folder around its work trees."""
    commit(tmp_path / "far", {"a.md": "[x](lost.md)\n"})
    git(tmp_path, "clone", "--bare", str(tmp_path / "far"), "all/.bare")
    write(tmp_path, {"all/.git": "gitdir: ./.bare\n", "all/b.md": "[x](lost.md)\n"})
    git(tmp_path / "all", "worktree", "add", "main")
    monkeypatch.chdir(tmp_path / "all")
    assert "git does not say" not in notelint().err
    assert not tracked(tmp_path / "all")
    assert tracked(tmp_path / "all/main") == frozenset({"a.md"})


def test_what_a_partial_clone_lacks_is_an_error_that_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(tmp_path / "far", {"a.md": "[x](lost.md)\n"})
    commit(tmp_path / "far", {"a.md": "[x](lost.md)\n\n[y](lost.md)\n"})
    git(tmp_path / "far", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--filter=blob:none", f"file://{tmp_path}/far", "near")
    monkeypatch.chdir(tmp_path / "near")
    ran = notelint("--since", "HEAD~1")
    assert ran.code == 2
    assert "this clone is a partial one" in ran.err
    advice = re.search(r"`git (diff --stat \S+)` fetches that", ran.err)
    assert advice
    git(tmp_path / "near", *advice[1].split(" "))
    assert notelint("--since", "HEAD~1").out.startswith("a.md:3:5: error")


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
