"""Whole notes in the shape of real ones: each folder of tests/notes is a collection.

Beside a note stands what is found in it: `line:column severity rule message`. Without such a file nothing is found.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from notelint import check
from notelint.files.suffixes import NOTE_SUFFIXES

COLLECTIONS = sorted(path for path in (Path(__file__).parent / "notes").iterdir() if path.is_dir())


@pytest.fixture(params=COLLECTIONS, ids=[path.name for path in COLLECTIONS])
def collection(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder: Path = request.param
    monkeypatch.chdir(folder)
    return folder


def test_what_is_found_in_a_note_stands_beside_it(collection: Path) -> None:
    found: dict[str, list[str]] = {}
    for each in check(["."], root=".", today=date(2026, 11, 1)).findings:
        line = f"{each.line}:{each.column} {each.severity} {each.rule} {each.message}"
        found.setdefault(each.path, []).append(line)
    for note in sorted(path for path in collection.rglob("*") if path.suffix in NOTE_SUFFIXES):
        beside = note.with_suffix(".findings")
        expected = beside.read_text("utf-8").splitlines() if beside.is_file() else []
        assert found.pop(note.relative_to(collection).as_posix(), []) == expected
    assert not found


def test_every_collection_has_a_note_with_findings_and_one_without(collection: Path) -> None:
    notes = [path for path in collection.rglob("*") if path.suffix in NOTE_SUFFIXES]
    assert {note.with_suffix(".findings").is_file() for note in notes} == {True, False}
