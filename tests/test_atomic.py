"""Files of notelint's own: whole old or whole new, where they belong, and nothing else is left."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import CLEAN, commit, git, notelint, write

from notelint.papers import file as papers
from notelint.papers.file import Paper
from notelint.scope import baseline
from notelint.scope.baseline import Entry
from notelint.writing import atomic

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes, links and modes are those of POSIX")
BROKEN = "[x](gone.md)\n"

# What writes a file of ours into a collection, and the file.
WRITERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "baseline": (lambda root: baseline.save(root, [Entry("a.md", "x", "t" * 500)]), "notelint-baseline.json"),
    "papers": (lambda root: papers.write(root, {"2304.08485": Paper(title="t" * 500)}), "notelint-papers.json"),
    "init": (lambda root: notelint("init", root), "notelint.yaml"),
    "output": (lambda root: notelint("--output", f"json:{root}/report.json", root), "report.json"),
}
each_writer = pytest.mark.parametrize(("writer", "name"), WRITERS.values(), ids=WRITERS)


def names(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()}


# Whole old or whole new


def _killed_at(step: int, work: Callable[[], object]) -> int:
    """Does something in a process of its own, which is killed when a folder's entries change for the `step`th time."""
    process = os.fork()
    if process == 0:
        steps = iter(range(step))

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            makes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
            changes = makes or event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod")
            # Python writes its own files too.
            if changes and "__pycache__" not in str(arguments[0]) and next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(process, 0)[1]


@posix
def test_killed_at_any_step_a_file_is_whole_git_sees_nothing_and_the_next_run_clears_up(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    for step in range(100):
        commit(tmp_path, {"x.json": b"old" * 500})
        killed = _killed_at(step, lambda: atomic.write(file, b"new" * 500, within=tmp_path))
        assert file.read_bytes() in (b"old" * 500, b"new" * 500)
        assert git(tmp_path, "ls-files", "--others", "--exclude-standard") == ""
        atomic.write(file, b"newest", within=tmp_path)
        assert names(tmp_path) == {".git", "x.json"}
        if not killed:
            break
    assert step > 5


@posix
@each_writer
def test_what_is_killed_before_the_new_file_is_in_place_leaves_the_old_one(
    writer: Callable[[Path], object], name: str, tmp_path: Path
) -> None:
    write(tmp_path, {"a.md": CLEAN})
    if name != "notelint.yaml":  # where there is one, none is drafted
        writer(tmp_path)
    before = names(tmp_path)
    old = (tmp_path / name).read_bytes() if name in before else None

    def work() -> None:
        os.rename = os.replace = lambda *arguments, **more: os.kill(os.getpid(), signal.SIGKILL)
        write(tmp_path, {"b.md": BROKEN})
        if name == "notelint-papers.json":
            papers.write(tmp_path, {})
        else:
            writer(tmp_path)

    process = os.fork()
    if process == 0:
        work()
        os._exit(0)
    assert os.waitpid(process, 0)[1] == signal.SIGKILL
    assert ((tmp_path / name).read_bytes() if name in names(tmp_path) else None) == old


@posix
@each_writer
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    writer: Callable[[Path], object], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.md": CLEAN})
    if name != "notelint.yaml":
        write(tmp_path, {name: "{" if name == "report.json" else '{"version": 1, "findings": []}'})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    try:
        ran = writer(tmp_path)
    except OSError as error:
        assert (error.errno, error.filename) == (errno.ENOSPC, str(tmp_path / name))
    else:
        assert "No space left on device" in str(ran)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_who_is_asked_to_end_while_writing_writes_and_ends(number: int, tmp_path: Path) -> None:
    script = f"""
import os, signal, sys
from pathlib import Path
from notelint.writing import atomic, signals
signals.end_in_order()
flush = os.fsync
os.fsync = lambda file: (os.kill(os.getpid(), {number:d}), flush(file))
try:
    atomic.write(Path({str(tmp_path / "x.json")!r}), b"new", within=None)
except (SystemExit, KeyboardInterrupt) as end:
    print(getattr(end, "code", 130))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"{128 + number}\n", "")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x.json": b"new"}


@posix
def test_what_another_run_is_writing_is_not_taken_away(tmp_path: Path) -> None:
    with atomic.Folder.opened(tmp_path) as folder, atomic._workshop(folder) as workshop:
        atomic.put(workshop, "0", b"theirs", None)
        atomic.write(tmp_path / "x.json", b"ours", within=None)
        workshop.move("0", folder, "y.json")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x.json": b"ours", "y.json": b"theirs"}


@posix
@pytest.mark.parametrize("name", [".notelint-write-0011223344556677/sub/mine.txt", ".notelint-write-mine/mine.txt"])
def test_a_folder_that_only_looks_like_a_workshop_stays_with_all_that_is_in_it(name: str, tmp_path: Path) -> None:
    write(tmp_path, {name: "mine", f"{name.partition('/')[0]}/beside.txt": "mine too"})
    atomic.write(tmp_path / "x.json", b"new", within=None)
    assert (tmp_path / name).read_text() == "mine"
    assert (tmp_path / name.partition("/")[0] / "beside.txt").read_text() == "mine too"


@posix
def test_what_git_tracks_is_never_cleared_away(tmp_path: Path) -> None:
    write(tmp_path, {".notelint-write-0/.gitignore": "", ".notelint-write-0/thesis.tex": "x"})
    commit(tmp_path)
    atomic.write(tmp_path / "x.json", b"", within=tmp_path)
    assert (tmp_path / ".notelint-write-0/thesis.tex").exists()


@posix
def test_a_link_that_is_named_like_what_was_left_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"mine/thesis.tex": "x", "notes/a.md": ""})
    (tmp_path / "notes" / ".notelint-write-0").symlink_to(tmp_path / "mine")
    atomic.write(tmp_path / "notes" / "x.json", b"", within=None)
    assert (tmp_path / "mine" / "thesis.tex").exists()


# What a file had


@posix
def test_a_new_file_has_the_mode_of_new_files_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        atomic.write(tmp_path / "new", b"", within=None)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    (tmp_path / "new").chmod(0o755)
    atomic.write(tmp_path / "new", b"x", within=None)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o755


# Links


@posix
@each_writer
@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing"])
def test_nothing_is_written_through_a_link_out_of_the_checkout(
    there: bool, writer: Callable[[Path], object], name: str, tmp_path: Path
) -> None:
    root, outside = tmp_path / "notes", tmp_path / ".profile"
    write(root, {"a.md": CLEAN})
    if there:
        outside.write_text("{}")
    (root / name).symlink_to("../.profile")
    try:
        ran = writer(root)
    except atomic.OutsideError as error:
        ran = error
    # A configuration that is there is read, and none is drafted.
    assert f"{name}: a link leads out of" in str(ran).replace(":1:1:", ":") or (name == "notelint.yaml" and there)
    assert outside.exists() is there
    assert not there or outside.read_text() == "{}"
    assert (root / name).is_symlink()


@posix
def test_a_link_to_a_file_of_another_name_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {".venv/packages/x.pth": "old"})
    (tmp_path / "notelint-baseline.json").symlink_to(".venv/packages/x.pth")
    with pytest.raises(atomic.OutsideError, match="a file of another name"):
        baseline.save(tmp_path, [])
    assert (tmp_path / ".venv/packages/x.pth").read_text() == "old"


@posix
def test_a_link_into_git_s_own_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {".git/hooks/x": ""})
    (tmp_path / "notelint-baseline.json").symlink_to(".git/hooks/notelint-baseline.json")
    with pytest.raises(atomic.OutsideError, match="git's own folder"):
        baseline.save(tmp_path, [])
    assert [file.name for file in (tmp_path / ".git/hooks").iterdir()] == ["x"]


@posix
def test_a_link_within_the_checkout_to_a_file_of_that_name_is_kept_and_written_through(tmp_path: Path) -> None:
    write(tmp_path, {"etc/notelint-baseline.json": '{"version": 1, "findings": []}', "a.md": BROKEN})
    (tmp_path / "notelint-baseline.json").symlink_to("etc/notelint-baseline.json")
    baseline.save(tmp_path, [Entry("a.md", "x", "t")])
    assert (tmp_path / "notelint-baseline.json").is_symlink()
    assert "a.md" in (tmp_path / "etc/notelint-baseline.json").read_text()


@posix
def test_a_folder_that_becomes_a_link_meanwhile_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"notes/sub/x.json": "old", "outside/a": ""})
    resolve = Path.resolve

    def exchanged(path: Path, strict: bool = False) -> Path:
        real = resolve(path, strict)
        if path.name == "x.json" and not (tmp_path / "notes/sub").is_symlink():
            (tmp_path / "notes/sub").rename(tmp_path / "notes/was")
            (tmp_path / "notes/sub").symlink_to(tmp_path / "outside")
        return real

    monkeypatch.setattr(Path, "resolve", exchanged)
    with pytest.raises(OSError, match="Not a directory"):
        atomic.write(tmp_path / "notes/sub/x.json", b"new", within=tmp_path / "notes")
    assert names(tmp_path / "outside") == {"a"}


@posix
def test_a_hard_link_keeps_the_old_content_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, {"outside": "old", "notes/a.md": ""})
    os.link(tmp_path / "outside", tmp_path / "notes/x.json")
    atomic.write(tmp_path / "notes/x.json", b"new", within=tmp_path / "notes")
    assert (tmp_path / "outside").read_text() == "old"


@posix
def test_a_ring_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "notelint-baseline.json").symlink_to("notelint-baseline.json")
    with pytest.raises(OSError, match="Too many levels of symbolic links"):
        baseline.save(tmp_path, [])


# The baseline


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD\n", '{"version": 2, "findings": []}', b"\xff"])
def test_a_broken_baseline_is_written_anew(text: str | bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"a.md": BROKEN, "b/b.md": BROKEN, baseline.NAME: text}))
    for arguments in (["--prune"], ["b"]):  # they would lose what was known
        assert notelint("baseline", *arguments).code == 2
        assert (tmp_path / baseline.NAME).read_bytes() == as_bytes(text)
    ran = notelint("baseline")
    assert (ran.code, ran.out) == (0, f"{baseline.NAME}: 2 known findings, 2 of them new, 0 gone\n")
    assert ran.err.startswith(f"notelint: {baseline.NAME}: ")
    assert "the file is written anew" in ran.err
    assert notelint().code == 0


def as_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
