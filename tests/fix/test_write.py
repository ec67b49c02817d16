"""Writing fixed notes: whole old or whole new, all of a fix or nothing of it, and nothing is left behind."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from runs import notelint

from notelint.fix.write import JOURNAL, WriteError, recover, unfinished, write

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
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


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

    def fails(path: str, *arguments: object, **more: object) -> object:
        if isinstance(path, (str, Path)) and when(Path(path)):
            raise OSError(code, os.strerror(code), str(path))
        return real(path, *arguments, **more)

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


def _killed_at(step: int, work: Callable[[], object]) -> Callable[[], object]:
    """Does the work until the system is asked for the `step`th time to change something in a folder."""

    def doing() -> None:
        steps = iter(range(step))

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_CREAT | os.O_TRUNC)
            if (opened or event in ("os.rename", "os.remove", "os.chmod")) and next(steps, None) is None:
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
        recover(root)
        assert_all_or_none(root)
        finished.add(contents(root) == NEW)
    assert step > 20
    assert finished == {True, False}  # before all is ready it is undone, then it is done
    assert contents(root) == NEW


def _begun(root: Path, step: int) -> Path:
    """A collection in which a process that was writing was killed."""
    collection(root)
    _in_a_process(_killed_at(step, lambda: write(root, NEW, OLD, TOGETHER)))
    return root


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The step before which all new contents are ready."""
    folder = tmp_path_factory.mktemp("ready")

    def is_ready(root: Path) -> bool:
        return b'"ready": true' in (root / JOURNAL).read_bytes() if (root / JOURNAL).exists() else False

    return next(step for step in range(10, 1000) if is_ready(_begun(folder / str(step), step)))


@posix
def test_killed_while_it_ends_what_was_begun_it_is_ended_by_the_next_one(tmp_path: Path, ready: int) -> None:
    for step in range(1000):
        root = _begun(tmp_path / str(step), ready)
        if _in_a_process(_killed_at(step, lambda root=root: recover(root))) == 0:
            break
        assert_whole(root)
        recover(root)
        assert contents(root) == NEW
    assert step > 5


@posix
def test_a_note_that_was_edited_after_the_kill_stays_so_and_what_belongs_to_it_is_undone(
    tmp_path: Path, ready: int
) -> None:
    halves = 0
    for step in range(ready, ready + 4):
        root = _begun(tmp_path / str(step), step)
        assert unfinished(root)
        if (root / "b/c.md").read_bytes() == OLD["b/c.md"]:
            halves += (root / "a.md").read_bytes() == NEW["a.md"]
            (root / "b/c.md").write_bytes(b"mine\n")
            recover(root)
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
    with refusing(monkeypatch, "replace", lambda path: path.name.startswith(".c.md"), errno.EPERM):
        left = write(root, NEW, OLD, TOGETHER)
    assert left.keys() == {"a.md", "b/b.md", "b/c.md"}
    assert left["b/c.md"] == os.strerror(errno.EPERM)
    assert contents(root) == {**OLD, "d.md": NEW["d.md"]}


@pytest.mark.parametrize("step", ["open", "fsync", "chmod"])
def test_a_full_disk_and_the_like_leave_all_as_it_was(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = collection(tmp_path)
    if step == "fsync":

        def full(number: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(WriteError, match="nothing was written"):
            write(root, NEW, OLD, TOGETHER)
    else:
        with (
            refusing(monkeypatch, step, lambda path: path.name.startswith(".d.md"), errno.ENOSPC),
            pytest.raises(WriteError, match=r"d\.md.*nothing was written"),
        ):
            write(root, NEW, OLD, TOGETHER)
    assert contents(root) == OLD


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
    root = collection(tmp_path)
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


# A journal that is not ours


@pytest.mark.parametrize("journal", [b"", b"{", b"[]", b'{"entries": 1}', b"\xff", b"[" * 100_000])
def test_a_journal_that_says_nothing_is_taken_away(journal: bytes, tmp_path: Path) -> None:
    root = collection(tmp_path)
    (root / JOURNAL).write_bytes(journal)
    recover(root)
    assert contents(root) == OLD


@pytest.mark.parametrize(
    "path", ["../victim.md", "a.md/../../victim.md", "/etc/victim.md", "sub/../../victim.md", "\\u0000"]
)
def test_a_journal_that_was_made_up_reaches_nothing_outside(path: str, tmp_path: Path) -> None:
    root = collection(tmp_path / "notes")
    (tmp_path / "victim.md").write_bytes(b"old")
    (tmp_path / ".victim.md.1.notelint-part").write_bytes(b"new")
    entry = f'{{"path":"{path}","part":".victim.md.1.notelint-part","old":"x","new":"y"}}'
    (root / JOURNAL).write_text(f'{{"entries":[{entry}],"ready":true}}')
    recover(root)
    assert (tmp_path / "victim.md").read_bytes() == b"old"
    assert (tmp_path / ".victim.md.1.notelint-part").exists()


def test_where_no_lock_can_be_had_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = collection(tmp_path / "notes")
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    with pytest.raises(WriteError, match="without a lock nothing is written"):
        write(root, NEW, OLD)
    assert contents(root) == OLD
