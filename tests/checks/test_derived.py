from __future__ import annotations

from pathlib import Path

import pytest
from repositories import Repository
from runs import notelint

FIELDS = """rules:
  missing-field:
    fields: {"/*.md": [title, timestamp]}
  missing-front-matter:
    fields: {"/*.md": [title, timestamp]}
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    made = Repository(tmp_path)
    made.write("notelint.yaml", FIELDS)
    made.write("a.md", "---\ntitle: CLIP\n---\n\nText.\n")
    made.write("b.md", "# Yes: it is\n\nText.\n")
    made.commit()
    return made


def fixed(repository: Repository, path: str) -> str:
    notelint("--fix", "--unsafe-fixes")
    return (repository.root / path).read_text("utf-8")


def test_a_date_is_the_day_on_which_git_first_saw_the_note(repository: Repository) -> None:
    assert fixed(repository, "a.md") == "---\ntitle: CLIP\ntimestamp: 2026-01-01\n---\n\nText.\n"


def test_a_note_gets_all_of_its_front_matter_at_once(repository: Repository) -> None:
    assert fixed(repository, "b.md") == (
        '---\ntitle: "Yes: it is"\ntimestamp: 2026-01-01\n---\n\n# Yes: it is\n\nText.\n'
    )


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("2025-10-24", "2026-01-01"),
        ("2025-10-24 12:30:00+08:00", "2026-01-01 08:00:00+08:00"),
        ("2025-10-24T12:30:00Z", "2026-01-01T00:00:00Z"),
        ("'2025-10-24 12:30'", "'2026-01-01 08:00'"),
        ("2025-10-24T12:30:00.000 +0000", "2026-01-01T08:00:00.000 +0800"),
        ("yesterday", "2026-01-01"),
    ],
)
def test_a_date_is_written_as_other_notes_write_it(repository: Repository, written: str, made: str) -> None:
    repository.write("papers/c.md", f"---\ntitle: BLIP\ntimestamp: {written}\n---\n\nText.\n")
    assert f"\ntimestamp: {made}\n" in fixed(repository, "a.md")


def test_what_git_has_not_seen_has_no_date(repository: Repository) -> None:
    repository.write("c.md", "---\ntitle: BLIP\n---\n\nText.\n")
    assert "timestamp" not in fixed(repository, "c.md")


def test_nothing_is_added_without_being_asked_for_unsafe_fixes(repository: Repository) -> None:
    notelint("--fix")
    assert (repository.root / "a.md").read_text("utf-8") == "---\ntitle: CLIP\n---\n\nText.\n"
