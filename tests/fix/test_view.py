"""What `--diff` prints on a terminal is to be looked at: nothing of it acts, whatever notes hold."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from runs import alone, notelint, write

from notelint.fix.view import view
from notelint.report.safe import COMMAND, HIDDEN
from notelint.text.source import read

WRONG = "See [ViT](papers/Vit.md).\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return write(alone(tmp_path, monkeypatch), {"papers/vit.md": "# ViT\n\ntext\n", "a.md": WRONG})


def seen(old: bytes, new: bytes) -> list[str]:
    return view("a.md", read("a.md", old), read("a.md", new)).splitlines()[2:]


def test_a_terminal_shows_colours_and_a_pipe_the_patch(here: Path) -> None:
    ran = notelint("--diff", terminal=True)
    assert ran.out.splitlines() == [
        "\x1b[1m--- a/a.md\x1b[0m",
        "\x1b[1m+++ b/a.md\x1b[0m",
        "\x1b[36m@@ -1 +1 @@\x1b[0m",
        "\x1b[31m-See [ViT](papers/Vit.md).\x1b[0m",
        "\x1b[32m+See [ViT](papers/vit.md).\x1b[0m",
    ]
    assert (ran.code, ran.err) == (1, "")
    assert notelint("--diff").out.startswith("diff --git a/a.md b/a.md\n")


def test_colours_are_left_out_where_nobody_wants_them(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in notelint("--diff", terminal=True).out


def test_either_can_be_asked_for_wherever_it_goes(here: Path) -> None:
    patch, shown = notelint("--diff").out, notelint("--diff-as", "view").out
    assert shown.startswith("--- a/a.md\n")
    assert "\x1b" not in shown
    assert notelint("--diff", "--diff-as", "patch", terminal=True).out == patch
    assert (here / "a.md").read_text() == WRONG


def test_where_nothing_would_change_there_is_nothing_to_see(here: Path) -> None:
    write(here, {"a.md": WRONG.lower()})
    for arguments in ([], ["--diff-as", "view"], ["--diff-as", "patch"]):
        ran = notelint("--diff", *arguments, terminal=True)
        assert (ran.code, ran.out) == (0, "")


HOSTILE = (
    "\x1b[2J\x9b31m \x1b]0;t\x07 \u202e \u2066 \u200b a\x0cb \u2028::set-output name=a::b ##[error]x ##vso[task.x]y"
)


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("text", [HOSTILE, f"{HOSTILE}\n::error::x\n\t ::add-mask::y", "a\0b\r::error::x\rc"])
def test_nothing_of_a_note_acts(here: Path, text: str, terminal: bool) -> None:
    write(here, {"a.md": f"{text}\n{WRONG}{text}\n"})
    out = re.sub("\x1b\\[[0-9;]*m", "", notelint("--diff", "--diff-as", "view", terminal=terminal).out)
    assert "+See [ViT](papers/vit.md)." in out
    assert HIDDEN.sub("", out.replace("\n", "")) == out.replace("\n", "")
    assert COMMAND.search(out) is None


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
@pytest.mark.parametrize(
    "name", [b"\x1b[2J.md", b"\xff.md", "\u202e.md".encode(), b"new\n::error::line.md", b"##[x].md"]
)
def test_no_name_acts(here: Path, name: bytes) -> None:
    (here / os.fsdecode(name)).write_text(WRONG)
    out = notelint("--diff-as", "view").out
    assert HIDDEN.sub("", out.replace("\n", "")) == out.replace("\n", "")
    assert COMMAND.search(out) is None
    assert out.count("--- a/") == 2


def test_line_ends_are_seen_where_they_change() -> None:
    assert seen(b"a\r\nb\r\n", b"a\r\nc\r\n") == ["@@ -1,2 +1,2 @@", " a", "-b", "+c"]
    assert seen(b"a\r\nb\nc\rd", b"a\r\nb\r\nc\r\nd") == [
        "@@ -1,4 +1,4 @@",
        " a␍␊",
        "-b",
        "-c␍",
        "+b␍␊",
        "+c␍␊",
        " d",
        "\\ No newline at end of file",
    ]


def test_a_note_in_utf_16_is_shown_as_text() -> None:
    assert seen("中\n文\n".encode("utf-16"), "中\n字\n".encode("utf-16")) == ["@@ -1,2 +1,2 @@", " 中", "-文", "+字"]
