"""`--fix` and `--diff` from the command line, on collections on the disk."""

import os
import stat
from pathlib import Path

import pytest
from runs import notelint

WRONG = "# A\n\nSee [ViT](papers/Vit.md) and ![](images/Fig.PNG).\n"
RIGHT = "# A\n\nSee [ViT](papers/vit.md) and ![](images/fig.png).\n"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection in which two names are written in another case than their files'."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "vit.md").write_text("# ViT\n\ntext\n")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "fig.png").write_bytes(PNG)
    (tmp_path / "a.md").write_text(WRONG)
    return tmp_path


def test_what_can_be_mended_is_mended_and_said(here: Path) -> None:
    ran = notelint("--fix", "--format", "json")
    assert (here / "a.md").read_text() == RIGHT
    assert ran.code == 0
    assert ran.report["findings"] == []
    assert ran.report["summary"]["fixed"] == 2
    assert "2 problems fixed: broken-link 1, image-case 1" in ran.err


def test_a_second_run_finds_nothing_to_do(here: Path) -> None:
    notelint("--fix")
    before = (here / "a.md").stat()
    assert notelint("--fix").code == 0
    assert (here / "a.md").stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_added_where_something_else_is_taken_away_waits_for_it(here: Path) -> None:
    (here / "a.md").write_text("# A\n\ntext\n\n## ")
    ran = notelint("--fix", "--select", "trailing-whitespace", "--select", "final-newline")
    assert (here / "a.md").read_text() == "# A\n\ntext\n\n##\n"
    assert "refused" not in ran.err


def test_without_fix_nothing_is_written(here: Path) -> None:
    assert notelint().code == 1
    assert (here / "a.md").read_text() == WRONG


def test_diff_shows_what_would_change_and_writes_nothing(here: Path) -> None:
    ran = notelint("--diff")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "diff --git a/a.md b/a.md",
        "--- a/a.md",
        "+++ b/a.md",
        "@@ -1,3 +1,3 @@",
        " # A",
        " ",
        "-See [ViT](papers/Vit.md) and ![](images/Fig.PNG).",
        "+See [ViT](papers/vit.md) and ![](images/fig.png).",
    ]
    assert (here / "a.md").read_text() == WRONG
    notelint("--fix")
    assert (notelint("--diff").code, notelint("--diff").out) == (0, "")


def test_only_what_is_selected_is_mended(here: Path) -> None:
    notelint("--fix", "--select", "image-case")
    assert (here / "a.md").read_text() == WRONG.replace("Fig.PNG", "fig.png")
    (here / "b.md").write_text(WRONG)
    notelint("--fix", "b.md")
    assert (here / "a.md").read_text() == WRONG.replace("Fig.PNG", "fig.png")
    assert (here / "b.md").read_text() == RIGHT


@pytest.mark.parametrize(
    ("encoding", "mark", "newline"),
    [
        ("utf-8", b"", "\r\n"),
        ("utf-8", b"\xef\xbb\xbf", "\n"),
        ("utf-8", b"", "\r"),
        ("utf-16-le", b"\xff\xfe", "\r\n"),
        ("gb18030", b"", "\n"),
        ("big5", b"", "\r\n"),
    ],
)
def test_encoding_mark_and_line_ends_stay(here: Path, encoding: str, mark: bytes, newline: str) -> None:
    def written(text: str) -> bytes:
        text = "\u7b46\u8a18\uff1a\u9019\u662f\u4e00\u7bc7\u6587\u7ae0\u3002\n\n" + text  # Chinese that Big5 has too
        return mark + text.replace("\n", newline).encode(encoding)

    (here / "a.md").write_bytes(written(WRONG))
    notelint("--fix")
    assert (here / "a.md").read_bytes() == written(RIGHT)


def test_mixed_line_ends_and_a_missing_last_one_stay(here: Path) -> None:
    (here / "a.md").write_bytes(b"a\r\nb\rc\n[x](papers/Vit.md)\r\n\r\n[y](papers/Vit.md)")
    notelint("--fix")
    assert (here / "a.md").read_bytes() == b"a\r\nb\rc\n[x](papers/vit.md)\r\n\r\n[y](papers/vit.md)"


def test_mixed_line_ends_become_what_most_are_once_that_is_asked_for(here: Path) -> None:
    (here / "a.md").write_bytes(b"---\r\ntitle: a\n---\r\n\r\n```\nb\r\n```\r\n| c |\n|---|\r\n\r\n<b>\n</b>\r\n\r\nd")
    (here / "notelint.yaml").write_text("rules: {mixed-line-endings: {enabled: true}}")
    notelint("--fix")
    assert (here / "a.md").read_bytes() == (
        b"---\r\ntitle: a\r\n---\r\n\r\n```\r\nb\r\n```\r\n| c |\r\n|---|\r\n\r\n<b>\r\n</b>\r\n\r\nd"
    )


def test_what_is_shown_as_code_is_left_alone(here: Path) -> None:
    text = "`[x](papers/Vit.md)`\n\n```\n[x](papers/Vit.md)\n```\n\n<!-- [x](papers/Vit.md) -->\n"
    (here / "a.md").write_text(text)
    assert notelint("--fix").code == 0
    assert (here / "a.md").read_text() == text


def test_what_a_program_writes_is_left_alone(here: Path) -> None:
    text = "<!-- This file is generated. Do not edit. -->\n\n" + WRONG
    (here / "a.md").write_text(text)
    assert [finding["fix"] for finding in notelint("--format", "json").report["findings"]] == [None, None]
    assert notelint("--fix").code == 1
    assert (here / "a.md").read_text() == text


def test_a_note_that_may_not_be_written_is_named_and_the_others_are_mended(here: Path) -> None:
    (here / "b.md").write_text(WRONG)
    (here / "a.md").chmod(0o444)
    ran = notelint("--fix")
    assert ran.code == 1
    assert "a.md was not written: it may not be written" in ran.err
    assert ((here / "a.md").read_text(), (here / "b.md").read_text()) == (WRONG, RIGHT)


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_the_mode_stays_and_nothing_else_is_left_behind(here: Path) -> None:
    (here / "a.md").chmod(0o640)
    before = sorted(here.iterdir())
    notelint("--fix")
    assert stat.S_IMODE((here / "a.md").stat().st_mode) == 0o640
    assert sorted(here.iterdir()) == before


def test_a_full_disk_leaves_the_note_as_it_was(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = sorted(here.iterdir())
    ran = notelint("--fix")
    assert ran.code == 2
    assert "No space left on device" in ran.err
    assert (here / "a.md").read_text() == WRONG
    assert sorted(here.iterdir()) == before


def test_a_file_that_moved_is_found_where_it_is(here: Path) -> None:
    (here / "a.md").write_text('[slides](old/my%20talk.pdf#page=3 "t")\n')
    (here / "new").mkdir()
    (here / "new" / "my talk.pdf").write_bytes(b"%PDF-")
    notelint("--fix")
    assert (here / "a.md").read_text() == '[slides](new/my%20talk.pdf#page=3 "t")\n'


def test_of_two_files_of_that_name_none_is_taken(here: Path) -> None:
    (here / "a.md").write_text("[slides](old/talk.pdf)\n")
    for folder in ("new", "newer"):
        (here / folder).mkdir()
        (here / folder / "talk.pdf").write_bytes(b"%PDF-")
    assert notelint("--fix").code == 1
    assert (here / "a.md").read_text() == "[slides](old/talk.pdf)\n"


def test_what_is_not_sure_waits_to_be_asked_for(here: Path) -> None:
    (here / "a.md").write_text("[x](example.com/a)\n")
    notelint("--fix")
    assert (here / "a.md").read_text() == "[x](example.com/a)\n"
    notelint("--unsafe-fixes")
    assert (here / "a.md").read_text() == "[x](https://example.com/a)\n"


def test_a_text_on_standard_input_cannot_be_fixed(here: Path) -> None:
    ran = notelint("--fix", "--stdin-filename", "a.md", stdin=b"x")
    assert ran.code == 2
    assert "standard input" in ran.err
