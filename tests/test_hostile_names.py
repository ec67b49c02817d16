"""Notes and folders with names that nobody would choose: the same outcome by one process and by two."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from runs import Ran, alone, commit, git, notelint, write

from notelint.commands.outputs import FORMAT_NAMES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these are no names elsewhere")

NAMES = [
    os.fsdecode(b"\xff\xfe.md"),  # no text in any encoding
    os.fsdecode("笔记".encode("gb18030") + b".md"),
    "a\nb.md",
    "a\tb.md",
    "\r.md",
    "\x1b[31mred\x1b]0;title\x07.md",
    "a\u202egnp\u202c.md",
    "a\u200b\ufeff.md",
    "笔" * 84 + ".md",  # 255 bytes
    "-x.md",
    "--fix.md",
    "dot./a.md",
    "space /a.md",
    " .md",
    "CON.md",
    "caf\u00e9.md",
    "cafe\u0301/a.md",
    "😀.md",
    "'.md",
    '".md',
    "::error::x.md",
    "%0A::x,y:z.md",
    "$(x)`y`;&|.md",
    "[x](y).md",
    "*?[a].md",
    "\\.md",
    os.fsdecode(b"\x80/\x81.md"),
]

WRONG = "# A\n\nSee ![](/images/Fig.PNG) and [x](gone.md).\n"
RIGHT = WRONG.replace("Fig.PNG", "fig.png")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which each note has an image in another case, and a link that leads nowhere."""
    folder = tmp_path / "notes"
    monkeypatch.chdir(grown(folder))
    return folder


def grown(folder: Path) -> Path:
    for name in NAMES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.write_text(WRONG)
        except OSError:
            pytest.skip(f"this file system does not take {name!r}")
    (folder / "images").mkdir()
    (folder / "images" / "fig.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def by_processes(*arguments: str) -> tuple[Ran, Ran]:
    """A run with one process and one with two, less the times that they took."""
    first, second = (notelint("--jobs", jobs, *arguments) for jobs in "12")
    return first._replace(out=_timeless(first.out)), second._replace(out=_timeless(second.out))


def _timeless(text: str) -> str:
    return re.sub(r'\d+\.\d s|"duration_ms": \d+|time="[\d.]+"', "", text)


def test_each_name_is_a_note_and_all_formats_say_the_same_of_it(here: Path) -> None:
    for jobs in "12":
        outputs = [f"--output={name}:../{jobs}-{name}" for name in FORMAT_NAMES]
        ran = notelint("--jobs", jobs, "--format", "json", *outputs, "--all")
        assert ran.code == 1
        assert len({finding["path"] for finding in ran.report["findings"]}) == len(NAMES)
        assert {notice["code"] for notice in ran.report["notices"]} == set()
    for name in FORMAT_NAMES:
        one, two = (_timeless((here.parent / f"{jobs}-{name}").read_text("utf-8")) for jobs in "12")
        assert one == two


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_note_can_be_asked_for_by_its_name(here: Path, name: str, jobs: str) -> None:
    ran = notelint("check", "--jobs", jobs, "--format", "json", "--force-exclude", "--", name)
    assert sorted(finding["rule"] for finding in ran.report["findings"]) == ["broken-link", "image-case"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_notes_of_any_name_are_mended(here: Path, jobs: str) -> None:
    ran = notelint("--jobs", jobs, "--fix", "--format", "json")
    assert ran.code == 1
    assert {(here / name).read_text() for name in NAMES} == {RIGHT}
    assert ran.report["summary"]["fixed"] == len(NAMES)


def test_what_would_be_mended_is_the_same(here: Path) -> None:
    one, two = by_processes("--diff")
    assert one == two
    assert one.out.count("+See") == len(NAMES)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_changed_is_known_by_any_name(here: Path, jobs: str) -> None:
    commit(here)
    for name in NAMES:
        (here / name).write_text(WRONG + "\n[y](new.md)\n")
    ran = notelint("--jobs", jobs, "--since", "HEAD", "--format", "json")
    assert sorted(finding["line"] for finding in ran.report["findings"]) == [5] * len(NAMES)
    git(here, "add", "--all")
    assert len(notelint("--jobs", jobs, "--since", "HEAD", "--format", "json").report["findings"]) == len(NAMES)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_known_is_known_by_any_name(here: Path, jobs: str) -> None:
    assert notelint("baseline", "--jobs", jobs).code == 0
    ran = notelint("--jobs", jobs, "--format", "json")
    assert (ran.code, ran.report["findings"]) == (0, [])
    for name in NAMES:
        shutil.copy(here / name, here / "images")
    assert notelint("baseline", "--jobs", jobs, "--prune").code == 0


def test_a_configuration_is_drafted_whatever_the_names_are(here: Path) -> None:
    for folder in ("\u2028\x85\x7f", "\U000e0001", "\n  - files: ['**']\n", os.fsdecode(b"\xff")):
        (here / folder).mkdir()
        for n in range(6):
            (here / folder / f"{n}.md").write_text(f"---\n'title\u2028{n % 2}': x\n---\n")
    (here / "\nexclude: ['**']\n.md").write_text("[[x]] ![[y.png]] [[z]]\n" * 9)
    assert notelint("init").code == 0
    assert notelint("init", "--check").code in (0, 1)
    assert "- exclude" not in (here / "notelint.yaml").read_text()
    assert "exclude: []  (default)" in notelint("config", NAMES[0]).out


def test_an_escape_that_is_no_utf_8_leads_to_the_file_of_these_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = "[x](b%FF.md) [y](d%FE/c.md) [low](B%FF.md) [lost](gone%FF.md)\n"
    names = (b"b\xff.md", b"d\xfe/c.md")
    alone(write(tmp_path, {"a.md": links, **{os.fsdecode(name): "# Words\n\ntext\n" for name in names}}), monkeypatch)
    found = notelint("--select", "broken-link", "--format", "json").report["findings"]
    assert [links[each["column"] - 1 :][:8] for each in found] == ["B%FF.md)", "gone%FF."]
    notelint("--fix", "--unsafe-fixes", "--yes", "--select", "broken-link")
    assert "[low](b%FF.md)" in (tmp_path / "a.md").read_text()
