from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from runs import paper, write

from notelint import mapping
from notelint.config import Config
from notelint.engine import Run
from notelint.finding import Notice
from notelint.mapping import Reading, Worker, mapped, read_notes
from notelint.rules import RuleSet
from notelint.site import Site

# A process that starts afresh would not have what a test puts in its place.
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked here")


def worker(root: Path) -> tuple[Worker, list[str]]:
    run = Run([root], cwd=root)
    return Worker(run.reading, RuleSet.of(run.config, run.root), "en", {path: path for path in run.notes}), run.notes


def collection(root: Path, count: int = 70) -> Path:
    return write(root, {f"{n:02}.md": paper(f"P{n}") for n in range(count)})


@pytest.mark.parametrize("jobs", [0, 1, 2, 9])
def test_each_note_is_read_once_whatever_the_number_of_processes(tmp_path: Path, jobs: int) -> None:
    reader, paths = worker(collection(tmp_path, 40))
    results = [result for result in read_notes(reader, paths, jobs) if not isinstance(result, Notice)]
    assert sorted(note.path for note, *_ in results) == paths
    assert {note.entries[0].title for note, *_ in results} == {f"P{n}" for n in range(40)}


def test_items_survive_the_way_between_processes(tmp_path: Path) -> None:
    reader, paths = worker(write(tmp_path, {"a.md": paper() + "![x](y.png) [z](w.md)\n## Empty\n", "b.md": ""}))
    one, two = (sorted(read_notes(reader, paths, jobs), key=str) for jobs in (1, 2))
    assert one == two


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_note_that_is_gone_is_a_notice(tmp_path: Path, jobs: int) -> None:
    reader, paths = worker(collection(tmp_path, 3))
    (tmp_path / "01.md").unlink()
    notices = [result for result in read_notes(reader, paths, jobs) if isinstance(result, Notice)]
    assert notices == [Notice("note-unreadable", "01.md could not be read: No such file or directory")]


def test_no_notes_need_no_process(tmp_path: Path) -> None:
    reader, _ = worker(collection(tmp_path, 1))
    assert list(read_notes(reader, [], 4)) == []


def test_a_few_notes_are_read_here_and_many_by_as_many_processes_as_there_are_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert mapping._processors(mapping.WORTH_A_PROCESS - 1) == 1
    assert mapping._processors(mapping.WORTH_A_PROCESS) == 8
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert mapping._processors(1000) == 1


@FORKS
def test_a_process_that_is_killed_is_said_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, paths = worker(collection(tmp_path))
    monkeypatch.setattr(mapping, "PATIENCE", 0.2)
    monkeypatch.setattr(Worker, "note", _in_another_process(lambda: os.kill(os.getpid(), signal.SIGKILL)))
    with pytest.raises(ChildProcessError, match="try --jobs 1"):
        list(read_notes(reader, paths, 2))


def test_a_process_that_takes_long_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, paths = worker(collection(tmp_path, 2))
    monkeypatch.setattr(mapping, "PATIENCE", 0.001)
    assert len(list(read_notes(reader, paths, 2))) == 2


@FORKS
def test_processes_leave_an_interrupt_to_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, paths = worker(collection(tmp_path, 2))
    monkeypatch.setattr(Worker, "note", _in_another_process(lambda: os.kill(os.getpid(), signal.SIGINT)))
    assert {type(result) for result in read_notes(reader, paths, 2)} == {Notice}


def _in_another_process(act: Callable[[], None]) -> Callable[[Worker, str], Notice]:
    here = os.getpid()

    def note(self: Worker, path: str) -> Notice:
        assert os.getpid() != here
        act()
        return Notice("code", path)

    return note


def test_a_line_is_read_from_what_was_checked(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "一\r\n二\r\n", "b.md": "on the disk\n"})
    reading = Reading(tmp_path, Site(root=str(tmp_path)), {"b.md": "in the editor"}, Config().labels, date(2026, 1, 1))
    assert [reading.line("a.md", line) for line in (1, 2, 3, 4)] == ["一", "二", "", ""]
    assert reading.line("b.md", 1) == "in the editor"
    assert reading.line("gone.md", 1) == ""


def test_no_process_is_left(tmp_path: Path) -> None:
    reader, paths = worker(collection(tmp_path))
    results = read_notes(reader, paths, 2)
    next(iter(results))
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_tasks_are_answered_in_their_order_whatever_the_number_of_processes(jobs: int) -> None:
    assert list(mapped(len, ["a", "", "abc"], jobs)) == [1, 0, 3]
