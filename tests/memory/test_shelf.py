"""Whatever becomes of what is remembered, a run says what it says without it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import notelint, paper, write

from notelint.git import runner
from notelint.memory import shelf
from notelint.memory.shelf import Shelf
from notelint.writing.cache import FOLDER

NOTES = {f"{n}.md": paper(f"P{n}") + f"\n[x](gone{n}.md)\n" for n in range(6)}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "notes"
    root.mkdir()
    runner.begin(root)
    monkeypatch.chdir(write(root, NOTES))
    return root


def said(*arguments: str) -> tuple[int, str]:
    ran = notelint("--format", "concise", "--jobs", "1", *arguments)
    return ran.code, ran.out


def test_blobs_come_back_as_they_were(tmp_path: Path) -> None:
    one = Shelf(tmp_path / "shelf")
    one.put({b"a": b"x" * 1000, b"b": b""}, [])
    one.put_single("name", b"y")
    other = Shelf(tmp_path / "shelf")
    assert (other.get(b"a"), other.get(b"b"), other.get(b"c")) == (b"x" * 1000, b"", None)
    assert (other.single("name"), other.single("other")) == (b"y", None)


def test_many_packs_become_one_that_holds_what_is_needed(tmp_path: Path) -> None:
    for number in range(20):
        Shelf(tmp_path).put({str(number).encode(): b"x"}, [b"0", str(number).encode()])
    found = Shelf(tmp_path)
    assert len([file for file in found.files() if file.suffix == ".pack"]) <= shelf._MANY + 1
    assert found.get(b"0") == found.get(b"19") == b"x"


def test_single_blobs_that_nobody_asks_for_go(tmp_path: Path) -> None:
    found = Shelf(tmp_path)
    for number in range(50):
        found.put_single(f"run-{number}", b"x")
        if not number:
            found.put_single("notes", b"y")
    assert len(found.files()) == shelf._SINGLES + 1
    assert (found.single("run-49"), found.single("run-0"), found.single("notes")) == (b"x", None, b"y")


def test_what_killed_runs_have_left_goes(tmp_path: Path) -> None:
    found = Shelf(tmp_path)
    found.put_single("name", b"x")
    for name, age in ((".old.new", 7200), (".young.new", 0)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    found.put_single("name", b"x")
    assert [file.name for file in shelf.left_behind(tmp_path)] == [".young.new"]


def test_a_damaged_blob_can_be_put_again(tmp_path: Path) -> None:
    Shelf(tmp_path).put({b"key": b"blob"}, [b"key"])
    pack = next(file for file in tmp_path.iterdir() if file.suffix == ".pack")
    pack.write_bytes(pack.read_bytes()[:-1] + b"x")
    found = Shelf(tmp_path)
    assert found.has(b"key") and found.get(b"key") is None and not found.has(b"key")
    found.put({b"key": b"blob"}, [b"key"])
    assert Shelf(tmp_path).get(b"key") == b"blob"


@pytest.mark.parametrize("seed", range(16))
def test_bytes_that_changed_are_not_believed(here: Path, seed: int) -> None:
    fresh = said("--no-cache")
    assert said() == fresh
    chance = random.Random(seed)
    for file in (here / FOLDER / "notes").iterdir():
        data = bytearray(file.read_bytes())
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.randint(0, 4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)
    if seed % 2:
        (here / "0.md").write_text(paper("P0") + "\nOne word more.\n", "utf-8")
        fresh = said("--no-cache")
    assert said() == fresh
    assert said() == fresh


def _gone(folder: Path) -> None:
    shutil.rmtree(folder)


def _file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("a file where the folder should be")


def _folders(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
        file.mkdir()


def _pipes(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
        os.mkfifo(file)


def _links(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
        file.symlink_to("/dev/zero")


def _long(folder: Path) -> None:
    for file in folder.iterdir():
        os.truncate(file, shelf.LIMIT + 1)


def _read_only(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.chmod(0o555)


@pytest.mark.skipif(os.name == "nt", reason="no pipes, and no links without a right")
@pytest.mark.parametrize("what", [_gone, _file, _folders, _pipes, _links, _long, _read_only])
def test_whatever_stands_in_its_place_is_passed_by(here: Path, what: Callable[[Path], None]) -> None:
    fresh = said("--no-cache")
    assert said() == fresh
    what(here / FOLDER / "notes")
    assert said() == fresh
    assert said() == fresh


def test_git_takes_no_notice(here: Path) -> None:
    said()
    assert (here / FOLDER / "CACHEDIR.TAG").exists()
    told = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=here, check=True, capture_output=True, text=True
    )
    assert FOLDER not in told.stdout


def test_what_came_with_the_notes_is_not_believed(here: Path) -> None:
    fresh = said("--no-cache")
    assert said() == fresh
    (here / FOLDER / ".gitignore").unlink()
    subprocess.run(["git", "add", "--all", "--force"], cwd=here, check=True, capture_output=True)
    before = {file.name: file.read_bytes() for file in (here / FOLDER / "notes").iterdir()}
    (here / "0.md").write_text("# Nothing\n\ntext\n", "utf-8")
    assert said() == said("--no-cache")
    assert {file.name: file.read_bytes() for file in (here / FOLDER / "notes").iterdir()} == before


def test_another_build_s_findings_are_not_believed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = said("--no-cache")
    assert said() == fresh
    read: list[str] = []
    from notelint.reading import note

    really = note.read_note
    monkeypatch.setattr(note, "read_note", lambda source, profile: read.append(source.path) or really(source, profile))
    assert (said(), read) == (fresh, [])
    monkeypatch.setattr("notelint.run.remembered.build", lambda: b"another")
    assert said() == fresh
    assert sorted(read) == sorted(NOTES)


def test_what_another_build_s_rules_across_notes_told_is_not_believed(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from notelint.checks import CHECKS

    assert "[broken-link]" in said()[1]
    monkeypatch.setattr("notelint.run.remembered.build", lambda: b"another")
    quiet = CHECKS["broken-link"]._replace(run=lambda *arguments: iter(()))
    monkeypatch.setitem(CHECKS, "broken-link", quiet)
    assert "[broken-link]" not in said()[1]


def test_runs_at_once_say_the_same(here: Path) -> None:
    fresh = said("--no-cache")
    command = [sys.executable, "-m", "notelint", "--format", "concise", "--jobs", "1"]
    runs = [subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(8)]
    answers = {run.communicate(timeout=120)[0].decode() for run in runs}
    assert answers == {fresh[1]}
    assert said() == fresh
