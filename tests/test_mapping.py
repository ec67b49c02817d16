from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from runs import notelint, paper, write

from notelint.collection.texts import Reading
from notelint.config.config import Config
from notelint.run import crew, workers
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.run.workers import Failed, Worker, mapped, read_notes
from notelint.site import Site

# A process that starts afresh would not have what a test puts in its place.
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked here")


def worker(root: Path) -> tuple[Worker, list[str]]:
    run = Run([root], cwd=root)
    return Worker(run.reading, RuleSet.of(run.config, run.root)), run.notes


def collection(root: Path, count: int = 70) -> Path:
    return write(root, {f"{n:02}.md": paper(f"P{n}") for n in range(count)})


@pytest.mark.parametrize("jobs", [0, 1, 2, 9])
def test_each_note_is_read_once_whatever_the_number_of_processes(tmp_path: Path, jobs: int) -> None:
    reader, paths = worker(collection(tmp_path, 40))
    results = [result for result in read_notes(reader, paths, jobs) if not isinstance(result, Failed)]
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
    notices = [result for result in read_notes(reader, paths, jobs) if isinstance(result, Failed)]
    assert notices == [Failed("01.md", "note-unreadable", {"reason": "No such file or directory"})]


def test_no_notes_need_no_process(tmp_path: Path) -> None:
    reader, _ = worker(collection(tmp_path, 1))
    assert list(read_notes(reader, [], 4)) == []


def test_a_few_notes_are_read_here_and_many_by_as_many_processes_as_there_are_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert workers._processors(workers.WORTH_A_PROCESS - 1) == 1
    assert workers._processors(workers.WORTH_A_PROCESS) == 8
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert workers._processors(1000) == 1


@FORKS
def test_only_the_note_is_lost_that_ends_the_process_that_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, paths = worker(collection(tmp_path))
    _meeting(monkeypatch, {"33.md": lambda: os.kill(os.getpid(), signal.SIGKILL), "34.md": lambda: os._exit(3)})
    results = list(read_notes(reader, paths, 2))
    lost = [result for result in results if isinstance(result, Failed)]
    assert sorted(lost, key=lambda each: each.path) == [
        Failed("33.md", "note-killed", {"how": "SIGKILL"}),
        Failed("34.md", "note-killed", {"how": "exit code 3"}),
    ]
    assert sorted(result[0].path for result in results if not isinstance(result, Failed)) == [
        path for path in paths if path not in ("33.md", "34.md")
    ]


@FORKS
def test_what_kills_at_random_costs_no_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, paths = worker(collection(tmp_path))
    once = tmp_path / "once"

    def kill() -> None:
        if not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    _meeting(monkeypatch, {"33.md": kill})
    results = list(read_notes(reader, paths, 2))
    assert sorted(result[0].path for result in results if not isinstance(result, Failed)) == paths


@FORKS
def test_a_run_tells_of_the_lost_note_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection(tmp_path, 5)
    monkeypatch.chdir(tmp_path)
    _meeting(monkeypatch, {"03.md": lambda: os.kill(os.getpid(), signal.SIGKILL)})
    ran = notelint("--jobs", "2", "--format", "json")
    assert ran.code == 2
    assert "note-killed" in [notice["code"] for notice in ran.report["notices"]]
    assert {finding["path"] for finding in ran.report["findings"]} <= {"00.md", "01.md", "02.md", "04.md"}


@FORKS
def test_an_exception_costs_the_note_that_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed")

    for jobs in (1, 2):
        reader, paths = worker(collection(tmp_path))
        _meeting(monkeypatch, {"33.md": fail})
        said = [result for result in read_notes(reader, paths, jobs) if isinstance(result, Failed)]
        assert [(each.code, each.path) for each in said] == [("note-failed", "33.md")]


def test_what_msgspec_cannot_pack_is_packed_otherwise(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.md")
    run = Run(root=tmp_path, texts={name: paper(), "a.md": paper()}, cwd=tmp_path)
    reader = Worker(run.reading, RuleSet.of(run.config, run.root))
    one, two = (sorted(read_notes(reader, run.notes, jobs), key=str) for jobs in (1, 2))
    assert one == two
    assert len(one) == 2


@FORKS
def test_processes_leave_an_interrupt_to_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, paths = worker(collection(tmp_path, 2))
    _meeting(monkeypatch, dict.fromkeys(paths, lambda: os.kill(os.getpid(), signal.SIGINT)))
    assert not any(isinstance(result, Failed) for result in read_notes(reader, paths, 2))


def _meeting(monkeypatch: pytest.MonkeyPatch, acts: Mapping[str, Callable[[], None]]) -> None:
    """Where a note of `acts` is read, this happens before."""
    source = Reading.source

    def acting(self: Reading, path: str) -> Any:
        if path in acts:
            acts[path]()
        return source(self, path)

    monkeypatch.setattr(Reading, "source", acting)


def test_a_line_is_read_from_what_was_checked(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "一\r\n二\r\n", "b.md": "on the disk\n"})
    reading = Reading(tmp_path, Site(root=str(tmp_path)), {"b.md": "in the editor"}, Config().labels)
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


@FORKS
@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_a_task_that_ends_its_process_is_told_and_not_waited_for(end: Callable[[], None]) -> None:
    with pytest.raises(ChildProcessError, match="try --jobs 1"):
        list(mapped(lambda task: end() if task == 2 else task, range(5), 2))


@FORKS
def test_what_a_task_raises_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(mapped(lambda task: 1 // task, [1, 2, 0, 4], 2))


def test_notes_are_read_by_processes_that_begin_afresh_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "FORKS", False)
    reader, paths = worker(write(tmp_path, {"a.md": paper(), "b.md": "words\n", "c.md": b"\xff"}))
    one, two = (sorted(read_notes(reader, paths, jobs), key=str) for jobs in (1, 2))
    assert one == two
    assert list(mapped(len, ["a", "", "abc"], 2)) == [1, 0, 3]


def test_a_process_that_begins_afresh_runs_no_module_that_lies_among_the_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "FORKS", False)
    mark = tmp_path / "it ran"
    for name in ("multiprocessing", "pickle", "struct"):
        write(tmp_path / "notes", {f"{name}.py": f"open({str(mark)!r}, 'w')\nraise SystemExit\n"})
    monkeypatch.chdir(tmp_path / "notes")
    assert list(mapped(len, ["a", "", "abc"], 2)) == [1, 0, 3]
    assert not mark.exists()
    assert "PYTHONSAFEPATH" not in os.environ
