"""Files and folders that nobody would expect: odd names, pipes, loops, what vanishes or fails while it is read."""

import os
from pathlib import Path

import pytest

from notelint import check
from notelint.files import inputs
from notelint.text.source import Source

TWICE = "# A\n\n## B\n\n## C\n\ntext\n"  # one finding: nothing stands under B


def findings(folder: Path) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in check([folder], root=folder).findings]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.md",
        "\x1b[31mred.md",
        "::error::.md",
        "a b#c?d%20.md",
        os.fsdecode(b"\xff\xfe.md"),  # no text in any encoding
        "笔" * 84 + ".md",  # 255 bytes
        ".md.md",
        "CON.md",
    ],
)
def test_any_name_is_a_name(here: Path, name: str) -> None:
    try:
        (here / name).write_text(TWICE)
    except OSError:
        pytest.skip("this file system does not take the name")
    expected = [] if name.startswith(".") else ["empty-section"]
    assert [rule for _, rule in findings(here)] == expected


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_note_and_nobody_waits_for_it(here: Path) -> None:
    os.mkfifo(here / "pipe.md")
    os.mkfifo(here / "image.png")
    (here / "a.md").write_text(TWICE + "\n![](image.png) [x](pipe.md)\n")
    assert ("a.md", "empty-section") in findings(here)


def test_links_that_go_round_in_circles_are_not_followed(here: Path) -> None:
    (here / "notes").mkdir()
    (here / "notes" / "a.md").write_text(TWICE)
    (here / "notes" / "up").symlink_to(here, target_is_directory=True)
    (here / "notes" / "self").symlink_to("self")
    assert findings(here) == [("notes/a.md", "empty-section")]


def test_a_note_that_vanishes_before_it_is_read_is_said_to_be_gone(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a.md").write_text(TWICE)
    (here / "b.md").write_text(TWICE)
    read = inputs.read

    def vanishing(path: Path, within: Path | None, limit: int) -> bytes:
        if path.name == "a.md":
            path.unlink(missing_ok=True)
        return read(path, within=within, limit=limit)

    monkeypatch.setattr(inputs, "read", vanishing)
    report = check([here], root=here)
    assert [finding.path for finding in report.findings] == ["b.md"]
    assert [notice.code for notice in report.notices] == ["note-unreadable"]
    assert "a.md" in report.notices[0].message


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_folder_that_cannot_be_listed_leaves_the_others(
    here: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    for folder in ("good", "bad"):
        (here / folder).mkdir()
        (here / folder / "a.md").write_text(TWICE)
    scan = os.scandir

    def failing(path: str | Path = ".") -> object:
        if Path(path).name == "bad":
            raise error
        return scan(path)

    monkeypatch.setattr(os, "scandir", failing)
    assert findings(here) == [("good/a.md", "empty-section")]


def test_a_note_that_changes_while_it_is_checked_is_judged_as_it_was_read(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.md").write_text(TWICE)
    original = Source.place

    def changing(self: Source, offset: int) -> tuple[int, int]:
        (here / "a.md").write_text("")
        return original(self, offset)

    monkeypatch.setattr(Source, "place", changing)
    assert findings(here) == [("a.md", "empty-section")]


def test_a_folder_of_very_many_files_is_listed_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "images").mkdir()
    for number in range(20_000):
        os.close(os.open(here / "images" / f"{number}.png", os.O_CREAT))
    (here / "a.md").write_text("".join(f"![](images/{number}.jpg)\n\n" for number in range(300)))
    listed: list[str] = []
    scan = os.scandir

    def counting(path: str | Path = ".") -> object:
        listed.append(os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", counting)
    found = check([here], root=here, select=["missing-image"]).findings
    assert len(found) == 300
    assert listed.count(str(here / "images")) <= 2  # for the notes, and for the images
