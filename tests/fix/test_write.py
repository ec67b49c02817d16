"""Writing fixed notes: whole old or whole new, all of a fix or nothing of it, and nothing is left behind."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from runs import commit, git, notelint

from notelint.__main__ import run
from notelint.fix import write as writing
from notelint.fix.write import Recovered, WriteError, recover, unfinished, write
from notelint.writing import state
from notelint.writing.cache import FOLDER

OLD = {"a.md": b"old a\n" * 300, "b/b.md": b"old b\n", "b/c.md": b"old c\n", "d.md": b"old d\n"}
NEW = {path: data.replace(b"old", b"new") for path, data in OLD.items()}
TOGETHER = [{"a.md", "b/b.md"}, {"b/b.md", "b/c.md"}]  # so these three are one

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are those of POSIX")
# So often a fixing process is killed at a random moment; more where somebody looks for trouble.
KILLS = int(os.environ.get("NOTELINT_KILLS", "0")) or (
    200 if os.environ.get("HYPOTHESIS_PROFILE") == "explore" else 3
)  # fmt: skip


def collection(root: Path, notes: Mapping[str, bytes] = OLD) -> Path:
    for path, data in notes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def assert_whole(root: Path) -> None:
    """Every note is there, old or new."""
    for path in OLD:
        assert (root / path).read_bytes() in (OLD[path], NEW[path])


def assert_all_or_none(root: Path) -> None:
    """Nothing else is there, and of the notes that belong together all are old or all are new."""
    now = contents(root)
    assert now.keys() == OLD.keys()
    assert_whole(root)
    assert len({now[path] == NEW[path] for path in ("a.md", "b/b.md", "b/c.md")}) == 1


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, name: str, when: Callable[[Path], bool], code: int) -> Iterator[None]:
    """`os.NAME` fails for files of which `when` holds, as it does for one who may not, also for root."""
    real = getattr(os, name)

    def fails(*arguments: object, **more: object) -> object:
        # A rename has its target as second argument.
        path = arguments[1] if name == "rename" else arguments[0]
        if when(Path(str(path))):  # also a number, under which it is open
            raise OSError(code, os.strerror(code), str(path))
        return real(*arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, name, fails)
        yield


# A process that dies


def _in_a_process(work: Callable[[], object]) -> int:
    """Does something in a process of its own; gives what ended it: 0, or the signal."""
    process = os.fork()
    if process == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(process, 0)[1]


_CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.setxattr")


def _killed_at(step: int, work: Callable[[], object]) -> Callable[[], object]:
    """Does the work until the system is asked for the `step`th time to change something in a folder."""

    def doing() -> None:
        steps = iter(range(step))

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_CREAT | os.O_TRUNC)
            if (opened or event in _CHANGES) and next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        work()

    return doing


@posix
def test_killed_at_any_step_every_note_is_whole_and_the_next_run_ends_what_was_begun(tmp_path: Path) -> None:
    finished = set()
    for step in range(1000):
        root = collection(tmp_path / str(step))
        if _in_a_process(_killed_at(step, lambda root=root: write(root, NEW, OLD, TOGETHER))) == 0:
            break
        assert_whole(root)
        recovered = recover(root, NEW)
        assert_all_or_none(root)
        now = contents(root)
        assert now in (OLD, NEW)
        assert recovered in (  # killed before it had begun, or after all was done, there is nothing to say
            Recovered([], [], {}),
            Recovered([], list(NEW), {}) if now == OLD else Recovered(list(NEW), [], {}),
        )
        finished.add(now == NEW)
    assert step > 20
    assert finished == {True, False}  # before all is ready it is undone, then it is done
    assert contents(root) == NEW


def _begun(root: Path, step: int = 0) -> Path:
    """A collection in which a process was killed at the `step`th change after all new contents were ready."""
    collection(root)

    def work() -> None:
        end = writing._end
        writing._end = lambda *arguments: _killed_at(step, lambda: end(*arguments))()  # type: ignore[assignment]
        write(root, NEW, OLD, TOGETHER)

    assert _in_a_process(work) == signal.SIGKILL
    return root


@posix
def test_killed_while_it_ends_what_was_begun_it_is_ended_by_the_next_one(tmp_path: Path) -> None:
    for step in range(1000):
        root = _begun(tmp_path / str(step))
        if _in_a_process(_killed_at(step, lambda root=root: recover(root, NEW))) == 0:
            break
        assert_whole(root)
        recover(root, NEW)
        assert contents(root) == NEW
    assert step > 5


@posix
def test_a_note_that_was_edited_after_the_kill_stays_so_and_what_belongs_to_it_is_undone(tmp_path: Path) -> None:
    halves = 0
    for step in range(4):
        root = _begun(tmp_path / str(step), step)
        assert unfinished(root)
        if (root / "b/c.md").read_bytes() == OLD["b/c.md"]:
            halves += (root / "a.md").read_bytes() == NEW["a.md"]
            (root / "b/c.md").write_bytes(b"mine\n")
            recovered = recover(root, NEW)
            assert (recovered.finished, recovered.undone) == (["d.md"], [])
            assert recovered.left["b/c.md"] == "it has changed since it was read"
            assert contents(root) == {**OLD, "b/c.md": b"mine\n", "d.md": NEW["d.md"]}
    assert halves > 0  # in some the first of the three was new already


@posix
def test_killed_at_random_moments_a_fixing_run_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(4)
    wrong, right = "[x](papers/Vit.md)\n", "[x](papers/vit.md)\n"
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "vit.md").write_text("# ViT\n")
    notes = [tmp_path / f"{number}.md" for number in range(40)]
    command = [sys.executable, "-m", "notelint", "--fix", "--select", "broken-link", "--format", "json", str(tmp_path)]
    for _ in range(KILLS):
        for note in notes:
            note.write_text(wrong * 50)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            deadline = time.monotonic() + 20
            while not unfinished(tmp_path) and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
        assert {note.read_text() for note in notes} <= {wrong * 50, right * 50}
    assert notelint("--fix", "--select", "broken-link", tmp_path).code == 0
    assert {note.read_text() for note in notes} == {right * 50}
    assert {path.name for path in tmp_path.iterdir()} == {"papers", *(note.name for note in notes)}


@posix
def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    wrong, right = "[x](papers/Vit.md)\n", "[x](papers/vit.md)\n"
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "vit.md").write_text("# ViT\n")
    for number in range(20):
        (tmp_path / f"{number}.md").write_text(wrong)
    command = [sys.executable, "-m", "notelint", "--fix", "--select", "broken-link", str(tmp_path)]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate()[1] for run in runs]
    assert not any("Traceback" in each for each in said)
    assert {(tmp_path / f"{number}.md").read_text() for number in range(20)} == {right}
    assert len(list(tmp_path.iterdir())) == 21


def test_who_presses_ctrl_c_finds_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter([False] * 4 + [True])

    def interrupted(number: int) -> None:
        if next(calls, False):
            raise KeyboardInterrupt

    root = collection(tmp_path)
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(root, NEW, OLD, TOGETHER)
    assert contents(root) == OLD


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_asked_to_end_leaves_each_note_whole_and_nothing_else(number: int, tmp_path: Path) -> None:
    old = {"a.md": "[x](papers/Vit.md)\n", "b/b.md": "[x](../papers/Vit.md)\n", "papers/vit.md": "# ViT\n\ntext\n"}
    new = {path: text.replace("Vit", "vit") for path, text in old.items()}
    found = set()
    for step in range(100):  # at which something is flushed
        root = tmp_path / str(step)
        commit(root, old)
        ended = _in_a_process(lambda root=root, step=step: _ended_at(step, number, ["--fix", str(root)]))
        if ended == 0:
            break
        assert os.waitstatus_to_exitcode(ended) == 128 + number
        assert not unfinished(root)
        now = {path: data.decode() for path, data in contents(root).items() if not path.startswith(".git/")}
        assert now in (old, new)
        found.add(now == new)
    assert found == {True, False}


def _ended_at(step: int, number: int, arguments: list[str]) -> None:
    steps, flush = iter(range(step)), os.fsync

    def flushing(file: int) -> None:
        if next(steps, None) is None:
            os.kill(os.getpid(), number)
        flush(file)

    os.fsync = flushing
    sys.argv[1:] = arguments
    run()


# What stands in the way


def test_a_note_that_changed_since_it_was_read_stays_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    root = collection(tmp_path, {**OLD, "b/c.md": b"mine\n"})
    left = write(root, NEW, OLD, TOGETHER)
    assert left["b/c.md"] == "it has changed since it was read"
    assert left["a.md"].startswith("b/b.md belongs to the same fix")
    assert contents(root) == {**OLD, "b/c.md": b"mine\n", "d.md": NEW["d.md"]}


def test_a_note_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    root = collection(tmp_path)
    (root / "d.md").unlink()
    assert write(root, NEW, OLD, TOGETHER) == {"d.md": os.strerror(errno.ENOENT)}
    assert not (root / "d.md").exists()


def test_where_one_of_several_cannot_be_renamed_the_others_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = collection(tmp_path)
    with refusing(monkeypatch, "rename", lambda path: path.name == "c.md", errno.EPERM):
        left = write(root, NEW, OLD, TOGETHER)
    assert left.keys() == {"a.md", "b/b.md", "b/c.md"}
    assert left["b/c.md"] == os.strerror(errno.EPERM)
    assert contents(root) == {**OLD, "d.md": NEW["d.md"]}


@posix
def test_a_disk_that_is_full_from_any_step_on_leaves_all_as_it_was_or_as_it_shall_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in range(1000):
        root = collection(tmp_path / str(step))
        with _full_from(step, monkeypatch) as steps:
            try:
                assert write(root, NEW, OLD, TOGETHER) == {}
            except WriteError as error:
                assert os.strerror(errno.ENOSPC) in str(error)
                assert contents(root) == OLD
            else:
                assert contents(root) == NEW
        assert not unfinished(root)
        if next(steps, None) is not None:
            break
    assert step > 15


@contextmanager
def _full_from(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Iterator[int]]:
    """From the `step`th time on at which a file or folder is made or flushed, there is no space left."""
    steps = iter(range(step))

    def full(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: Any, **more: Any) -> object:
            makes = real is not os_open or arguments[1] & os.O_CREAT
            if makes and next(steps, None) is None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments, **more)

        return call

    os_open = os.open
    with monkeypatch.context() as patch:
        for name in ("open", "mkdir", "fsync"):
            patch.setattr(os, name, full(getattr(os, name)))
        yield steps


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can make a small disk")
def test_a_disk_that_is_full_indeed_leaves_all_as_it_was(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no disk may be made here")
    try:
        collection(disk, {"a.md": b"old\n" * 10_000})
        with pytest.raises(WriteError, match="nothing was written"):
            write(disk, {"a.md": b"new\n" * 10_000}, {"a.md": b"old\n" * 10_000})
        assert contents(disk) == {"a.md": b"old\n" * 10_000}
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_folder_in_which_nothing_may_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = collection(tmp_path)
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "b" and real(path, mode))
    assert write(root, {"b/b.md": b"new"}, OLD) == {"b/b.md": "nothing may be written in its folder"}
    assert contents(root) == OLD


@posix
def test_another_owner_s_note_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = collection(tmp_path / "notes")
    monkeypatch.setattr(state, "made", lambda root: tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 12345)
    assert write(root, {"d.md": b"new"}, OLD) == {"d.md": "it belongs to somebody else"}


@posix
@pytest.mark.parametrize("target", ["outside.md", "inside.md"])
def test_a_link_is_not_written_through(target: str, tmp_path: Path) -> None:
    root = collection(tmp_path / "notes", {"inside.md": b"old"})
    (tmp_path / "outside.md").write_bytes(b"old")
    (root / "link.md").symlink_to(tmp_path / target if target == "outside.md" else root / target)
    left = write(root, {"link.md": b"new"}, {"link.md": b"old"})
    assert left.keys() == {"link.md"}
    assert (root / "link.md").is_symlink()
    assert ((tmp_path / "outside.md").read_bytes(), (root / "inside.md").read_bytes()) == (b"old", b"old")


@posix
def test_a_linked_folder_that_leads_outside_is_not_written_in(tmp_path: Path) -> None:
    root = collection(tmp_path / "notes")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "e.md").write_bytes(b"old")
    (root / "linked").symlink_to(tmp_path / "elsewhere")
    assert write(root, {"linked/e.md": b"new"}, {"linked/e.md": b"old"}) == {
        "linked/e.md": "it lies outside the collection"
    }
    assert (tmp_path / "elsewhere" / "e.md").read_bytes() == b"old"


@posix
def test_a_loop_of_links_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    assert write(tmp_path, {"a.md": b"new"}, {"a.md": b"old"}).keys() == {"a.md"}


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o777])
def test_the_mode_stays(mode: int, tmp_path: Path) -> None:
    root = collection(tmp_path)
    (root / "d.md").chmod(mode)
    write(root, NEW, OLD)
    assert stat.S_IMODE((root / "d.md").stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    root = collection(tmp_path)
    os.chown(root / "d.md", 12345, 23456)
    (root / "d.md").chmod(0o4755)
    write(root, NEW, OLD)
    there = (root / "d.md").stat()
    assert (there.st_uid, there.st_gid, stat.S_IMODE(there.st_mode)) == (12345, 23456, 0o4755)


@pytest.mark.parametrize("name", ["文" * 84 + ".md", "a" * 252 + ".md", "😀" * 62 + ".md", "a b'\"$.md", ".md.md"])
def test_a_note_can_have_the_longest_of_names(name: str, tmp_path: Path) -> None:
    try:
        root = collection(tmp_path, {name: b"old"})
    except OSError:
        pytest.skip("no such name here")
    assert write(root, {name: b"new"}, {name: b"old"}, [{name, "other.md"}]) == {}
    assert contents(root) == {name: b"new"}


# Metadata

ACL = bytes.fromhex("02000000 01000600ffffffff 02000400d2040000 04000400ffffffff 10000400ffffffff 20000400ffffffff")


def given(path: Path, name: str, value: bytes) -> None:
    """Gives a file an extended attribute, where files here can have one."""
    try:
        os.setxattr(path, name, value)
    except (AttributeError, OSError) as error:
        pytest.skip(f"no {name} here: {error}")


@pytest.mark.parametrize(("name", "value"), [("user.tag", b"red\0"), ("system.posix_acl_access", ACL)])
def test_extended_attributes_and_acls_stay(name: str, value: bytes, tmp_path: Path) -> None:
    root = collection(tmp_path)
    for path in ("a.md", "d.md"):  # one that is written together with others, and one alone
        given(root / path, name, value)
    assert write(root, NEW, OLD, TOGETHER) == {}
    assert contents(root) == NEW
    assert [os.getxattr(root / path, name) for path in ("a.md", "d.md")] == [value, value]
    assert os.listxattr(root / "b/b.md") == []


@pytest.mark.skipif(shutil.which("chattr") is None, reason="there is no `chattr` here")
def test_the_flags_of_a_file_stay(tmp_path: Path) -> None:
    root = collection(tmp_path)
    if subprocess.run(["chattr", "+dA", "a.md", "d.md"], cwd=root, capture_output=True, check=False).returncode:
        pytest.skip("this disk has no such flags")
    before = subprocess.check_output(["lsattr", "a.md", "b/b.md", "d.md"], cwd=root)
    assert write(root, NEW, OLD, TOGETHER) == {}
    assert contents(root) == NEW
    assert subprocess.check_output(["lsattr", "a.md", "b/b.md", "d.md"], cwd=root) == before


def test_the_acl_that_a_folder_gives_to_new_files_is_not_given_to_old_notes(tmp_path: Path) -> None:
    root = collection(tmp_path)
    given(root / "b", "system.posix_acl_default", ACL)
    assert write(root, NEW, OLD) == {}
    assert "system.posix_acl_access" not in os.listxattr(root / "b/b.md")


def test_a_note_whose_attribute_cannot_be_kept_is_left_alone_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = collection(tmp_path)
    given(root / "b/b.md", "user.tag", b"red")
    with refusing(monkeypatch, "setxattr", lambda path: True, errno.EPERM):
        left = write(root, NEW, OLD, TOGETHER)
    assert left["b/b.md"] == f"its attribute user.tag cannot be kept: {os.strerror(errno.EPERM)}"
    assert left.keys() == {"a.md", "b/b.md", "b/c.md"}
    assert contents(root) == {**OLD, "d.md": NEW["d.md"]}
    assert os.getxattr(root / "b/b.md", "user.tag") == b"red"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_note_whose_owner_cannot_be_kept_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = collection(tmp_path)
    os.chown(root / "d.md", os.geteuid(), 23456)
    with refusing(monkeypatch, "fchown", lambda path: True, errno.EPERM):
        left = write(root, NEW, OLD)
    assert left == {"d.md": f"its owner and group cannot be kept: {os.strerror(errno.EPERM)}"}


@posix
def test_a_note_with_two_names_is_left_alone(tmp_path: Path) -> None:
    root = collection(tmp_path / "notes")
    os.link(root / "d.md", tmp_path / "other.md")
    left = write(root, NEW, OLD)
    assert left == {"d.md": "it has another name too (a hard link), which would keep the old text"}
    assert (tmp_path / "other.md").stat().st_ino == (root / "d.md").stat().st_ino


# Names


@pytest.mark.parametrize("begin", ["a" * 60, "文" * 60, "😀" * 55])
def test_notes_whose_names_begin_alike_are_all_written(begin: str, tmp_path: Path) -> None:
    old = {f"{begin}{number}.md": f"old {number}".encode() for number in range(10)}
    new = {path: data.replace(b"old", b"new") for path, data in old.items()}
    root = collection(tmp_path, old)
    assert write(root, new, old) == {}
    assert contents(root) == new


# What git sees


@posix
def test_killed_at_any_step_git_sees_nothing_but_notes(tmp_path: Path) -> None:
    commit(tmp_path, OLD)
    for step in range(0, 1000, 4):
        work = _killed_at(step, lambda: write(tmp_path, NEW, OLD, TOGETHER))
        killed = _in_a_process(work)
        assert git(tmp_path, "ls-files", "--others", "--exclude-standard") == ""
        recover(tmp_path, NEW)
        assert contents(tmp_path / "b").keys() == {"b.md", "c.md"}
        git(tmp_path, "checkout", ".")
        if not killed:
            break
    assert step > 20


# A journal that is not ours


@pytest.fixture
def begun(tmp_path: Path) -> tuple[Path, Path]:
    """A collection in which a run was killed when all was ready, and its journal."""
    root = _begun(tmp_path / "notes")
    (journal,) = writing._journals(root)
    return root, journal


@posix
def test_what_lies_in_the_collection_is_never_taken_for_a_journal(begun: tuple[Path, Path]) -> None:
    root, journal = begun
    for name in (journal.name, ".notelint-fix.json", ".local/state/notelint/" + journal.name):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(journal.read_bytes())
    journal.unlink()
    assert not unfinished(root)
    assert recover(root, NEW) == Recovered([], [], {})
    assert {path: (root / path).read_bytes() for path in OLD} == OLD


@posix
def test_a_journal_in_a_repository_moves_nothing_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = b'{"name": "x"}', b'{"scripts": {"postinstall": "evil"}}'
    entry = {"path": "package.json", "part": ".package.json.1.notelint-part"}
    entry |= {"old": writing._digest(old), "new": writing._digest(new)}
    journal = json.dumps({"entries": [entry], "ready": True})
    commit(tmp_path, {"a.md": "text\n", "package.json": old, entry["part"]: new, ".notelint-fix.json": journal})
    monkeypatch.chdir(tmp_path)
    for lang, said in (
        ("en", ".notelint-fix.json is not read: what a fix has begun is kept"),
        ("zh", "不读取 .notelint-fix.json"),
    ):
        assert said in notelint("--fix", "--lang", lang).err
    assert git(tmp_path, "status", "--short") == ""


@posix
def test_the_next_fix_says_which_notes_it_has_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _begun(tmp_path)
    monkeypatch.chdir(root)
    assert "a run that was fixing here was stopped: `notelint --fix` finishes" in notelint().err
    (root / "d.md").write_text("mine\n")
    said = notelint("--fix").err
    assert "3 notes are finished that a run had begun to fix which was stopped: a.md, b/b.md, b/c.md" in said
    assert "d.md was not written: it has changed since it was read" in said
    assert "stopped" not in notelint("--fix").err


@posix
@pytest.mark.parametrize("name", ["XDG_STATE_HOME", "HOME", "TMPDIR"])
def test_a_folder_in_the_collection_is_none_to_note_in_what_was_begun(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert state.places(tmp_path)
    assert not any(place.is_relative_to(tmp_path) for place in state.places(tmp_path))


@posix
def test_a_journal_that_others_can_write_is_none(begun: tuple[Path, Path]) -> None:
    root, journal = begun
    journal.chmod(0o666)
    assert not unfinished(root)


@posix
@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"entries": 1}', b"\xff", b"[" * 100_000])
def test_a_damaged_journal_is_taken_away(data: bytes, begun: tuple[Path, Path]) -> None:
    root, journal = begun
    journal.write_bytes(data)
    assert recover(root, NEW) == Recovered([], [], {})
    assert not unfinished(root)
    assert {path: (root / path).read_bytes() for path in OLD} == OLD


@posix
def test_only_notes_of_the_collection_are_finished(begun: tuple[Path, Path]) -> None:
    root, _ = begun
    recovered = recover(root, ["a.md", "b/b.md", "b/c.md"])
    assert recovered.finished == ["a.md", "b/b.md", "b/c.md"]
    assert recovered.left == {"d.md": "it is no note of the collection"}
    assert contents(root) == {**NEW, "d.md": OLD["d.md"]}


@posix
@pytest.mark.parametrize("path", ["../victim.md", "/victim.md", "b/../../victim.md", "package.json", "\0"])
def test_a_journal_reaches_no_other_file(path: str, begun: tuple[Path, Path]) -> None:
    root, journal = begun
    path = path.replace("/victim", f"{root.parent}/victim") if path.startswith("/") else path
    for file in (root.parent / "victim.md", root / "package.json"):
        file.write_bytes(OLD["d.md"])
    journal.write_bytes(journal.read_bytes().replace(b'"path": "d.md"', b'"path": %s' % json.dumps(path).encode()))
    assert recover(root, [*NEW, path]).left.keys() == {path}
    assert (root.parent / "victim.md").read_bytes() == (root / "package.json").read_bytes() == OLD["d.md"]


@posix
def test_a_content_that_was_exchanged_takes_no_note_s_place(begun: tuple[Path, Path]) -> None:
    root, _ = begun
    for part in root.glob(".notelint-fix-*/[0-9]"):
        part.write_bytes(b"evil")
    assert set(recover(root, NEW).left) == {"a.md", "d.md"} | {"b/b.md", "b/c.md"}
    assert contents(root) == OLD


@posix
def test_where_no_lock_can_be_had_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = collection(tmp_path / "notes")
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    with pytest.raises(WriteError, match="without a lock nothing is written"):
        write(root, NEW, OLD)
    assert contents(root) == OLD
