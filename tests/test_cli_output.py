from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from runs import CLEAN, GOOD_RULE, TWICE, Console, alone, notelint, paper, shell, write

from notelint.cli import main
from notelint.commands.outputs import FORMAT_NAMES
from notelint.report import FORMATS
from notelint.report.cells import cells

UNJUDGED = (
    "notelint: not judged: 2 web links not asked: --online\n"
    "notelint: not judged: 1 paper not compared with arXiv: `notelint papers update`\n"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


# Formats


def test_in_a_pipe_it_is_a_line_a_finding_and_stderr_says_the_rest(here: Path) -> None:
    write(here, {"a.md": TWICE})
    ran = notelint()
    assert ran.out.splitlines() == [
        "a.md:1:4: info: “LLaVA” has fields but no notes [stub-entry]",
        "a.md:11:13: error: arXiv:2304.08485 is already noted under “LLaVA” (line 1) [duplicate-paper]",
    ]
    assert ran.err == UNJUDGED


def test_json_is_complete_and_of_its_schema(here: Path) -> None:
    write(here, {"中文/a.md": TWICE})
    report = notelint("--format", "json", encoding="gbk").report
    schema = json.loads(files("notelint.report").joinpath("report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    found = report["findings"][1]
    assert (found["path"], found["line"], found["column"], found["end_column"]) == ("中文/a.md", 11, 13, 59)
    assert found["related"] == [{"path": "中文/a.md", "line": 4, "column": 13, "message": "LLaVA"}]
    assert report["summary"] | {"duration_ms": 0} == {
        "notes": 1, "errors": 1, "warnings": 0, "infos": 1, "fixed": 0, "suppressed": 0, "duration_ms": 0,
    }  # fmt: skip


def test_github_gets_annotations_where_it_runs_the_check(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.md": TWICE})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert notelint().out.startswith("::error file=a.md,line=11,col=13,endLine=11,endColumn=59,title=duplicate-paper::")
    assert notelint("--format", "concise").out.startswith("a.md:1:4: ")
    notelint("--output", "report.txt")
    assert (here / "report.txt").read_text().startswith("a.md:1:4: ")


def test_on_a_terminal_it_is_a_page_that_begins_with_what_was_detected(here: Path) -> None:
    write(here, {"astro.config.mjs": "", "public/x.png": "", "src/content/note/a.md": TWICE})
    ran = notelint(terminal=True)
    first, *_ = ran.out.splitlines()
    assert first == "Astro (astro.config.mjs) · src/content · 1 note · 2 papers · images in public/"
    assert "\x1b[1mBroken for readers\x1b[0m" in ran.out
    assert "Not judged" in ran.out
    assert "      | \x1b[1;31m            ^^^^" in ran.out
    assert ran.err == ""


def test_colours_are_left_out_where_nobody_wants_them(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.md": TWICE})
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in notelint(terminal=True).out
    monkeypatch.delenv("TERM")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in notelint(terminal=True).out


def test_carets_stand_below_the_place_after_wide_characters(here: Path) -> None:
    write(here, {"a.md": "前作见[上一篇](gone.md)。\n"})
    lines = notelint("--format", "terminal").out.splitlines()
    at = next(n for n, line in enumerate(lines) if "^" in line)
    assert cells(lines[at].partition("^")[0]) == cells(lines[at - 1].partition("gone.md")[0])
    assert lines[at].count("^") == len("gone.md")


def test_all_unfolds_what_the_page_folds(here: Path) -> None:
    write(here, {"a.md": "".join(f"## Empty {n}\n\n## Full {n}\n\ntext\n\n" for n in range(9))})
    assert "9 × nothing stands under “Empty 0” …" in notelint("--format", "terminal").out
    unfolded = notelint("--format", "terminal", "--all").out
    assert "×" not in unfolded
    assert "a.md:49:4 nothing stands under “Empty 8”" in unfolded


def test_a_report_can_go_to_a_file(here: Path) -> None:
    write(here, {"a.md": TWICE})
    ran = notelint("--format", "json", "--output", "report.json")
    assert (ran.code, ran.out) == (1, "")
    assert len(json.loads((here / "report.json").read_text("utf-8"))["findings"]) == 2
    assert "not judged" in ran.err


def test_one_run_writes_several_reports(here: Path) -> None:
    write(here, {"a.md": TWICE})
    ran = notelint("--output", "sarif:out.sarif", "--output", "junit:out.xml", "--output", "json")
    assert ran.code == 1
    assert len(ran.report["findings"]) == 2
    assert json.loads((here / "out.sarif").read_text("utf-8"))["runs"][0]["results"][1]["ruleId"] == "duplicate-paper"
    assert "<testsuites" in (here / "out.xml").read_text("utf-8")
    assert "not judged" in ran.err


def test_the_format_is_that_of_standard_output_where_files_have_their_own(here: Path) -> None:
    write(here, {"a.md": TWICE})
    assert notelint("--format", "json", "--output", "gitlab:out.json").report["version"] == 1
    assert isinstance(json.loads((here / "out.json").read_text("utf-8")), list)
    notelint("--format", "json", "--output", "out.json")
    assert json.loads((here / "out.json").read_text("utf-8"))["version"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "json", "--output", "github"], "json and github cannot share standard output: say"),
        (["--output", "sarif", "--format", "json"], "sarif and json cannot share standard output: say"),
        (["--output", "json:x", "--output", "sarif:x"], "x: two reports cannot share a file"),
        (
            ["--output", "sarrif:x"],
            "unknown format `sarrif`, did you mean `sarif`?; a file of that name",
        ),
        (["--output", "sarif:"], "`--output sarif:` names no file"),
        (["--output", "gone/x.txt"], "gone: no such folder"),
    ],
)
def test_reports_that_cannot_be_written_are_2_before_anything_is_read(
    here: Path, arguments: list[str], said: str
) -> None:
    write(here, {"a.md": TWICE})
    ran = notelint(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"notelint: {said}")
    assert [path.name for path in here.iterdir()] == ["a.md"]


def test_all_formats_can_be_asked_for() -> None:
    assert set(FORMAT_NAMES) == set(FORMATS)


def test_a_step_s_summary_has_all_findings(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.md": "[x](gone.md)\n" * 30, "summary.txt": "before\n"})
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(here / "summary.txt"))
    assert notelint("--format", "github").out.count("::error") == 10
    written = (here / "summary.txt").read_text("utf-8")
    assert written.startswith("before\n**notelint**: 30 errors in 1 note\n")
    assert written.count("| error | a.md:") == 30


def test_reports_for_a_repository_have_its_paths(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"site/notelint.yaml": "", "site/notes/a.md": "[x](gone.md)\n", ".git/HEAD": ""})
    monkeypatch.chdir(here / "site/notes")
    assert notelint("--format", "github").out.startswith("::error file=site/notes/a.md,")
    assert json.loads(notelint("--format", "gitlab").out)[0]["location"]["path"] == "site/notes/a.md"
    assert json.loads(notelint("--format", "json").out)["findings"][0]["path"] == "a.md"


def test_a_fix_reaches_the_reports_that_can_offer_it(here: Path) -> None:
    write(here, {"pictures/a.png": "", "a.md": "一张图 ![x](Pictures/a.png)\n"})
    notelint("--output", "sarif:out.sarif", "--output", "rdjsonl:out.rdjsonl")
    result = json.loads((here / "out.sarif").read_text("utf-8"))["runs"][0]["results"][0]
    (replaced,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replaced["insertedContent"]["text"] == "pictures/a.png"
    first = (here / "out.rdjsonl").read_text("utf-8").splitlines()[0]
    (suggestion,) = json.loads(first)["suggestions"]
    start = suggestion["range"]["start"]["column"]
    assert (suggestion["text"], start) == ("pictures/a.png", len("一张图 ![x](".encode()) + 1)


def test_a_report_never_takes_a_note_s_place(here: Path) -> None:
    write(here, {"a.md": TWICE})
    assert notelint("--output", "a.md") == (2, "", "notelint: a.md is a note: the report would take its place\n")
    assert (here / "a.md").read_text() == TWICE


def test_two_processes_say_what_one_says(here: Path) -> None:
    write(here, {f"n{n}.md": paper(f"P{n}", f"2304.{n % 30:05}") + "[x](gone.md)\n" for n in range(70)})
    one, two = (notelint("--jobs", jobs, "--format", "json").report for jobs in ("1", "2"))
    assert one["findings"] == two["findings"]
    assert len(one["findings"]) > 70
    assert one["notices"] == two["notices"]


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_console_need_not_be_utf_8(here: Path, encoding: str, name: str) -> None:
    write(here, {"表情😀.md": paper("多模态 😀 é") + paper("二")})
    ran = notelint("--format", name, encoding=encoding)
    assert ran.code == 1
    assert "arXiv:2304.08485" in ran.out


# What a note or a file name must not do

HOSTILE = "\x1b[2J\x9b31m\u202e::error::x ##[error]y##vso[z]"


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_nothing_hostile_gets_through(here: Path, name: str) -> None:
    line = f"::warning::{HOSTILE} [x](<gone {HOSTILE}.md>)\n"
    files = {f"::error::{HOSTILE}.md": TWICE.replace("LLaVA", HOSTILE) + line, "b.md": line, "\n::error::x.md": line}
    write(here, files)
    ran = notelint("--format", name, "--all")
    assert ran.code == 1
    for text in (ran.out, ran.err):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
        assert re.search(r"##\w*\[", text) is None
        commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
        own = r"::(?:(?:error|warning|notice) (?:file=[^:,]*,line=\d+,[\w=,]*)?title=[\w-]+::|notice::\d+ )"
        assert all(name == "github" and re.match(own, command) for command in commands)


def test_a_message_about_a_hostile_argument_is_harmless() -> None:
    assert notelint(f"{HOSTILE}.md").err.startswith(
        "notelint: ␛[2J<U+009B>31m<U+202E>::error::x ## [error]y## vso[z].md: no such"
    )
    assert "\x1b" not in notelint(f"--{HOSTILE}").err + notelint("--format", HOSTILE).err


@pytest.mark.parametrize("command", ["links", "papers"])
def test_a_name_with_a_line_break_forges_no_line_of_a_list(here: Path, command: str) -> None:
    write(here, {"a.md\nhttps://host.example\n    alive.md": paper(text="[x](https://host.example)")})
    out = notelint(command).out
    assert "a.md␊https:" in out
    assert not any(line.startswith("    alive.md") for line in out.splitlines())


def test_a_rule_s_page_is_harmless(here: Path) -> None:
    rule = GOOD_RULE.replace("Say what it leads to.", f"{HOSTILE}\n::error::x\n")
    write(here, {"notelint.yaml": "rule-folders: [mine]", "mine/own/link-says-here.md": rule})
    out = notelint("explain", "link-says-here").out
    assert "\x1b" not in out
    assert "\n::" not in out


# Processes


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 1, UNJUDGED),
        (OSError(errno.ENOSPC, "No space left on device"), 2, "notelint: cannot write: No space left on device\n"),
    ],
)
def test_what_cannot_be_written_is_a_failure_unless_nobody_reads_any_more(
    here: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: int, said: str
) -> None:
    def fail(self: Console) -> None:
        if self is sys.stdout:
            raise error

    write(here, {"a.md": TWICE})
    monkeypatch.setattr(Console, "flush", fail)
    out, err = Console(), Console()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert main([]) == code
    monkeypatch.undo()
    assert err.text() == said


def test_a_pipe_that_closes_early_is_no_mistake(here: Path) -> None:
    write(here, {f"n{n}.md": "[x](gone.md)\n" * 200 for n in range(20)})
    done = shell("(notelint; echo $? >code) | head -1")
    assert done.stdout.count("\n") == 1
    assert "rror" not in done.stderr
    assert (here / "code").read_text() == "1\n"


def test_a_full_disk_is_2_and_said_once(here: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    write(here, {"a.md": TWICE})
    done = shell("notelint >/dev/full")
    assert (done.returncode, done.stderr) == (2, "notelint: cannot write: No space left on device\n")


def test_a_closed_output_is_no_mistake(here: Path) -> None:
    write(here, {"a.md": TWICE})
    assert shell("notelint >&- 2>&-").returncode == 1


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_python_s_own_setting_of_the_encoding_is_kept(here: Path, encoding: str) -> None:
    write(here, {"a.md": TWICE})
    command = [sys.executable, "-m", "notelint", "--format", "terminal"]
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    assert done.returncode == 1
    assert "already noted under" in done.stdout.decode(encoding)


def test_a_bar_is_drawn_on_a_terminal_only_when_it_takes_long(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {f"n{n}.md": CLEAN for n in range(3)})
    assert "reading notes" not in notelint(terminal=True).err
    monkeypatch.setattr(sys.modules["notelint.report.progress"], "DELAY", 0.0)
    assert "\rreading notes [" in notelint(terminal=True).err
    assert "reading notes" not in notelint().err
