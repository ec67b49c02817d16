"""What is there and was not read is told first, and a run that has read nothing is no success."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from runs import Ran, alone, commit, git, notelint, write

from notelint import check
from notelint.commands.outputs import FORMAT_NAMES

NOTES = {"content/a.md": "[x](gone.md)\n", "content/sub/b.md": "words\n"}
ENVIRONMENT = "home = /usr/bin\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(write(tmp_path, NOTES), monkeypatch)


def said(ran: Ran) -> list[str]:
    """The notices of a report in JSON."""
    return [notice["message"] for notice in ran.report["notices"]]


def close(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From now on a folder cannot be listed. Who runs the tests may be root, for whom there is no such folder."""
    scan, may = os.scandir, os.access

    def failing(path: str | Path = ".") -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", failing)
    monkeypatch.setattr(os, "access", lambda path, mode, **_: Path(path) != folder and may(path, mode))


# Nothing was read


@pytest.mark.parametrize("arguments", [[], ["content"], ["."]])
@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"notelint.yaml": 'notes: ["x/"]'}, "2 notes match no pattern of `notes` (notelint.yaml:1)"),
        (
            {"notelint.yaml": 'fail-on-unread: false\nexclude:\n  - y/\n  - "**"'},
            "2 notes are left out by `exclude` (notelint.yaml:4: **)",
        ),
        (
            {"notelint.yaml": "exclude: [sub/]\nnotes: [x]"},
            "1 note is left out by `exclude` (notelint.yaml:1: sub/); 1 note matches no pattern of `notes` "
            "(notelint.yaml:2)",
        ),
        (
            {"notelint.yaml": "", "content/pyvenv.cfg": ENVIRONMENT},
            "2 notes in content were not read: content/pyvenv.cfg makes it an environment of Python, which holds no "
            "notes",
        ),
    ],
)
def test_a_run_that_reads_none_of_the_notes_fails_and_says_what_left_them_out(
    here: Path, arguments: list[str], files: dict[str, str], reason: str
) -> None:
    write(here, files)
    ran = notelint(*arguments, "--format", "json")
    assert (ran.code, said(ran)) == (2, [f"nothing was checked: {reason}"])


def test_a_folder_that_was_named_and_is_ignored_or_hidden_is_no_success(here: Path) -> None:
    commit(here, {".gitignore": "content/\n", "top.md": "words\n", ".hidden/a.md": "words\n"})
    for folder, count in (("content", "2 notes"), (".hidden", "1 note")):
        ran = notelint(folder, "--format", "json")
        assert ran.code == 2
        assert said(ran)[0].startswith(f"nothing was checked: {count} in {folder} ")
    assert notelint().code == 0
    write(here, {"notelint.yaml": "", ".gitignore": "", "content/.gitignore": "*\n"})
    assert notelint("content").code == 2


def test_a_folder_that_cannot_be_listed_is_no_success(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close(monkeypatch, here / "content")
    ran = notelint("content", "--format", "json")
    assert ran.code == 2
    assert "1 folder cannot be looked into, and nothing is said of what may be there: " in said(ran)[0]
    assert said(ran)[0].endswith("(Permission denied)")


def test_a_folder_in_which_only_such_a_one_lies_is_no_success(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"outer/inner/a.md": "words\n", "empty/x.txt": ""})
    commit(here)
    close(monkeypatch, here / "outer" / "inner")
    assert notelint("outer").code == 2
    assert notelint("empty").code == 0
    assert "outer/inner (Permission denied)" in notelint("empty").err


def test_it_is_the_first_line_of_each_report_that_has_one(here: Path) -> None:
    write(here, {"notelint.yaml": "exclude: ['*']"})
    for name in FORMAT_NAMES:
        ran = notelint("--format", name)
        assert ran.code == 2
        first = (ran.out if name in ("terminal", "github", "markdown") else ran.err).splitlines()[0]
        assert "nothing was checked" in first
    assert notelint("--lang", "zh").err.startswith("notelint: 什么都没有检查：2 篇笔记被 `exclude` 排除（")
    assert '<error type="nothing-checked"' in notelint("--format", "junit").out
    sarif = json.loads(notelint("--format", "sarif").out)["runs"][0]["invocations"][0]
    assert sarif["executionSuccessful"] is False
    assert "nothing was checked" in sarif["toolExecutionNotifications"][0]["message"]["text"]


def test_no_baseline_is_written_of_nothing(here: Path) -> None:
    write(here, {"notelint.yaml": "exclude: ['*']"})
    ran = notelint("baseline")
    assert ran.code == 2
    assert "nothing is written: nothing was checked: 2 notes are left out" in ran.err
    assert not (here / "notelint-baseline.json").exists()


def test_a_checkout_that_left_all_notes_out_is_no_success(here: Path) -> None:
    commit(here, {"x.txt": ""})
    git(here, "sparse-checkout", "set", "--no-cone", "/x.txt")
    ran = notelint("--format", "json")
    assert ran.code == 2
    assert said(ran)[0] == "nothing was checked: 2 notes are in git and are left out by the sparse checkout"


def test_a_list_that_speaks_to_git_does_not_hide_all_notes_where_there_is_no_git(here: Path) -> None:
    """As where the folder was downloaded. With git, it hides nothing that git tracks."""
    write(here, {".gitignore": "*\n", "node_modules/x/a.md": "words\n"})
    ran = notelint("--format", "json")
    assert (ran.code, len(said(ran))) == (2, 1)
    assert said(ran)[0].startswith("nothing was checked: 2 notes are left out by a `.gitignore`")


def test_a_run_in_which_all_notes_are_links_to_elsewhere_is_no_success(here: Path, tmp_path_factory: Any) -> None:
    for path in NOTES:
        (here / path).unlink()
        (here / path).symlink_to(tmp_path_factory.mktemp("elsewhere") / "a.md")
    ran = notelint("--format", "json")
    assert ran.code == 2
    assert said(ran)[0].startswith("nothing was checked: 2 notes are links that lead out of what is read")


# There was nothing to read


def test_where_there_are_no_notes_any_more_there_is_nothing_to_fail(here: Path) -> None:
    write(here, {"notelint.yaml": "exclude: [drafts/]", "other.txt": ""})
    for path in NOTES:
        (here / path).unlink()
    for arguments in ([], ["content"], ["."]):
        assert notelint(*arguments).code == 0


def test_a_hook_may_pass_what_is_left_out(here: Path) -> None:
    write(here, {"notelint.yaml": "exclude: [content/a.md]"})
    assert notelint("--force-exclude", "content/a.md").code == 0
    write(here, {"notelint.yaml": "exclude: ['*']"})
    assert notelint("--force-exclude", "content/a.md", "content/sub/b.md").code == 0


def test_a_note_that_is_named_is_read_whatever_leaves_it_out(here: Path) -> None:
    write(here, {"notelint.yaml": "exclude: ['*']"})
    assert [finding.rule for finding in check(["content/a.md"]).findings] == ["broken-link"]


# Something was not read


@pytest.mark.parametrize("marker", ["", "# home = x\n", "version = 3.11\n", "x" * 100_000 + "\nhome = x"])
def test_a_file_that_only_has_the_name_of_a_marker_hides_nothing(here: Path, marker: str) -> None:
    write(here, {"content/pyvenv.cfg": marker})
    assert notelint("--format", "json").report["summary"]["notes"] == 2


def test_a_marker_at_the_root_hides_nothing(here: Path) -> None:
    write(here, {"pyvenv.cfg": ENVIRONMENT})
    assert notelint("--format", "json").report["summary"]["notes"] == 2


@pytest.mark.parametrize("in_git", [False, True])
def test_notes_in_an_environment_are_counted_and_what_is_installed_is_not(here: Path, in_git: bool) -> None:
    write(here, {"top.md": "words\n", "env/pyvenv.cfg": ENVIRONMENT, "env/lib/x/README.md": "", "env/Scripts/a.md": ""})
    if in_git:
        commit(here, {".gitignore": "env/\n"})
    ran = notelint("--format", "json")
    assert (ran.report["summary"]["notes"], said(ran)) == (3, [])
    write(here, {"content/pyvenv.cfg": ENVIRONMENT})
    ran = notelint("--format", "json")
    assert (ran.code, ran.report["summary"]["notes"]) == (0, 1)
    assert said(ran)[0].startswith("2 notes in content were not read: content/pyvenv.cfg makes it")


def test_nobody_keeps_an_environment_in_git(here: Path) -> None:
    commit(here, {"top.md": "words\n", "env/pyvenv.cfg": ENVIRONMENT, "env/src/a.md": ""})
    assert said(notelint("--format", "json"))[0].startswith("1 note in env was not read: ")


@pytest.mark.parametrize("in_git", [False, True])
def test_a_folder_that_cannot_be_listed_is_told_and_changes_no_exit_code(
    here: Path, monkeypatch: pytest.MonkeyPatch, in_git: bool
) -> None:
    write(here, {"content/closed/c.md": "words\n", "content/data/x.bin": ""})
    if in_git:
        commit(here, {".gitignore": "data/\n"})
    monkeypatch.setattr("notelint.git.runner.files", _without(here, "content/closed/")) if in_git else None
    close(monkeypatch, here / "content" / "closed")
    ran = notelint("--format", "json", "--fail-on", "error", "--ignore", "broken-link")
    assert ran.code == 0
    assert said(ran) == [
        "1 folder cannot be looked into, and nothing is said of what may be there: content/closed (Permission denied)"
    ]


def test_a_folder_that_git_ignores_need_not_be_looked_into(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(here, {".gitignore": "data/\n", "content/data/x.bin": ""})
    close(monkeypatch, here / "content" / "data")
    assert said(notelint("--format", "json")) == []


def _without(root: Path, folder: str) -> object:
    """What git lists where it cannot look into a folder."""
    from notelint.git import runner

    really = runner.files

    def files(root: Path, *options: str) -> list[str] | None:
        found = [path for path in really(root, *options) or [] if not path.startswith(folder)]
        return [*found, folder] if "--directory" in options else found

    return files


@pytest.mark.parametrize("text", ["![](images/x.png)", "![](/images/x.png)", "[x](images/x.pdf)", "![](IMAGES/x.png)"])
def test_what_lies_in_a_folder_that_cannot_be_listed_is_not_called_missing(
    here: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    write(here, {"content/a.md": text + "\n", "images/x.png": "", "content/images/x.png": ""})
    close(monkeypatch, here / "content" / "images")
    ran = notelint("--format", "json", "content/a.md")
    assert [finding["rule"] for finding in ran.report["findings"]] == []
    assert "content/images (Permission denied)" in said(ran)[0]


def test_what_a_vault_may_have_in_such_a_folder_is_not_called_missing(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {".obsidian/app.json": "{}", "content/a.md": "![[x.png]] [[y]]\n", "images/x.png": ""})
    close(monkeypatch, here / "images")
    assert notelint("--format", "json").report["findings"] == []


def test_an_image_that_may_not_be_looked_at_is_there(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"content/a.md": "![](x.png)\n", "content/y.png": ""})
    (here / "content" / "x.png").symlink_to("y.png")

    class Entry:
        name = "x.png"

        def is_symlink(self) -> bool:
            return False

        def is_dir(self) -> bool:
            raise PermissionError(13, "Permission denied")

    from notelint.site import listing

    assert listing._kind(Entry(), here) == "file"  # type: ignore[arg-type]


def test_who_wants_it_strict_fails_on_whatever_was_not_read(here: Path) -> None:
    write(here, {"top.md": "words\n", "content/pyvenv.cfg": ENVIRONMENT, "notelint.yaml": "fail-on-unread: true"})
    assert notelint().code == 2
    assert "fail-on-unread: true" in notelint("config", "top.md").out
    (here / "content" / "pyvenv.cfg").unlink()
    assert notelint("--ignore", "broken-link").code == 0
    write(here, {"notelint.yaml": "fail-on-unread: sometimes"})
    assert "notelint.yaml:1:17" in notelint().err


# What comments silence


def test_what_comments_silence_is_counted(here: Path) -> None:
    write(here, {"content/a.md": "[x](gone.md) <!-- notelint-disable-line -->\n\n[y](gone.md)\n"})
    ran = notelint("--format", "json")
    assert (len(ran.report["findings"]), ran.report["summary"]["suppressed"]) == (1, 1)
    assert "1 error, 1 suppressed by comments in 2 notes" in notelint("--format", "terminal").out
    assert "1 error, 1 suppressed by comments in 2 notes" in notelint("--format", "markdown").out
    assert notelint("--format", "json", "content/sub").report["summary"]["suppressed"] == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
@pytest.mark.parametrize("in_git", [False, True])
def test_a_note_that_is_a_link_to_elsewhere_is_told(here: Path, in_git: bool) -> None:
    (here / "content" / "c.md").symlink_to("/etc/passwd")
    (here / "content" / "same.md").symlink_to("a.md")
    if in_git:
        (here / "content" / "nowhere.md").symlink_to("lost.md")
        commit(here)
    others = ", content/nowhere.md" if in_git else ""
    assert said(notelint("--format", "json"))[0].endswith(
        f", and w{'ere' if in_git else 'as'} not read: content/c.md{others}"
    )
    write(here, {"notelint.yaml": "exclude: [content/c.md, nowhere.md]"})
    assert said(notelint("--format", "json")) == []


def test_a_list_of_what_git_ignores_that_is_not_read_is_told(here: Path) -> None:
    names = ("pipe", "folder", "link", "outside", "list")
    write(here, {f"content/{name}/a.md": "[x](gone.md)\n" for name in names} | {"content/list/.gitignore": "a.md\n"})
    os.mkfifo(here / "content/pipe/.gitignore")
    (here / "content/folder/.gitignore").mkdir()
    (here / "content/link/.gitignore").symlink_to("../list/.gitignore")
    (here / "content/outside/.gitignore").symlink_to("/etc/hostname")
    ran = notelint("--format", "json", "--select", "broken-link", ".")
    assert {each["path"] for each in ran.report["findings"]} == {
        *(f"content/{name}/a.md" for name in names if name != "list"),
        "content/a.md",
    }
    assert said(ran) == [
        "4 lists of what git ignores were not read, and what they name is not ignored: "
        "content/folder/.gitignore (not a regular file), "
        "content/link/.gitignore (a link, which git does not follow either), "
        "content/outside/.gitignore (a link, which git does not follow either)"
    ]


def test_notes_beside_a_site_are_counted_where_they_are_more_than_a_few(here: Path) -> None:
    write(here, {"next.config.ts": "export default {}\n", "docs/a.md": "words\n", "docs/b.md": "words\n"})
    (first, *_) = said(notelint("--format", "json"))
    assert first == "2 notes lie outside of content, of which Next.js makes the site: `notelint .` checks them too"
    assert "2 篇笔记不在 content 里" in notelint("--lang", "zh").err
    assert "outside" not in notelint(".").err


def test_a_readme_beside_a_site_is_not_spoken_of(here: Path) -> None:
    pages = {f"content/page{n}.md": "words\n" for n in range(20)}
    write(here, {"next.config.ts": "export default {}\n", "README.md": "words\n", **pages})
    assert "outside" not in notelint().err
