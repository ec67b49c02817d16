"""The file of the papers' metadata: small diffs, no half files, and a line where it cannot be read."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from notelint.papers.file import NAME, Paper, PapersError, read, write

LLAVA = Paper(
    title="Visual Instruction Tuning", authors="Haotian Liu", version=2, abstract="图 “x” \n", asked="2026-11-01"
)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    papers = {"2304.08485": LLAVA, "2304.99999": Paper(unknown=True, asked="2026-11-01")}
    assert write(tmp_path, papers) is True
    assert read(tmp_path) == papers


def test_without_a_file_there_are_no_papers(tmp_path: Path) -> None:
    assert read(tmp_path) == {}


def test_a_value_stands_on_its_own_line_and_papers_are_sorted(tmp_path: Path) -> None:
    write(tmp_path, {"2304.08485": LLAVA, "2201.12086": Paper(title="BLIP")})
    lines = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert '    "2201.12086": {' in lines
    assert '      "title": "Visual Instruction Tuning",' in lines
    assert lines.index('    "2201.12086": {') < lines.index('    "2304.08485": {')


def test_what_has_not_changed_is_not_written(tmp_path: Path) -> None:
    write(tmp_path, {"2304.08485": LLAVA})
    assert write(tmp_path, {"2304.08485": LLAVA}) is False


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, {"2304.08485": LLAVA})
    read(tmp_path)
    write(tmp_path, {"2304.08485": LLAVA, "2201.12086": Paper(title="BLIP")})
    assert sorted(read(tmp_path)) == ["2201.12086", "2304.08485"]


def test_the_mode_is_kept_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_text("{}")
    file.chmod(0o640)
    write(tmp_path, {"2304.08485": LLAVA})
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"2304.08485": LLAVA})

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, {})
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert read(tmp_path) == {"2304.08485": LLAVA}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{\n "papers": {\n  "2304.08485": {"title": "A",}\n }\n}', 3, "malformed"),
        ('{\n "papers": {\n<<<<<<< HEAD\n  "2304.08485": {},\n=======\n>>>>>>> b\n }\n}', 3, "merge conflict"),
        ('{"papers": {"2304.08485": {"version": "two"}}}', 1, "version"),
        ("[]", 1, "Expected"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(PapersError, match=rf"{NAME}:{line}: .*{reason}"):
        read(tmp_path)


def test_what_a_later_version_keeps_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('\ufeff{"papers": {"2304.08485": {"title": "A", "cited": 3}}, "more": 1}', "utf-8")
    assert read(tmp_path) == {"2304.08485": Paper(title="A")}


ENDLESS = {
    "a title": Paper(title="a" * 1_001),
    "an abstract": Paper(abstract="a " * 10_001),
    "former titles": Paper(former=tuple(map(str, range(21)))),
    "a former title": Paper(former=("a" * 1_001,)),
    "authors": Paper(authors="a, " * 2_000),
    "a comment": Paper(comment="a" * 4_001),
    "a day": Paper(published="2026-11-01" * 2),
}


@pytest.mark.parametrize("paper", ENDLESS.values(), ids=ENDLESS.keys())
def test_what_no_paper_has_is_refused_since_every_heading_is_compared_with_it(tmp_path: Path, paper: Paper) -> None:
    write(tmp_path, {"2304.08485": paper})
    with pytest.raises(PapersError, match=rf"{NAME}:1: Expected .*length <= \d+"):
        read(tmp_path)


def test_a_file_that_cannot_be_read_is_called_as_one_would_type_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_text("{")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    with pytest.raises(PapersError, match=rf"^\.\./{NAME}:1: "):
        read(tmp_path)
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).symlink_to("nothing")
    with pytest.raises(PapersError, match=rf"^\.\./{NAME}:1: a link that leads to nothing"):
        read(tmp_path)
