"""What has changed on the disk, as git itself would say, though none of its filters runs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import alone, commit, git, notelint, write

from notelint.git import runner as asked
from notelint.git.worktree import Change, changes

TEXT = "".join(f"line {n}\n" for n in range(30))


def changed(root: Path, base: str = "HEAD") -> list[str]:
    """`status path` of each change since a commit."""
    return [f"{change.status} {change.path}" for change in changes(root, git(root, "rev-parse", base))]


def later(root: Path) -> None:
    """The files have other times than git has written down."""
    for path in root.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            os.utime(path, (1_700_000_000, 1_700_000_000))


# As git stores it


@pytest.mark.parametrize("attributes", ["*.md eol=crlf\n", "* text=auto\n", "*.md text\n", "*.md crlf\n"])
def test_line_ends_that_git_converts_are_no_change(tmp_path: Path, attributes: str) -> None:
    commit(tmp_path, {".gitattributes": attributes, "a.md": TEXT, "b.md": TEXT})
    write(tmp_path, {"a.md": TEXT.replace("\n", "\r\n"), "b.md": f"{TEXT}more\n".replace("\n", "\r\n")})
    later(tmp_path)
    assert changed(tmp_path) == ["M b.md"]


@pytest.mark.parametrize(("setting", "expected"), [("true", []), ("input", []), ("false", ["M a.md"])])
def test_line_ends_go_by_the_repositorys_setting_too(tmp_path: Path, setting: str, expected: list[str]) -> None:
    commit(tmp_path, {"a.md": TEXT, "b.bin": b"\0\n"})
    git(tmp_path, "config", "core.autocrlf", setting)
    write(tmp_path, {"a.md": TEXT.replace("\n", "\r\n"), "b.bin": b"\0\n"})
    assert changed(tmp_path) == expected


@pytest.mark.parametrize("attributes", ["* -text\n", "*.md binary\n", ""])
def test_line_ends_that_git_leaves_alone_are_a_change(tmp_path: Path, attributes: str) -> None:
    commit(tmp_path, {".gitattributes": attributes, "a.md": TEXT})
    write(tmp_path, {"a.md": TEXT.replace("\n", "\r\n")})
    assert changed(tmp_path) == ["M a.md"]


def test_a_checkout_with_carriage_returns_has_no_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path / "far", {".gitattributes": "*.md eol=crlf\n", "a.md": "[x](gone.md)\n", "b.md": TEXT})
    git(tmp_path, "clone", f"file://{tmp_path}/far", "near")
    assert b"\r\n" in (tmp_path / "near/b.md").read_bytes()
    assert changed(tmp_path / "near") == []
    later(alone(tmp_path / "near", monkeypatch))
    assert changed(tmp_path / "near") == []
    assert notelint("--since", "HEAD").code == 0


def test_a_file_of_lfs_is_its_pointer(tmp_path: Path) -> None:
    def pointer(content: str) -> str:
        digest = hashlib.sha256(content.encode()).hexdigest()
        return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(content)}\n"

    files = {"a.md": pointer(TEXT), "b.md": pointer(TEXT), "not-fetched.md": pointer("other")}
    commit(tmp_path, files)
    write(tmp_path, {".git/info/attributes": "*.md filter=lfs\n", "a.md": TEXT, "b.md": f"{TEXT}more\n"})
    assert changed(tmp_path) == ["M b.md"]


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-16LE-BOM", "GBK"])
def test_a_file_in_another_encoding_is_what_git_makes_of_it(tmp_path: Path, encoding: str) -> None:
    text = "笔记\n"
    data = {"UTF-16": text.encode("utf-16"), "GBK": text.encode("gbk")}.get(
        encoding, b"\xff\xfe" + text.encode("utf-16-le")
    )
    commit(tmp_path, {".gitattributes": f"*.md working-tree-encoding={encoding}\n", "a.md": data, "b.md": data})
    assert git(tmp_path, "show", "HEAD:a.md") == "笔记"
    later(tmp_path)
    write(tmp_path, {"b.md": data + data})
    assert changed(tmp_path) == ["M b.md"]


def test_an_ident_is_not_compared(tmp_path: Path) -> None:
    commit(tmp_path, {".gitattributes": "*.md ident\n", "a.md": "$Id$\n"})
    write(tmp_path, {"a.md": "$Id: 0123456789 $\n"})
    assert changed(tmp_path) == []


def test_behind_a_filter_that_is_not_run_a_file_is_as_it_was_while_its_times_are(tmp_path: Path) -> None:
    """As with git-crypt: the stored content is never that of the disk."""
    write(tmp_path, {".gitattributes": "*.md filter=x\n", "a.md": "secret\n", "b.md": "secret\n"})
    git(tmp_path, "init")
    git(tmp_path, "config", "filter.x.clean", "tr a-z b-za")
    commit(tmp_path)
    assert git(tmp_path, "show", "HEAD:a.md") == "tfdsfu"
    write(tmp_path, {"b.md": "another\n"})
    assert changed(tmp_path) == ["M b.md"]


# What is there


def test_a_change_of_the_same_size_a_moment_after_the_commit_is_seen(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "one\n"})
    times = (tmp_path / "a.md").stat()
    write(tmp_path, {"a.md": "two\n"})
    os.utime(tmp_path / "a.md", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert changed(tmp_path) == ["M a.md"]


def test_a_file_whose_times_are_as_written_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, {"a.md": "one\n", "b.md": "one\n"})
    os.utime(tmp_path / ".git/index", (4_000_000_000, 4_000_000_000))
    (tmp_path / "b.md").write_text("two two\n")
    read: list[str] = []
    whole = asked.content_name

    def noted(data: bytes, length: int = 40) -> str:
        read.append(data.decode())
        return whole(data, length)

    monkeypatch.setattr(asked, "content_name", noted)
    assert changed(tmp_path) == ["M b.md"]
    assert set(read) == {"two two\n"}


def _plainly(root: Path) -> None:
    (root / "a.md").rename(root / "b.md")
    git(root, "add", "b.md")


def _announced(root: Path) -> None:
    (root / "a.md").rename(root / "b.md")
    git(root, "add", "--intent-to-add", "b.md")


def _edited(root: Path) -> None:
    git(root, "mv", "a.md", "b.md")
    write(root, {"b.md": f"{TEXT}more\n"})


@pytest.mark.parametrize("move", [_plainly, _announced, _edited])
def test_what_was_renamed_is_known_again_though_git_was_not_told_of_all(
    tmp_path: Path, move: Callable[[Path], None]
) -> None:
    base = commit(tmp_path, {"a.md": TEXT})
    move(tmp_path)
    assert changes(tmp_path, base) == [
        Change("R", "b.md", "a.md", "100644", asked.content_name(TEXT.encode())),
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_what_lies_behind_a_link_is_not_there(tmp_path: Path) -> None:
    commit(tmp_path, {"x/a.md": TEXT, "b.md": TEXT})
    (tmp_path / "x").rename(tmp_path / "y")
    (tmp_path / "x").symlink_to("y")
    (tmp_path / "b.md").unlink()
    (tmp_path / "b.md").symlink_to("y/a.md")
    assert changed(tmp_path) == ["T b.md", "D x/a.md"]


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes of Unix")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": TEXT})
    (tmp_path / "a.md").unlink()
    os.mkfifo(tmp_path / "a.md")
    assert changed(tmp_path) == ["D a.md"]


def test_what_a_sparse_checkout_leaves_out_is_not_gone(tmp_path: Path) -> None:
    commit(tmp_path, {"in/a.md": TEXT, "out/b.md": TEXT})
    git(tmp_path, "sparse-checkout", "set", "--cone", "in")
    assert not (tmp_path / "out").exists()
    assert changed(tmp_path) == []


def test_a_submodule_is_not_looked_into(tmp_path: Path) -> None:
    commit(tmp_path / "far", {"a.md": TEXT})
    commit(tmp_path / "near", {"b.md": TEXT})
    git(tmp_path / "near", "-c", "protocol.file.allow=always", "submodule", "add", f"{tmp_path}/far", "sub")
    commit(tmp_path / "near")
    commit(tmp_path / "near/sub", {"a.md": "x\n"})
    write(tmp_path / "near/sub", {"a.md": "y\n"})
    assert changed(tmp_path / "near") == []
    assert changed(tmp_path / "near/sub") == ["M a.md"]
    assert asked.tracked(tmp_path / "near/sub") == frozenset({"a.md"})


def test_a_repository_whose_names_are_longer_is_read_as_well(tmp_path: Path) -> None:
    git(tmp_path, "init", "--object-format=sha256")
    commit(tmp_path, {"a.md": TEXT, "b.md": TEXT})
    git(tmp_path, "mv", "a.md", "c.md")
    write(tmp_path, {"b.md": "x\n"})
    assert changed(tmp_path) == ["M b.md", "R c.md"]


def test_nothing_is_left_behind_in_the_repository(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": TEXT})
    git(tmp_path, "mv", "a.md", "b.md")
    write(tmp_path, {"b.md": f"{TEXT}more\n"})
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / ".git").rglob("*")}
    assert changed(tmp_path) == ["R b.md"]
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / ".git").rglob("*")} == before


WORDS = st.lists(st.sampled_from(["one\n", "two\n", "three\n", "one\r\n"]), max_size=6).map("".join)
EDITS = st.lists(
    st.tuples(st.sampled_from(["write", "remove", "move", "git mv", "git add", "git add -N", "git rm --cached"]),
              st.sampled_from(["a.md", "b.md", "x/c.md"]), WORDS),
    max_size=5,
)  # fmt: skip


@settings(max_examples=12)  # each is a repository
@given(attributes=st.sampled_from(["", "* text=auto\n", "*.md eol=crlf\n", "* -text\n"]), edits=EDITS)
def test_it_is_what_git_says_whatever_was_done(
    tmp_path_factory: pytest.TempPathFactory, attributes: str, edits: list[tuple[str, str, str]]
) -> None:
    root = tmp_path_factory.mktemp("edited")
    base = commit(root, {".gitattributes": attributes, "a.md": TEXT, "b.md": "one\ntwo\n", "x/c.md": "one\n"})
    for what, path, text in edits:
        _edit(root, what, path, text)
    said = git(root, "diff", "--name-status", "--no-color", "--find-renames", base).splitlines()
    lines = (line.split("\t") for line in said if not line.startswith("warning"))
    assert changed(root, base) == [f"{status[0]} {paths[-1]}" for status, *paths in lines]


def _edit(root: Path, what: str, path: str, text: str) -> None:
    there, other = (root / path).exists(), root / "x" / "new.md"
    known = bool(git(root, "ls-files", path))
    if what == "write":
        write(root, {path: text})
    elif what == "remove":
        (root / path).unlink(missing_ok=True)
    elif what == "move" and there:
        (root / path).rename(other)
    elif what == "git mv" and there and known:
        git(root, "mv", "-f", path, "x/new.md")
    elif what == "git rm --cached" and known:
        git(root, "rm", "--cached", "-f", path)
    elif what.startswith("git add") and there:
        git(root, *what.split(" ")[1:], path)
