"""`--output FILE`: what the user has named is written wherever it is; what a stranger has put there is not followed."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from runs import CLEAN, alone, git, notelint, shell, write

from notelint.writing import named_file

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="links and pipes are those of POSIX")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout, in a folder that is none."""
    root = write(tmp_path / "notes", {"a.md": CLEAN, "sub/b.md": CLEAN.replace("2304.08485", "2304.08486")})
    git(root, "init")
    return alone(root, monkeypatch)


def reported(file: Path) -> bool:
    return json.loads(file.read_text())["version"] == 1


# What is no file


def test_a_report_goes_to_streams_that_are_named_as_files() -> None:
    done = shell("notelint --output json:/dev/stdout")
    assert json.loads(done.stdout)["version"] == 1
    done = shell("notelint --output json:/dev/stderr 2>&1 >/dev/null | head -1")
    assert done.stdout.startswith("{")
    done = shell("notelint --output json:/dev/fd/3 3>&1 >/dev/null")
    assert json.loads(done.stdout)["version"] == 1
    assert shell("notelint --output json:/dev/null").returncode == 0


def test_a_stream_that_is_not_open_is_told() -> None:
    ran = notelint("--output", "json:/dev/fd/97")
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"notelint: /dev/fd/97: {os.strerror(errno.EBADF)}")


def test_what_a_log_holds_already_stays(here: Path) -> None:
    write(here.parent, {"log": "before\n"})
    shell("notelint --output json:/dev/stdout >> ../log")
    assert (here.parent / "log").read_text().startswith("before\n{")


def test_a_report_goes_to_another_program() -> None:
    command = f"{sys.executable} -m notelint --output json:>(cat >&2)"
    try:
        done = subprocess.run(["bash", "-c", f"{command} | cat"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no shell here has such a substitution")
    assert '"version": 1' in done.stderr


@pytest.mark.parametrize("folder", [".", ".."])
def test_a_report_goes_into_a_pipe(folder: str, here: Path) -> None:
    pipe = here / folder / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    assert notelint("--output", f"json:{folder}/pipe").code == 0
    reader.join()
    assert json.loads(read[0])["version"] == 1


def test_a_pipe_in_the_checkout_from_which_nobody_reads_does_not_hold_up_the_run(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(here / "report.json")
    monkeypatch.setattr(named_file, "PATIENCE", 0.1)
    ran = notelint("--output", "json:report.json")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "notelint: report.json: nobody reads from this pipe")


def test_a_full_device_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    ran = notelint("--output", "json:/dev/full")
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"notelint: /dev/full: {os.strerror(errno.ENOSPC)}")


# Files


@pytest.mark.parametrize("name", ["report.json", "sub/report.json", "../report.json", "sub/../report.json"])
def test_a_file_may_be_anywhere(name: str, here: Path) -> None:
    write(here, {name: "old"})
    (here / name).chmod(0o600)
    for file in (name, str(here / name)):
        assert notelint("--output", f"json:{file}").code == 0
        assert reported(here / name)
    assert stat.S_IMODE((here / name).stat().st_mode) == 0o600


def test_the_user_s_own_links_are_followed(here: Path) -> None:
    outside = here.parent
    write(outside, {"reports/old.json": ""})
    (outside / "to-reports").symlink_to("reports")
    (outside / "report.json").symlink_to("reports/old.json")
    (outside / "to-notes").symlink_to("notes")
    for name, written in (
        ("../to-reports/new.json", outside / "reports/new.json"),
        ("../report.json", outside / "reports/old.json"),
        ("../to-notes/x.json", here / "x.json"),
    ):
        assert notelint("--output", f"json:{name}").code == 0
        assert reported(written)
    assert (outside / "report.json").is_symlink()


def test_a_link_within_the_checkout_is_followed_to_a_file_of_that_name(here: Path) -> None:
    write(here, {"build/report.json": ""})
    (here / "report.json").symlink_to("build/report.json")
    (here / "out").symlink_to("build")
    assert notelint("--output", "json:report.json", "--output", "json:out/x.json").code == 0
    assert reported(here / "build/report.json")
    assert reported(here / "build/x.json")


@pytest.mark.parametrize(
    ("link", "target", "typed"),
    [
        ("report.json", "../.bashrc", "report.json"),
        ("report.json", "../report.json", "report.json"),
        ("report.json", "{outside}/.bashrc", "report.json"),
        ("report.json", "../.bashrc", "../notes/report.json"),
        ("report.json", "../.bashrc", "{outside}/notes/report.json"),
        ("report.json", "../.bashrc", "../to-notes/report.json"),
        ("report.json", "../.bashrc", "sub/../report.json"),
        ("out", "..", "out/.bashrc"),
        ("out", "../elsewhere", "out/report.json"),
        ("out", "../elsewhere", "out/../report.json"),
        ("report.txt", ".venv/x.pth", "report.txt"),
        ("report.txt", ".git/config", "report.txt"),
        ("pre-commit", ".git/hooks/pre-commit", "pre-commit"),
        ("out", ".git", "out/config"),
        ("out", "sub/../.git/hooks", "out/pre-commit"),
    ],
)
def test_a_link_in_the_checkout_is_not_followed_out_of_it_or_to_another_file(
    link: str, target: str, typed: str, here: Path
) -> None:
    outside = here.parent
    write(outside, {"elsewhere/x": "", "notes/.venv/x": ""})
    (outside / "to-notes").symlink_to("notes")
    (here / link).symlink_to(target.format(outside=outside))
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    ran = notelint("--output", f"json:{typed.format(outside=outside)}")
    assert ran.code == 2
    assert f"{link}: a link leads" in ran.err
    assert "nothing is written there" in ran.err
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before


def test_a_file_in_a_folder_that_takes_no_new_ones_is_written_where_it_is(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {"report.json": "old" * 10_000})
    inode = (here / "report.json").stat().st_ino

    def refused(*arguments: object, **more: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "mkdir", refused)
    assert notelint("--output", "json:report.json").code == 0
    assert reported(here / "report.json")
    assert (here / "report.json").stat().st_ino == inode


def test_a_report_does_not_take_a_note_s_place_through_a_link(here: Path) -> None:
    (here / "report").mkdir()
    (here / "report" / "a.md").symlink_to("../a.md")
    ran = notelint("--output", "markdown:report/a.md")
    assert (ran.code, ran.err) == (2, "notelint: report/a.md is a note: the report would take its place\n")


def test_git_s_own_folder_is_a_place_for_who_names_it(here: Path) -> None:
    assert notelint("--output", "json:.git/report.json").code == 0
    assert reported(here / ".git/report.json")


@pytest.mark.parametrize("other", ["{here}/report", "sub/../report", "link/report", "../to-notes/report"])
def test_two_reports_cannot_share_a_file_however_it_is_spelled(other: str, here: Path) -> None:
    (here / "link").symlink_to(".")
    (here.parent / "to-notes").symlink_to("notes")
    other = other.format(here=here)
    ran = notelint("--output", "json:report", "--output", f"sarif:{other}")
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"notelint: {other}: two reports cannot share a file")
    assert not (here / "report").exists()


def test_the_summary_of_a_step_may_be_a_stream_and_is_named_where_it_cannot_be_written(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = shell("GITHUB_STEP_SUMMARY=/dev/stdout notelint --format github | cat")
    assert (done.stderr, "**notelint**" in done.stdout) == ("", True)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "sub")
    ran = notelint("--format", "github")
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"notelint: sub: {os.strerror(errno.EISDIR)}")
