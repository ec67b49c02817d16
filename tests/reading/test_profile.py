"""What is read of a note follows from its bytes, its name and its profile, and from nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from runs import write

from notelint.reading.note import read_note
from notelint.reading.profile import ReadingProfile, ReadingProfiles
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.run.workers import Worker
from notelint.site import Dialect, Site
from notelint.text.source import from_text

NOTE = """---
title: Papers
draft: true
---

# Papers

> [!NOTE] LLaVA
> **Arxiv** [2304.08485](https://arxiv.org/abs/2304.08485)
> **Code**: ==soon== [[BLIP]]

![a](a.png) <b>x</b> **no end

- **Later** [paper](https://arxiv.org/abs/9912.00001)
"""
SITE = Site(root="/notes", dialect=Dialect(mark=True, wikilinks=True))


def read(path: str, profile: ReadingProfile) -> Any:
    """What is read of a note, with all paths put out of it."""
    data = msgspec.json.encode(read_note(from_text(path, NOTE), profile))
    return msgspec.json.decode(data.replace(f'"{path}"'.encode(), b'""'))


def test_two_notes_of_equal_bytes_names_and_profiles_have_equal_items() -> None:
    profiles = ReadingProfiles(SITE, {})
    here, there = profiles.of("a/note.md"), profiles.of("b/c/note.md")
    assert here is there
    assert read("a/note.md", here) == read("b/c/note.md", there)


def test_profiles_of_two_runs_are_told_apart_by_what_is_in_them() -> None:
    one, two = (ReadingProfiles(SITE, {"paper": ["Blog"]}).of("note.md") for _ in range(2))
    assert one is not two
    assert (one, one.digest) == (two, two.digest)
    assert read("note.md", one) == read("note.md", two)


@pytest.mark.parametrize(
    "change",
    [
        {"dialect": Dialect(mark=True)},
        {"generator": "Hugo"},
        {"role": "template"},
        {"language": "zh"},
        {"labels": {"paper": ["Blog"]}},
        {"rules": "others"},
        {"version": "0.0.9"},
    ],
    ids=lambda change: str(*change),
)
def test_whatever_is_in_a_profile_is_in_its_digest(change: dict[str, Any]) -> None:
    profile = ReadingProfile()
    assert msgspec.structs.replace(profile, **change).digest != profile.digest


def test_each_note_has_the_role_and_the_language_of_its_place() -> None:
    profiles = ReadingProfiles(Site(root="/notes", locales=("zh", "en")), {})
    found = {
        path: profiles.of(path) for path in ("zh/a.md", "README.md", "_a.md", "Templates/a.md", "x/templates/a.md")
    }
    assert [(each.role, each.language) for each in found.values()] == [
        ("page", "zh"),
        ("readme", ""),
        ("draft", ""),
        ("template", ""),
        ("likely-template", ""),
    ]


def digest(run: Run, *select: str) -> bytes:
    return Worker(run.reading, RuleSet.of(run.config, run.root, select)).profiles.of("note.md").digest


def test_neither_day_nor_place_nor_language_nor_selection_is_in_it(tmp_path: Path) -> None:
    write(tmp_path, {"notes/note.md": NOTE, "notes/notelint.yaml": "{}\n"})
    root = tmp_path / "notes"
    usual = digest(Run(cwd=root))
    assert digest(Run(["notes"], cwd=tmp_path)) == usual
    assert digest(Run(cwd=root, lang="zh", today=date(1999, 1, 1))) == usual
    assert digest(Run(cwd=root), "papers") == usual


def test_the_rules_in_force_are(tmp_path: Path) -> None:
    write(tmp_path, {"note.md": NOTE, "notelint.yaml": "rules: {stub-entry: {severity: info}}\n"})
    one = digest(Run(cwd=tmp_path))
    (tmp_path / "notelint.yaml").write_text("rules: {stub-entry: {severity: error}}\n", "utf-8")
    assert digest(Run(cwd=tmp_path)) != one


def test_whether_a_paper_is_of_the_future_is_not_asked_while_reading() -> None:
    (late,) = read_note(from_text("note.md", NOTE), ReadingProfile()).malformed_ids
    assert (late.case, late.raw, late.detail) == ("future", "9912.00001", "9912")
