"""Whatever a collection holds: nothing is lost, nothing raises, and what can be checked is checked."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from runs import codes, paper, places, write

from notelint import check
from notelint.checks import CHECKS
from notelint.cli import main
from notelint.files import inputs
from notelint.reading import note
from notelint.run import workers


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_note_that_cannot_be_read_does_not_stop_the_others(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.md": "[x](gone.md)\n", "b.md": "[x](gone.md)\n"})
    really_read = inputs.read

    def refuse(path: Path, within: Path | None, limit: int) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied", str(path))
        return really_read(path, within=within, limit=limit)

    monkeypatch.setattr(inputs, "read", refuse)
    report = check()
    assert places(report) == ["b.md:1:5 broken-link"]
    assert [notice.message for notice in report.notices] == ["a.md could not be read: Permission denied"]
    assert main(["--output", "report"]) == 2


def test_a_mistake_of_notelint_s_own_in_one_note_does_not_stop_the_others(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {"a.md": "[x](gone.md)\n", "b.md": "[x](gone.md)\n"})
    really_read = note.read_note

    def fail(source: Any, settings: Any) -> Any:
        if source.path == "a.md":
            raise RecursionError("too deep")
        return really_read(source, settings)

    monkeypatch.setattr(note, "read_note", fail)
    report = check()
    assert places(report) == ["b.md:1:5 broken-link"]
    assert report.notices[0].message.startswith("a.md was not checked: RecursionError: too deep; this is a mistake in")
    assert main(["--output", "report"]) == 2
    monkeypatch.setenv("NOTELINT_DEBUG", "1")
    with pytest.raises(RecursionError):
        check()


def test_a_note_that_cannot_be_read_fails_only_a_run_that_was_to_check_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {"a.md": "", "b.md": ""})
    monkeypatch.setattr(workers.Reading, "source", _refusing("a.md"))
    assert [main([name, "--output", "report"]) for name in ("a.md", "b.md")] == [2, 0]
    assert codes(check(["b.md"])) == ["note-unreadable"]


def _refusing(name: str) -> Any:
    really_read = workers.Reading.source

    def source(self: workers.Reading, path: str) -> Any:
        if path == name:
            raise PermissionError(13, "Permission denied")
        return really_read(self, path)

    return source


def test_a_mistake_of_notelint_s_own_in_one_rule_does_not_stop_the_others(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Any:
        raise ZeroDivisionError("by zero")

    write(here, {"a.md": "## Empty\n\n[x](gone.md)\n\n## Nothing\n"})
    monkeypatch.setitem(CHECKS, "broken-link", CHECKS["broken-link"]._replace(run=fail))
    report = check()
    assert places(report) == ["a.md:5:4 empty-section"]
    assert report.notices[0].message.startswith(
        "broken-link did not end: ZeroDivisionError: by zero; this is a mistake"
    )
    assert main(["--output", "report"]) == 2
    monkeypatch.setenv("NOTELINT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        check()


def test_a_folder_named_like_a_note_and_a_dangling_link_are_no_notes(here: Path) -> None:
    write(here, {"x.md/a.md": "[x](gone.md)\n"})
    (here / "b.md").symlink_to("nowhere.md")
    report = check()
    assert places(report) == ["x.md/a.md:1:5 broken-link"]
    assert report.notices == []
    assert places(check(["x.md"])) == ["x.md/a.md:1:5 broken-link"]


LINK = "多模态大模型的论文笔记 [链接](gone.md)，这里是第二行的内容。\n"


TRADITIONAL = "多模態大模型的論文筆記 [鏈接](gone.md)，這裡是第二行的內容。\n"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xef\xbb\xbf" + LINK.encode(), "1:18"),
        (LINK.encode("utf-16"), "1:18"),
        (LINK.encode("utf-16-be"), "1:18"),
        (LINK.encode("gb18030"), "1:18"),
        (TRADITIONAL.encode("big5"), "1:18"),
        (f"one\r{LINK}".encode(), "2:18"),
        (f"one\r\n{LINK}".encode(), "2:18"),
        (f"one\n\r\r\n{LINK}".encode(), "4:18"),
        (b"a\0[x](gone.md)", "1:7"),
        (b"\xff\xfe\xfd[x](gone.md)", "1:8"),
        (b"---\ntitle: [a\n---\n[x](gone.md)", "4:5"),
    ],
)
def test_whatever_the_bytes_are_the_link_stands_at_its_place(here: Path, data: bytes, place: str) -> None:
    write(here, {"a.md": data})
    assert places(check(select=["broken-link"])) == [f"a.md:{place} broken-link"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"---",
        b"---\na: " + b"[" * 50_000 + b"\n---\n",
        b"---\na: " + b"{a: " * 5_000 + b"\n---\n",
        b"+++\na = " + b"[" * 50_000 + b"\n+++\n",
        b'{"a": ' + b"[" * 50_000 + b"\n}\n",
        b"> " * 20_000 + b"x",
        b"- " * 5_000 + b"x",
        b"[" * 50_000,
        b"![](" * 20_000,
        b"*a_ " * 50_000,
        b"<!-- " * 20_000,
        b"$`" * 20_000,
        b"\n> [!NOTE]" * 20_000,
        b"> [!NOTE]\n\n>",
        b"|a|b|\n|-|-|\n" + b"|[x](" * 20_000,
    ],
    ids=lambda data: data[:10].decode(),
)
def test_no_note_breaks_the_run(here: Path, data: bytes) -> None:
    write(here, {"a.md": data, "b.md": "[x](gone.md)\n"})
    report = check()
    assert "b.md:1:5 broken-link" in places(report)
    assert "note-failed" not in codes(report)


@pytest.mark.parametrize("text", ["title: [a", "a: 1\na: 2\nb: *c", "a: " + "[" * 50_000, "\ta: 1", "a: @b"])
def test_front_matter_that_cannot_be_read_is_a_finding(text: str) -> None:
    report = check(texts={"a.md": f"---\n{text}\n---\n\nwords\n"}, select=["front-matter"])
    assert any(found.rule == "invalid-front-matter" and found.line > 1 for found in report.findings)


def test_front_matter_that_grows_without_end_is_a_finding(here: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    write(here, {"a.md": "---\n" + "\n".join(lines) + "\n---\n\n[x](gone.md)\n"})
    report = check()
    assert "broken-link" in "".join(places(report))
    assert "note-failed" not in codes(report)


def test_a_line_of_ten_megabytes_is_said_not_to_be_read_inside(here: Path) -> None:
    write(here, {"a.md": "[x](gone.md) " * 800_000 + "\n\n[y](gone.md)\n"})
    report = check()
    assert places(report) == ["a.md:3:5 broken-link"]
    assert [notice.message for notice in report.notices] == [
        "1 block is longer than 256 KiB and was not read inside: a.md"
    ]


def test_an_encoding_that_is_not_utf_8_is_said_once_a_run(here: Path) -> None:
    write(here, {f"{n}.md": LINK.encode("gb18030") for n in range(5)})
    (notice,) = check(ignore=["invalid-encoding"]).notices
    assert notice.message.startswith("5 notes are not UTF-8: 0.md (gb18030), 1.md (gb18030), 2.md (gb18030); ")


def test_an_encoding_that_a_finding_tells_is_no_notice_too(here: Path) -> None:
    write(here, {"a.md": LINK.encode("gb18030")})
    report = check(select=["invalid-encoding"])
    assert [finding.message for finding in report.findings] == ["the note is gb18030, not UTF-8"]
    assert report.notices == []


@pytest.mark.parametrize("today", [date(1970, 1, 1), date(9999, 12, 31)])
def test_any_day_will_do(today: date) -> None:
    check(texts={"a.md": paper()}, today=today)


def test_a_text_outside_the_root_is_checked_all_the_same(here: Path) -> None:
    write(here, {"in/a.md": ""})
    assert places(check(root="in", texts={"out.md": "## Empty\n"})) == ["out.md:1:4 empty-section"]


@pytest.mark.skipif(os.name != "posix", reason="names of files are text elsewhere")
def test_a_name_that_is_no_text_is_a_name(here: Path) -> None:
    name = os.fsencode(here) + b"/\xff\xfe.md"
    Path(os.fsdecode(name)).write_text("[x](gone.md)\n")
    assert len(check().findings) == 1
