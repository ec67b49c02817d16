from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import commit, git, write

from notelint.git.changes import SinceError, changed_lines, since

TEXT = "".join(f"line {n}\n" for n in range(30))


def test_a_file_is_old_new_or_gone(tmp_path: Path) -> None:
    commit(tmp_path, {"same.md": "x\n", "changed.md": "x\n", "gone.md": "y\n", "moved.md": TEXT})
    git(tmp_path, "mv", "moved.md", "新 的.md")
    write(tmp_path, {"changed.md": "z\n", "untracked.md": "x\n", "added.md": "w\n"})
    (tmp_path / "gone.md").unlink()
    git(tmp_path, "add", "added.md")
    found = since(tmp_path, "HEAD")
    assert found.old == {"changed.md": "changed.md", "新 的.md": "moved.md"}
    assert found.new == {"untracked.md", "added.md", "新 的.md"}
    assert found.gone == {"gone.md", "moved.md"}
    assert set(found.blobs) == {"changed.md", "gone.md", "moved.md"}


def test_what_is_committed_on_the_branch_counts_and_what_others_did_meanwhile_does_not(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "x\n", "b.md": "x\n"})
    git(tmp_path, "switch", "-c", "mine")
    commit(tmp_path, {"a.md": "y\n"})
    git(tmp_path, "switch", "main")
    commit(tmp_path, {"b.md": "y\n"})
    git(tmp_path, "switch", "mine")
    assert since(tmp_path, "main").old == {"a.md": "a.md"}


def test_a_file_that_git_lets_go_of_is_still_there(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "x\n"})
    git(tmp_path, "rm", "--cached", "a.md")
    found = since(tmp_path, "HEAD")
    assert (found.old, found.new, found.gone) == ({"a.md": "a.md"}, frozenset(), frozenset())


def test_a_name_that_another_file_takes_over_was_there_before(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": TEXT})
    git(tmp_path, "mv", "a.md", "b.md")
    write(tmp_path, {"a.md": "something else\n"})
    found = since(tmp_path, "HEAD")
    assert (found.new, found.gone) == ({"b.md"}, frozenset())
    assert found.old["a.md"] == "a.md"


def test_a_conflict_is_a_change(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "x\n"})
    git(tmp_path, "switch", "-c", "mine")
    commit(tmp_path, {"a.md": "y\n"})
    git(tmp_path, "switch", "main")
    commit(tmp_path, {"a.md": "z\n"})
    with pytest.raises(AssertionError):
        git(tmp_path, "merge", "mine")
    assert since(tmp_path, "HEAD").old == {"a.md": "a.md"}


# What cannot be compared


def test_outside_of_git_nothing_can_be_compared(tmp_path: Path) -> None:
    with pytest.raises(SinceError, match="no git work tree"):
        since(tmp_path, "main")


def test_before_the_first_commit_nothing_can_be_compared(tmp_path: Path) -> None:
    git(tmp_path, "init")
    with pytest.raises(SinceError, match="no commit yet"):
        since(tmp_path, "main")


def test_an_unknown_name_is_told_with_the_one_that_is_probably_meant(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "x\n"})
    git(tmp_path, "update-ref", "refs/remotes/origin/dev", "HEAD")
    with pytest.raises(SinceError, match=r"git knows no commit `dev`; did you mean `origin/dev`\?"):
        since(tmp_path, "dev")
    with pytest.raises(SinceError, match=r"git knows no commit `--all`$"):
        since(tmp_path, "--all")


def test_histories_without_a_common_commit_cannot_be_compared(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "x\n"})
    git(tmp_path, "switch", "--orphan", "other")
    commit(tmp_path, {"b.md": "x\n"})
    with pytest.raises(SinceError, match="`main` and HEAD have no commit in common"):
        since(tmp_path, "main")


@pytest.mark.parametrize("ref", ["origin/main", "HEAD~1"])
def test_a_shallow_clone_says_how_to_get_the_rest(tmp_path: Path, ref: str) -> None:
    commit(tmp_path / "far", {"a.md": "x\n"})
    git(tmp_path / "far", "switch", "-c", "mine")
    commit(tmp_path / "far", {"a.md": "y\n"})
    git(tmp_path, "clone", "--depth", "1", "--branch", "mine", f"file://{tmp_path}/far", "near")
    with pytest.raises(SinceError, match=r"shallow.*`fetch-depth: 0`"):
        since(tmp_path / "near", ref)


def test_a_base_that_was_fetched_without_its_history_is_not_enough(tmp_path: Path) -> None:
    commit(tmp_path / "far", {"a.md": "x\n"})
    git(tmp_path / "far", "switch", "-c", "mine")
    commit(tmp_path / "far", {"a.md": "y\n"})
    git(tmp_path / "far", "switch", "main")
    commit(tmp_path / "far", {"b.md": "y\n"})
    git(tmp_path, "clone", "--depth", "1", "--branch", "mine", f"file://{tmp_path}/far", "near")
    git(tmp_path / "near", "fetch", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    with pytest.raises(SinceError, match="what it has in common with `origin/main` is not in it"):
        since(tmp_path / "near", "origin/main")


# Lines


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", set()),
        ("a\nb\nc\n", "a\nx\nc\n", {2}),
        ("a\nb\nc\n", "a\nc\n", set()),
        ("a\nc\n", "a\nb1\nb2\nc\n", {2, 3}),
        ("a\r\nb\r\n", "a\nb\n", set()),
        ("", "a\n", {1}),
        ("a\na\na\n", "a\na\na\na\n", {4}),
    ],
)
def test_the_changed_lines_of_a_text(before: str, after: str, lines: set[int]) -> None:
    assert changed_lines(before.encode(), after) == lines


def test_frequent_lines_between_two_changes_are_not_changed() -> None:
    before = [f"| {n} |" if n % 3 else "| --- |" for n in range(900)]
    after = before.copy()
    after[100] = after[107] = after[800] = "| new |"
    assert changed_lines("\n".join(before).encode(), "\n".join(after)) == {101, 108, 801}


def test_a_text_that_is_one_line_many_times_takes_no_time() -> None:
    text = "a\n" * 20_000
    assert changed_lines(f"x\n{text}y\n".encode(), f"z\n{text}w\n") >= {1, 20_002}


LINES = st.lists(st.sampled_from(["", "a", "b", "## c"]), max_size=12)


@given(LINES, LINES)
def test_without_the_changed_lines_the_text_holds_nothing_new(before: list[str], after: list[str]) -> None:
    changed = changed_lines("\n".join(before).encode(), "\n".join(after))
    rest = iter(before or [""])
    kept = [line for number, line in enumerate(after or [""], 1) if number not in changed and line]
    assert all(line in rest for line in kept)  # in the order in which they stood there
