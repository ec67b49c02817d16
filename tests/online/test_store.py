"""The memory's file as a stranger may have put it there: nothing in it is run, followed or believed beyond its form."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from runs import git, write

from notelint.online import store
from notelint.online.known import NAME, recalled
from notelint.online.memory import Memory
from notelint.online.pace import LONGEST
from notelint.online.verdict import Verdict
from notelint.writing import cache
from notelint.writing.cache import FOLDER

URL = "https://a.notes/"
GONE = Verdict(url=URL, state="dead", reason="missing", status=404)
COLUMNS = ", ".join(Verdict.__struct_fields__)
ROW = f"'{URL}', 'dead', 'missing', 404, '', 0, '', 1.0, 9e9, 0.0, 1.0, 3"


def changed(root: Path, *statements: str) -> Path:
    """A memory that holds what these statements make of ours."""
    Memory(root).keep([GONE])
    path = root / FOLDER / NAME
    base = sqlite3.connect(path)
    base.executescript(";".join(statements))
    base.commit()
    base.close()
    return path


ENDLESS = f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT {ROW} FROM n"
SCHEMAS = {
    "an endless view in the place of the table": ("DROP TABLE links", f"CREATE VIEW links({COLUMNS}) AS {ENDLESS}"),
    "an endless view in the place of the other": ("DROP TABLE hosts", f"CREATE VIEW hosts(host, gap) AS {ENDLESS}"),
    "a view beside the tables": (f"CREATE VIEW more({COLUMNS}) AS {ENDLESS}",),
    "a trigger": (f"CREATE TRIGGER t BEFORE INSERT ON links BEGIN {ENDLESS}; END",),
    "a virtual table": ("DROP TABLE hosts", "CREATE VIRTUAL TABLE hosts USING fts5(host, gap)"),
    "a column that is computed": (
        "DROP TABLE hosts",
        "CREATE TABLE hosts (host PRIMARY KEY, gap GENERATED ALWAYS AS (hex(zeroblob(99999999))) VIRTUAL)",
    ),
    "a value by default": ("DROP TABLE hosts", "CREATE TABLE hosts (host PRIMARY KEY, gap DEFAULT (randomblob(9)))"),
    "a check": ("DROP TABLE hosts", "CREATE TABLE hosts (host PRIMARY KEY, gap CHECK (gap > 1))"),
    "an index on what is computed": ("CREATE INDEX i ON links (hex(url))",),
    "a table of somebody else's": ("CREATE TABLE other (x)",),
    "another version": ("PRAGMA user_version = 2",),
    "a log of changes": ("PRAGMA journal_mode = WAL",),
    "statistics": ("ANALYZE",),
}


@pytest.mark.parametrize("statements", SCHEMAS.values(), ids=list(SCHEMAS))
def test_anything_but_our_own_tables_is_neither_read_nor_written_on(
    tmp_path: Path, statements: tuple[str, ...]
) -> None:
    path = changed(tmp_path, *statements)
    before = path.read_bytes()
    memory = Memory(tmp_path)
    assert (memory.known(), memory.paces()) == ({}, {})
    memory.keep([GONE])
    assert Path(memory.damaged).read_bytes() == before
    assert list(Memory(tmp_path).known()) == [URL]


def test_what_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Memory(tmp_path).keep([Verdict(url=f"{URL}{n}", state="alive") for n in range(5000)])
    assert len(Memory(tmp_path).known()) == 5000
    monkeypatch.setattr(store, "SECONDS", -1.0)
    monkeypatch.setattr(store, "_STEPS", 100)
    assert Memory(tmp_path).known() == {}


def test_a_value_that_is_too_long_is_given_up(tmp_path: Path) -> None:
    changed(tmp_path, f"INSERT INTO hosts VALUES (hex(zeroblob({store.CELL})), 1.0)")
    assert Memory(tmp_path).paces() == {}


ROWS = {
    "a time that is none": ("asked = 9e999",),
    "a time far ahead": ("fresh_until = 1e15",),
    "a time before all": ("failing_since = -1.0",),
    "a time in words": ("asked = 'nan'",),
    "a state that is none": ("state = 'immortal'",),
    "a reason that is none": ("reason = 'because'",),
    "a code that is none": ("status = 99999",),
    "a count without end": ("failures = 9223372036854775807",),
    "an api that is none": ("via = 'mine'",),
    "a place with two hosts": (r"moved = 'https://evil.notes\@a.notes/'",),
    "a place that is no page": ("moved = 'javascript:alert(1)'",),
    "bytes": ("url = x'ff00'",),
    "text that is no UTF-8": ("reason = CAST(x'ff' AS TEXT)",),
    "nothing": ("state = NULL",),
}


@pytest.mark.parametrize("changes", ROWS.values(), ids=list(ROWS))
def test_a_row_that_can_be_none_of_ours_is_passed_over(tmp_path: Path, changes: tuple[str, ...]) -> None:
    fine = Verdict(url="https://b.notes/", state="alive")
    changed(tmp_path, f"UPDATE links SET {changes[0]}")
    Memory(tmp_path).keep([fine])
    assert list(Memory(tmp_path).known()) == [fine.url]


@pytest.mark.parametrize("gap", ["9e999", "-9e999", "NULL", "-1.0", "0", "1e300", "'text'", "x'00'", f"{LONGEST + 1}"])
def test_a_gap_that_no_host_can_have_taught_is_passed_over(tmp_path: Path, gap: str) -> None:
    changed(tmp_path, f"INSERT INTO hosts VALUES ('a.notes', {gap}), ('b.notes', 0.5)")
    assert Memory(tmp_path).paces() == {"b.notes": 0.5}


def test_a_file_that_is_damaged_anywhere_is_read_as_far_as_it_can_be_and_begun_anew(tmp_path: Path) -> None:
    Memory(tmp_path).keep([Verdict(url=f"{URL}{n}", state="alive") for n in range(300)])
    path = tmp_path / FOLDER / NAME
    whole, chance = path.read_bytes(), Random(5)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.choice([chance.randrange(len(data)), chance.randrange(4096)])] = chance.randrange(256)
        path.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
        memory = Memory(tmp_path)
        memory.known()
        memory.paces()
        memory.keep([GONE])
        assert (memory.unwritable, URL in Memory(tmp_path).known()) == ("", True)


# What lies beside the file


def test_what_lies_beside_the_file_is_not_looked_at(tmp_path: Path) -> None:
    """A journal's end may name a file that SQLite deletes, and a log of changes holds pages that it puts in."""
    path = changed(tmp_path)
    victim = tmp_path / "package.json"
    victim.write_text("{}")
    name = str(victim).encode()
    end = name + len(name).to_bytes(4, "big") + (sum(name) & 0xFFFFFFFF).to_bytes(4, "big")
    magic = bytes.fromhex("d9d505f920a163d7")
    journal = (
        magic + bytes(4) + bytes(4) + (2).to_bytes(4, "big") + (512).to_bytes(4, "big") + (4096).to_bytes(4, "big")
    )
    beside = {
        f"{NAME}-journal": journal.ljust(512, b"\0") + bytes(4) + end + magic,
        f"{NAME}-wal": b"x",
        f"{NAME}-shm": b"",
    }
    for file, data in beside.items():
        (path.parent / file).write_bytes(data)
    assert list(Memory(tmp_path).known()) == [URL]
    Memory(tmp_path).keep([GONE])
    assert {file: (path.parent / file).read_bytes() for file in beside} == beside
    assert victim.read_text() == "{}"


# What the file is


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes in folders")
def test_a_pipe_in_the_place_of_the_file_is_waited_for_by_nobody(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    os.mkfifo(tmp_path / FOLDER / NAME)
    memory = Memory(tmp_path)
    assert memory.known() == {}
    memory.keep([GONE])
    assert list(Memory(tmp_path).known()) == [URL]


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes in folders")
def test_a_pipe_in_the_place_of_the_lock_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    os.mkfifo((tmp_path / FOLDER / NAME).with_suffix(".lock"))
    memory = Memory(tmp_path)
    memory.keep([GONE])
    assert "links.lock is no file" in memory.unwritable


def test_a_file_without_end_is_not_read(tmp_path: Path) -> None:
    path = changed(tmp_path)
    os.truncate(path, store.LIMIT + 1)
    memory = Memory(tmp_path)
    assert memory.known() == {}
    memory.keep([GONE])
    assert memory.damaged
    assert path.stat().st_size < 1 << 20


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / FOLDER / NAME).mkdir(parents=True)
    memory = Memory(tmp_path)
    assert memory.known() == {}
    memory.keep([GONE])
    assert memory.damaged or memory.unwritable


def outside(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "notes").mkdir()
    (tmp_path / "outside").mkdir()
    return tmp_path / "notes", tmp_path / "outside"


@pytest.mark.parametrize("target", ["../outside", "../outside/new", "kept"])
def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path, target: str) -> None:
    notes, out = outside(tmp_path)
    (notes / "kept").mkdir()
    (notes / FOLDER).symlink_to(target, target_is_directory=True)
    memory = Memory(notes)
    memory.keep([GONE])
    assert (memory.ignored, memory.known()) == ("memory-linked", {})
    assert [*out.iterdir(), *(notes / "kept").iterdir()] == []


@pytest.mark.parametrize("name", [NAME, "links.lock"])
@pytest.mark.parametrize("target", ["../../outside/file", "/dev/zero", "../a.md"])
def test_a_file_that_is_a_link_is_not_followed(tmp_path: Path, name: str, target: str) -> None:
    notes, out = outside(tmp_path)
    (notes / "a.md").write_text("a note")
    (out / "file").write_text("not ours")
    (notes / FOLDER).mkdir()
    (notes / FOLDER / name).symlink_to(target)
    memory = Memory(notes)
    memory.keep([GONE])
    assert (memory.ignored, memory.known()) == ("memory-linked", {})
    assert ((out / "file").read_text(), (notes / "a.md").read_text()) == ("not ours", "a note")
    assert recalled(notes).ignored == ("memory-linked" if name == NAME else "")


@pytest.mark.parametrize("name", [".gitignore", "CACHEDIR.TAG", "links.damaged"])
def test_nothing_is_written_through_a_link_beside_the_file(tmp_path: Path, name: str) -> None:
    notes, out = outside(tmp_path)
    (out / "file").write_text("not ours")
    (notes / FOLDER).mkdir()
    (notes / FOLDER / NAME).write_text("no data base" * 99)
    (notes / FOLDER / name).symlink_to("../../outside/file")
    Memory(notes).keep([GONE])
    assert (out / "file").read_text() == "not ours"
    assert list(Memory(notes).known()) == [URL]


# Whose it is


def test_a_memory_that_git_tracks_is_neither_read_nor_written(tmp_path: Path) -> None:
    path = changed(tmp_path)
    git(tmp_path, "init")
    assert list(Memory(tmp_path).known()) == [URL]  # not yet
    git(tmp_path, "add", "--force", f"{FOLDER}/{NAME}")
    before = path.read_bytes()
    memory = Memory(tmp_path)
    memory.keep([Verdict(url="https://b.notes/", state="alive")])
    assert (memory.ignored, memory.known(), memory.paces()) == ("memory-tracked", {}, {})
    assert path.read_bytes() == before


def test_a_memory_of_which_git_tracks_any_part_is_not_used(tmp_path: Path) -> None:
    changed(tmp_path)
    git(tmp_path, "init")
    (tmp_path / FOLDER / f"{NAME}-journal").write_bytes(b"x")
    git(tmp_path, "add", "--force", f"{FOLDER}/{NAME}-journal")
    assert Memory(tmp_path).ignored == "memory-tracked"


def test_a_repository_in_the_place_of_the_folder_is_not_used(tmp_path: Path) -> None:
    git(tmp_path, "init")
    changed(tmp_path)
    git(tmp_path / FOLDER, "init")
    git(tmp_path / FOLDER, "add", "--force", NAME)
    git(tmp_path / FOLDER, "commit", "-m", "x")
    git(tmp_path, "add", "--force", FOLDER)
    assert Memory(tmp_path).ignored == "memory-tracked"


@pytest.mark.parametrize("name", [FOLDER.upper(), "NOTELI~1"])
def test_a_memory_that_git_knows_by_another_name_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As on a disk for which letters' case makes no difference, or on Windows, whose folders have short names too."""
    changed(tmp_path)
    git(tmp_path, "init")
    write(tmp_path, {"a": "what git tracks"})
    blob = git(tmp_path, "hash-object", "-w", "a")
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"100644,{blob},{name}/{NAME}")
    real, exists = cache._is_same, Path.exists
    alias = tmp_path / name
    monkeypatch.setattr(cache, "_is_same", lambda one, other: one == alias or real(one, other))
    monkeypatch.setattr(Path, "exists", lambda path: path == tmp_path / FOLDER.upper() or exists(path))
    assert Memory(tmp_path).ignored == "memory-tracked"


def test_a_memory_below_the_root_of_a_repository_is_this_machine_s(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / "notes").mkdir()
    changed(tmp_path / "notes")
    assert git(tmp_path, "status", "--porcelain") == ""
    assert list(Memory(tmp_path / "notes").known()) == [URL]


# Whole or not at all


_KILLED = """
import os, sys
from pathlib import Path
from notelint.online.memory import Memory
from notelint.online.verdict import Verdict
calls, last = 0, int(sys.argv[2])
def dies(frame, event, argument):
    global calls
    calls += event == "c_call"
    if calls == last:
        os._exit(9)
memory = Memory(Path(sys.argv[1]))
sys.setprofile(dies)
memory.keep([Verdict(url="https://b.notes/", state="alive")])
sys.setprofile(None)
print(calls)
"""


def test_a_run_that_is_killed_while_it_writes_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    changed(tmp_path)

    def killed(at: int) -> str:
        command = [sys.executable, "-c", _KILLED, str(tmp_path), str(at)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    calls = int(killed(-1))
    for part in range(1, 16):
        assert killed(calls * part // 16) == ""
        assert URL in Memory(tmp_path).known()
    assert (tmp_path / FOLDER / "links.damaged").exists() is False
