from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from notelint.online.memory import DAY, REPORTED, Memory
from notelint.online.verdict import Verdict
from notelint.writing.cache import FOLDER

URL = "https://a.example/"
ALIVE = Verdict(url=URL, state="alive", status=200)
FAILING = Verdict(url=URL, state="undecided", reason="server", status=503)
GONE = Verdict(url=URL, state="dead", reason="missing", status=404)


def kept(root: Path, *steps: tuple[Verdict, float]) -> Verdict:
    """What is known after these verdicts, each kept on its day."""
    for verdict, day in steps:
        Memory(root).keep([verdict], now=day * DAY)
    return Memory(root).known()[URL]


def test_a_streak_of_failures_begins_with_the_first_and_ends_with_an_answer(tmp_path: Path) -> None:
    verdict = kept(tmp_path, (ALIVE, 1), (FAILING, 2), (FAILING, 5))
    assert (verdict.alive_at / DAY, verdict.failing_since / DAY, verdict.failures) == (1, 2, 2)
    verdict = kept(tmp_path, (ALIVE, 6), (FAILING, 7))
    assert (verdict.alive_at / DAY, verdict.failing_since / DAY, verdict.failures) == (6, 7, 1)


def test_a_wall_and_a_failure_are_counted_apart(tmp_path: Path) -> None:
    wall = Verdict(url=URL, state="undecided", reason="wall", status=403)
    verdict = kept(tmp_path, (wall, 1), (wall, 8), (FAILING, 20))
    assert (verdict.failing_since / DAY, verdict.failures) == (20, 1)


@pytest.mark.parametrize(
    ("verdict", "days"),
    [
        (ALIVE, 14),
        (Verdict(url=URL, state="alive", moved="https://b.example/"), 7),
        (Verdict(url=URL, state="alive", via="arxiv"), 180),
        (FAILING, 0.8),
        (GONE, 0),
    ],
)
def test_how_long_a_verdict_is_believed_depends_on_it(tmp_path: Path, verdict: Verdict, days: float) -> None:
    until = [Memory(tmp_path).keep([verdict], now=DAY)[URL].fresh_until / DAY - 1 for _ in range(20)]
    assert all(days * 0.8 <= each <= days * 1.2 for each in until)
    assert days == 0 or len(set(until)) > 1


@pytest.mark.parametrize("verdict", [GONE, FAILING])
def test_what_is_dead_or_fails_is_reported_from_memory_for_a_while_only(tmp_path: Path, verdict: Verdict) -> None:
    Memory(tmp_path).keep([verdict], now=0)
    assert URL in Memory(tmp_path).believed(now=(REPORTED - 1) * DAY)
    assert Memory(tmp_path).believed(now=(REPORTED + 1) * DAY) == {}


def test_what_is_alive_is_believed_as_long_as_it_is_fresh(tmp_path: Path) -> None:
    Memory(tmp_path).keep([ALIVE], now=0)
    assert URL in Memory(tmp_path).believed(now=DAY)
    assert Memory(tmp_path).believed(now=20 * DAY) == {}


def test_paces_are_kept(tmp_path: Path) -> None:
    Memory(tmp_path).keep([], {"a.example": 0.5})
    assert Memory(tmp_path).paces() == {"a.example": 0.5}


def test_git_never_sees_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    Memory(tmp_path).keep([ALIVE])
    done = subprocess.run(["git", "status", "--porcelain"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == ""


@pytest.mark.parametrize("content", [b"no data base at all" * 100, b"SQLite format 3\x00" + bytes(4000)])
def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "links.sqlite").write_bytes(content)
    memory = Memory(tmp_path)
    memory.keep([ALIVE])
    assert Memory(tmp_path).known()[URL].state == "alive"
    assert Path(memory.damaged).read_bytes() == content


def test_a_data_base_of_another_program_is_set_aside_by_who_writes(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    with sqlite3.connect(tmp_path / FOLDER / "links.sqlite") as base:
        base.execute("CREATE TABLE links (other)")
    base.close()
    memory = Memory(tmp_path)
    assert (memory.known(), memory.damaged) == ({}, "")
    memory.keep([ALIVE])
    assert memory.damaged


def test_what_cannot_be_written_is_said_and_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    memory = Memory(tmp_path)
    assert memory.keep([ALIVE])[URL].state == "alive"
    assert memory.unwritable
    assert memory.known() == {}


def test_rows_that_make_no_sense_are_passed_over(tmp_path: Path) -> None:
    Memory(tmp_path).keep([ALIVE])
    base = sqlite3.connect(tmp_path / FOLDER / "links.sqlite")
    base.execute("UPDATE links SET state = 'immortal'")
    base.commit()
    base.close()
    assert Memory(tmp_path).known() == {}


_RUN = """
import sys
from pathlib import Path
from notelint.online.memory import Memory
from notelint.online.verdict import Verdict
memory = Memory(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for n in range(20):
    memory.keep([Verdict(url=f"{sys.argv[2]}{n}", state="alive")])
print(memory.damaged, memory.unwritable)
"""


@pytest.mark.parametrize("content", [None, b"no data base at all" * 100])
def test_runs_that_begin_at_once_all_keep_what_they_learned(tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / FOLDER).mkdir()
        (tmp_path / FOLDER / "links.sqlite").write_bytes(content)
    code = [sys.executable, "-c", _RUN, str(tmp_path)]
    runs = [subprocess.Popen([*code, name], stdin=PIPE, stdout=PIPE, text=True, bufsize=1) for name in "abc"]
    assert [run.stdout.readline() for run in runs if run.stdout] == ["ready\n"] * 3
    for run in runs:
        if run.stdin:
            run.stdin.write("go\n")
    said = [run.communicate()[0].strip() for run in runs]
    assert [each for each in said if each] == ([str(tmp_path / FOLDER / "links.damaged")] if content else [])
    assert len(Memory(tmp_path).known()) == 60
