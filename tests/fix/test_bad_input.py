"""`--fix` on what is no good note, and on rules that are no good: exit codes, clear words, nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from runs import alone, notelint, write

WRONG, RIGHT = "[x](papers/Vit.md)\n", "[x](papers/vit.md)\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return write(alone(tmp_path, monkeypatch), {"papers/vit.md": "# ViT\n\ntext\n", "good.md": WRONG})


# What stands in a note, and what becomes of it.
NOTES = {
    "nothing": (b"", b""),
    "a mark of byte order": (b"\xef\xbb\xbf", b"\xef\xbb\xbf"),
    "NULs": (b"a\0b\0\n" + WRONG.encode(), b"a\0b\0\n" + RIGHT.encode()),
    "bytes that are no text": (
        "中文的笔记，".encode() + b"\xff\xfe\n" + WRONG.encode(),
        "中文的笔记，".encode() + b"\xff\xfe\n" + RIGHT.encode(),
    ),
    "half a character": ("中文的笔记".encode()[:-1], "中文的笔记".encode()[:-1]),
    "a program": (b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 4),
    "an encoding that nobody knows": (b"\x81\x8d\x8f " + WRONG.encode(), b"\x81\x8d\x8f " + WRONG.encode()),
    "half of UTF-16": (b"\xff\xfea", b"\xff\xfea"),
    "a line of a megabyte": (b"a " * 500_000 + WRONG.encode(), b"a " * 500_000 + WRONG.encode()),
    "many lines in a block of HTML": (b"<div>\n" * 3000 + WRONG.encode(), b"<div>\n" * 3000 + WRONG.encode()),
    "a conflict": (
        b"<<<<<<< a\n" + WRONG.encode() + b"=======\nb\n>>>>>>> c\n",
        b"<<<<<<< a\n" + RIGHT.encode() + b"=======\nb\n>>>>>>> c\n",
    ),
    "front matter without an end": (b"---\na: b\n\n" + WRONG.encode(), b"---\na: b\n\n" + RIGHT.encode()),
    "front matter that is none": (b"---\n: : [\n---\n" + WRONG.encode(), b"---\n: : [\n---\n" + RIGHT.encode()),
    "HTML that no browser would read": (
        b"<div>\n<![foo bar]>\n</div>\n\n" + WRONG.encode(),
        b"<div>\n<![foo bar]>\n</div>\n\n" + RIGHT.encode(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes"])
@pytest.mark.parametrize("name", NOTES)
def test_a_bad_note_loses_nothing_and_keeps_no_other_from_being_mended(name: str, option: str, here: Path) -> None:
    before, after = NOTES[name]
    (here / "bad.md").write_bytes(before)
    ran = notelint(option, "--select", "broken-link,image-case,lossy-value", "--jobs", "1")
    assert ran.code in (0, 1)
    assert "refused" not in ran.err
    assert (here / "bad.md").read_bytes() == after
    assert (here / "good.md").read_text() == RIGHT


def test_a_path_that_is_not_there_ends_the_run_before_anything_is_written(here: Path) -> None:
    ran = notelint("--fix", "good.md", "god.md")
    assert ran.code == 2
    assert "god.md: no such file or folder; did you mean good.md?" in ran.err
    assert (here / "good.md").read_text() == WRONG


def test_a_folder_with_the_name_of_a_note_is_a_folder(here: Path) -> None:
    write(here, {"folder.md/a.md": "[x](../papers/Vit.md)\n"})
    assert notelint("--fix").code == 0
    assert (here / "folder.md" / "a.md").read_text() == "[x](../papers/vit.md)\n"


@pytest.mark.skipif(os.name != "posix", reason="links are those of POSIX")
def test_links_in_a_loop_and_links_to_nothing_are_passed_by(here: Path) -> None:
    (here / "loop.md").symlink_to("loop.md")
    (here / "gone.md").symlink_to("nowhere.md")
    (here / "round").symlink_to(here)
    assert notelint("--fix").code in (0, 1, 2)
    assert (here / "good.md").read_text() == RIGHT
    assert (here / "loop.md").is_symlink()
    assert (here / "round").is_symlink()


@pytest.mark.skipif(os.name != "posix", reason="links are those of POSIX")
def test_a_note_that_lies_elsewhere_is_named_and_left_alone(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.md"
    outside.write_text(WRONG)
    (here / "linked.md").symlink_to(outside)
    ran = notelint("--fix")
    assert outside.read_text() == WRONG
    assert (here / "good.md").read_text() == RIGHT
    assert ran.code in (0, 1)


def test_a_name_that_is_no_text_is_a_name(here: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    try:
        (here / name).write_text(WRONG)
    except (OSError, UnicodeError):
        pytest.skip("no such name here")
    ran = notelint("--fix")
    assert ran.code in (0, 1)
    assert (here / name).read_text() == RIGHT
    assert (here / "good.md").read_text() == RIGHT


def test_a_fix_that_does_damage_is_refused_and_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"good.md": f"A {WRONG}", "images/fig.png": b"\x89PNG\r\n\x1a\n", "other.md": "![](images/Fig.png)\n"})
    real = "notelint.checks.targets.respelled"
    monkeypatch.setattr(real, lambda target, actual: "a) [b](c" if "Vit" in target else actual)
    ran = notelint("--fix")
    assert ran.code == 1
    assert "fix refused: broken-link at good.md:1" in ran.err
    assert (here / "good.md").read_text() == f"A {WRONG}"
    assert (here / "other.md").read_text() == "![](images/fig.png)\n"


def test_a_fix_that_mends_nothing_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notelint.checks.targets.respelled", lambda target, actual: "papers/VIT.md")
    ran = notelint("--fix")
    assert "fix refused: broken-link at good.md:1" in ran.err
    assert (here / "good.md").read_text() == WRONG
