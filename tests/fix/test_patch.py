"""What `--diff` prints in a pipe is a patch: `git apply` makes of it, byte for byte, what `--fix` writes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import alone, commit, git, notelint, write

from fix.mending import Collection
from fix.shapes import encodings, mutated, newlines, notes, written
from notelint.fix.patch import patch
from notelint.writing.cache import FOLDER

WRONG, RIGHT = b"See [ViT](papers/Vit.md).\n", b"See [ViT](papers/vit.md).\n"
VIT = {"papers/vit.md": "# ViT\n\ntext\n"}

posix = pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose notes can lead to a file in the wrong case."""
    git(tmp_path, "init", "--quiet")
    return write(alone(tmp_path, monkeypatch), VIT)


def apply(folder: Path, made: bytes, *command: str) -> None:
    """Applies a patch as a user does."""
    done = subprocess.run(command or ["git", "apply"], cwd=folder, input=made, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout, done.stderr, made)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not {".git", FOLDER} & {*file.parts}
    }


def applied(folder: Path, *arguments: str) -> dict[str, bytes]:
    """What `git apply` and `--fix` make of a folder, which must be the same, from the same arguments."""
    ran = notelint("--diff", "--jobs", "1", *arguments)
    assert (ran.code, ran.err) == (1, "")
    before = contents(folder)
    apply(folder, ran.data)
    made = contents(folder)
    apply(folder, ran.data, "git", "apply", "-R")
    assert contents(folder) == before, "a patch that is taken back leaves no trace"
    notelint("--fix", "--jobs", "1", *arguments)
    assert contents(folder) == made != before
    return made


def note(text: bytes) -> bytes:
    return b"# A\n\none\n\ntwo\n\n" + text + b"\nthree\n\nfour\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(note(b"\t- a\tb\n"), id="tabs"),
        pytest.param(note(b" ::error::x\n\n::set-output name=a::b\n"), id="what a CI system would obey"),
        pytest.param(note(b"--- a/x\n+++ b/x\n@@ -1 +1 @@\ndiff --git a/x b/x\n-- \n"), id="a patch"),
        pytest.param(note(b"a\x0cb\x0bc\x1cd\xe2\x80\xa8e\xc2\x85f\n"), id="what ends a line for some"),
        pytest.param(note(b"\x1b[31mred\x07 \xe2\x80\xae\xef\xbb\xbf\n"), id="what steers a terminal"),
        pytest.param(note("中文的笔记，".encode() + b"\xff\xfe\n"), id="bytes that are no text"),
        pytest.param(note(b"a\0b\n"), id="a NUL"),
        pytest.param(note(b"a\rb\n"), id="a carriage return alone"),
        pytest.param(note(b"x").replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(note(b"x").replace(b"\n", b"\r"), id="CR"),
        pytest.param(note(b"a\r\nb\rc\n\r\n"), id="all line ends"),
        pytest.param(b"\xef\xbb\xbf" + note(b"x"), id="a byte-order mark"),
        pytest.param(note(b" \n  \n\t\n \n"), id="blank lines that are not empty"),
    ],
)
def test_git_makes_of_the_patch_what_fix_writes(here: Path, data: bytes) -> None:
    style = b"\n" if b"\n" in data else b"\r"
    write(here, {"a.md": data + WRONG.replace(b"\n", style), "b.md": WRONG + data, "c.md": data + WRONG.rstrip()})
    made = applied(here, "--select", "broken-link")
    for name, new in {"a.md": data + RIGHT.replace(b"\n", style), "b.md": RIGHT + data}.items():
        assert made[name] == new
    assert made["c.md"] == data + RIGHT.rstrip()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_so_it_does_in_any_encoding(here: Path, encoding: str, newline: str) -> None:
    text = "筆記：這是一篇文章，它的内容是我們自己的。\n\n[ViT](papers/Vit.md)\n\n后\n".replace("\n", newline)
    write(here, {"a.md": text.encode(encoding, "ignore")})
    assert applied(here, "--select", "broken-link")["a.md"] == text.replace("Vit.md", "vit.md").encode(
        encoding, "ignore"
    )


@posix
@pytest.mark.parametrize(
    "name",
    [
        b"a b.md", b" a.md", b"a .md", b'"q".md', b"\\.md", b"t\tab.md", b"new\nline.md", b"cr\r.md", b"-x.md",
        b"--.md", "中文.md".encode(), b"no\xffutf.md", "\u202eb.md".encode(), b"a/../b.md", b"a...md", b"a/b/c.md",
        b"C#.md", b"b b/b.md", b"x b/x.md", b"dev/null.md", b"*.md", b"[a].md", b":a.md", b"\x1b[2J.md", b"\x7f.md",
        b"a'b.md", b"##vso[task.x].md",
    ],
)  # fmt: skip
def test_so_it_does_under_any_name(here: Path, name: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    file = here / os.fsdecode(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    for data in (WRONG, WRONG + b"\0"):
        file.write_bytes(
            data.replace(b"papers", os.fsencode(os.path.relpath(here, file.resolve().parent)) + b"/papers")
        )
        for where in ("", "true"):
            monkeypatch.setenv("CI", where)
            ran = notelint("--diff", "--jobs", "1", "--select", "broken-link")
            before = file.read_bytes()
            apply(here, ran.data)
            assert file.read_bytes() == before.replace(b"Vit.md", b"vit.md") != before
            apply(here, ran.data, "git", "apply", "-R")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n\n", b""), (b"", b"a\n"), (b"", b"a"), (b"a", b"a\n"), (b"a\n", b"a"), (b"a\nb", b"b\na"), (b"\0", b""),
        (b"", b"\0"), (b"\r", b"\n"), (b"\r\n" * 9, b"\n" * 9), (b"\xff" * 5, b"\xfe"), (b"a\n" * 500, b"a\n" * 499),
        (random.Random(1).randbytes(9000), random.Random(2).randbytes(9000)), (b"\0" * 100_000, b"\0" * 99_999),
    ],
)  # fmt: skip
def test_so_it_does_with_what_no_fix_does_today(tmp_path: Path, old: bytes, new: bytes) -> None:
    git(tmp_path, "init", "--quiet")
    made = patch("n.md", old, new)
    write(tmp_path, {"n.md": old})
    apply(tmp_path, made)
    assert (tmp_path / "n.md").read_bytes() == new
    apply(tmp_path, made, "git", "apply", "-R")
    assert (tmp_path / "n.md").read_bytes() == old


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no `patch` here")
@pytest.mark.parametrize("name", ["a.md", "a b.md", "中文.md", "-x.md", '"q".md', "new\nline.md"])
@pytest.mark.parametrize(
    "data", [note(b"\tx\n"), note(b"x").replace(b"\n", b"\r\n"), note("a\rb\n ::x\n中文的笔记".encode() + b"\xff\n")]
)
def test_patch_takes_text_too(here: Path, name: str, data: bytes) -> None:
    write(here, {name: data + WRONG.rstrip()})
    apply(here, notelint("--diff", "--select", "broken-link").data, "patch", "-p1", "--quiet")
    assert (here / name).read_bytes() == data + RIGHT.rstrip()
    assert not list(here.glob("*.orig"))


# Where it is applied


def test_paths_are_from_git_s_own_folder_wherever_it_runs(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.md": WRONG, "sub/deep/b.md": WRONG, **{f"sub/deep/{path}": text for path, text in VIT.items()}})
    from_root = notelint("--diff").data
    monkeypatch.chdir(here / "sub" / "deep")
    assert notelint("--diff").data == from_root
    apply(here / "sub" / "deep", notelint("--diff", "b.md").data)
    assert (here / "sub" / "deep" / "b.md").read_bytes() == RIGHT
    apply(here, notelint("--diff").data)
    assert (here / "a.md").read_bytes() == RIGHT


def test_without_git_they_are_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        alone(tmp_path, monkeypatch), {"notes/a.md": WRONG, "notes/b.md": WRONG + b"\0", "notes/papers/vit.md": "# V\n"}
    )
    apply(tmp_path, notelint("--diff", "notes").data)
    assert contents(tmp_path / "notes") == {"a.md": RIGHT, "b.md": RIGHT + b"\0", "papers/vit.md": b"# V\n"}


def test_and_from_the_collection_where_it_reaches_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"notelint.yaml": "", "a.md": WRONG, "sub/b.md": "# B\n\ntext\n", **VIT})
    monkeypatch.chdir(tmp_path / "sub")
    apply(tmp_path, notelint("--diff").data)
    assert (tmp_path / "a.md").read_bytes() == RIGHT


def test_a_linked_work_tree_and_a_submodule_are_folders_of_git_s(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(here, {"n/a.md": WRONG, **{f"n/{path}": text for path, text in VIT.items()}})
    git(here, "worktree", "add", "--quiet", "other")
    for folder in (here / "other", here / "other" / "n"):
        monkeypatch.chdir(folder)
        data = notelint("--diff").data
        apply(folder, data)
        assert (here / "other" / "n" / "a.md").read_bytes() == RIGHT
        apply(folder, data, "git", "apply", "-R")


def test_a_repository_of_sha_256_takes_what_is_binary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if subprocess.run(["git", "init", "--quiet", "--object-format=sha256", tmp_path], check=False).returncode:
        pytest.skip("this git knows no SHA-256")
    write(alone(tmp_path, monkeypatch), {"a.md": WRONG + b"\0", **VIT})
    commit(tmp_path)
    apply(tmp_path, notelint("--diff").data)
    assert (tmp_path / "a.md").read_bytes() == RIGHT + b"\0"


@pytest.mark.parametrize("setting", ["fix", "strip", "error", "error-all", "warn", "nowarn"])
def test_a_git_that_finds_fault_with_blanks_takes_it_too(here: Path, setting: str) -> None:
    """Two blanks at the end of a line break it."""
    git(here, "config", "apply.whitespace", setting)
    data = note(b"x  \n\t \n \ty\n")
    write(here, {"a.md": data + WRONG.rstrip() + b"  \n\t \nx\n\n\n", "b.md": data + WRONG})
    applied(here, "--select", "broken-link")


@pytest.mark.parametrize("attributes", ["working-tree-encoding=UTF-16", "working-tree-encoding=UTF-16 eol=crlf"])
def test_a_git_that_keeps_notes_in_another_encoding_takes_it_too(here: Path, attributes: str) -> None:
    newline = "\r\n" if "crlf" in attributes else "\n"
    text = "筆記：這是一篇文章，它的内容是我們自己的。\n\n[ViT](papers/Vit.md)\n\n后\n".replace("\n", newline)
    write(here, {"a.md": text.encode("utf-16"), ".gitattributes": f"a.md text {attributes}\n"})
    assert applied(here, "--select", "broken-link")["a.md"] == text.replace("Vit.md", "vit.md").encode("utf-16")


@pytest.mark.parametrize("attributes", ["ident", "ident text", "ident working-tree-encoding=GB18030"])
def test_a_git_that_puts_contents_names_into_notes_takes_it_too(here: Path, attributes: str) -> None:
    """It takes them out before it compares, and puts others in."""
    write(here, {"a.md": WRONG + b"$Id: 5f3c $\n", ".gitattributes": f"a.md {attributes}\n"})
    apply(here, notelint("--diff", "--select", "broken-link").data)
    found = (here / "a.md").read_bytes()
    assert found.startswith(RIGHT + b"$Id: ") and b"5f3c" not in found


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_a_git_that_turns_line_ends_takes_it_too(here: Path, newline: bytes, setting: str) -> None:
    git(here, "config", "core.autocrlf", setting)
    git(here, "config", "core.safecrlf", "false")
    git(here, "config", "core.eol", "crlf" if setting == "true" else "lf")
    commit(here, {"a.md": note(WRONG).replace(b"\n", newline)})
    ran = notelint("--diff", "--select", "broken-link")
    if setting == "true":
        newline = b"\r\n"  # what git writes, it writes so
    apply(here, ran.data)
    assert (here / "a.md").read_bytes() == note(RIGHT).replace(b"\n", newline)


# In the log of a CI system

COMMANDS = [
    "::set-output name=a::b",
    " \t::add-mask::b",
    "\u3000::error::b",
    "a\r::error::b",
    "a\r \r\t::error::b",
    "a ##[error]b",
    "a##vso[task.prependpath]/b",
    "##teamcity[buildStop comment='b']",
    "\x1b[0Ksection_start:0:a[collapsed=true]\r\x1b[0K",
]


@pytest.mark.parametrize("variable", ["CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_of_a_log_is_a_command(
    here: Path, command: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "true")
    text = f"{command}\n".encode()
    write(here, {"a.md": text + WRONG, "b.md": WRONG})
    ran = notelint("--diff", "--select", "broken-link")
    for line in ran.data.splitlines():
        assert not line.strip().startswith(b"::")
        assert b"\x1b" not in line
        assert not {b"##[", b"##vso[", b"##teamcity["} & {
            line[at : at + size] for at in range(99) for size in (3, 6, 11)
        }
    assert b"+See [ViT](papers/vit.md)" in ran.data, "another note is shown as ever"
    apply(here, ran.data)
    assert (here / "a.md").read_bytes() == text + RIGHT


def test_a_patch_that_is_asked_for_by_name_is_text_there_too(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    write(here, {"a.md": b"::x::\n" + WRONG})
    assert b"GIT binary patch" in notelint("--diff").data
    assert b"GIT binary patch" not in notelint("--diff-as", "patch").data


# What is random

_NAME = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30)
_names = st.one_of(
    _NAME, st.binary(min_size=1, max_size=60).filter(lambda name: not {0, 47} & set(name)).map(os.fsdecode)
)


@settings(max_examples=settings.default.max_examples if settings.default else 100)
@given(data=st.data(), encoding=encodings, newline=newlines, final=st.booleans(), unsafe=st.booleans(), name=_names)
def test_whatever_a_note_holds_and_is_called(
    collection: Collection,
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    encoding: str,
    newline: str,
    final: bool,
    unsafe: bool,
    name: str,
) -> None:
    text = data.draw(notes)
    text = data.draw(mutated(text)) if data.draw(st.booleans()) else text
    old = written(text if final else text.rstrip("\n"), encoding, newline)
    mended = collection.mend(old, unsafe)
    new = mended.new.original()
    if new == old:
        return
    path = f"{name[:30]}.md" if os.name == "posix" else "n.md"
    with tempfile.TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as place:
        for logged in (False, True):
            folder = write(Path(place, str(logged)), {path: old})
            apply(folder, patch(path, old, new, logged))
            assert (folder / path).read_bytes() == new


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return Collection(tmp_path_factory.mktemp("plain"))
