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
from runs import Console, notelint, paper, write

from notelint import engine
from notelint.cli import main
from notelint.report.cells import cells

TWICE = paper() + "\n" + paper("LLaVA again", text="more words")
CLEAN = paper(text="It says something of its own.")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "GITHUB_ACTIONS", "NO_COLOR", "NOTELINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


# Exit codes


def test_nothing_to_say_is_0(here: Path) -> None:
    write(here, {"a.md": CLEAN})
    assert notelint().code == 0


def test_a_finding_is_1(here: Path) -> None:
    write(here, {"a.md": TWICE})
    assert notelint("a.md").code == 1


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on_says_what_is_bad_enough(here: Path, fail_on: str, code: int) -> None:
    write(here, {"a.md": "## Empty\n\n## Full\n\nwords\n"})
    assert notelint("--fail-on", fail_on).code == code


def test_an_info_fails_a_run_only_if_asked(here: Path) -> None:
    write(here, {"a.md": paper()})
    assert "info" in notelint().out
    assert notelint().code == 0
    assert notelint("--fail-on", "info").code == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("src/contnt", "src/content"), ("src/content/A.md", "src/content/a.md"), ("content", "src/content")],
)
def test_a_missing_path_is_2_and_the_likely_one_is_named(here: Path, typed: str, meant: str) -> None:
    write(here, {"src/content/a.md": CLEAN})
    ran = notelint(typed)
    assert ran == (2, "", f"notelint: {typed}: no such file or folder; did you mean {meant}?\n")


def test_a_missing_path_beside_one_that_is_there_is_2_too(here: Path) -> None:
    write(here, {"a.md": CLEAN})
    assert notelint("a.md", "zzz").code == 2


def test_a_file_that_is_no_note_is_2(here: Path) -> None:
    write(here, {"a.txt": ""})
    ran = notelint("a.txt")
    assert ran.code == 2
    assert "notes end in .markdown, .md, .mdx" in ran.err


def test_what_is_neither_file_nor_folder_is_2(here: Path) -> None:
    os.mkfifo(here / "a.md")
    assert notelint("a.md") == (2, "", "notelint: a.md: neither a file nor a folder\n")


def test_a_dangling_link_is_2_where_it_is_named_and_nothing_where_it_is_not(here: Path) -> None:
    write(here, {"b.md": CLEAN})
    (here / "a.md").symlink_to("nowhere.md")
    assert notelint("a.md").code == 2
    assert notelint().code == 0


def test_a_folder_without_notes_is_said_to_have_none(here: Path) -> None:
    (here / "empty").mkdir()
    ran = notelint("empty")
    assert ran == (0, "", "notelint: there are no notes in empty [no-notes]\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nope"], "No such option"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--jobs", "-1"], "not in the range"),
        (["--select", "duplicate-papers"], "did you mean `duplicate-paper`?"),
        (["--ignore", "imagse"], "did you mean `images`?"),
        (["--config", "nope.yaml"], "nope.yaml:1:1: No such file or directory"),
        (["explain", "duplicate-papr"], "did you mean `duplicate-paper`?"),
        (["explain"], "Missing argument 'RULE'"),
        (["test", "nope"], "nope: no such folder"),
        (["config", "nope.md"], "nope.md: no such file or folder"),
        (["--output", "no/such/folder"], "no/such/folder: No such file or directory"),
    ],
)
def test_what_cannot_be_done_as_asked_is_2_and_one_clear_message(arguments: list[str], said: str) -> None:
    ran = notelint(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("later", ["--fix", "--unsafe-fixes", "--diff", "--online", "--since"])
def test_no_option_is_there_that_does_nothing(later: str) -> None:
    assert "No such option" in notelint(later, "x").err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rulez: {}", "notelint.yaml:1:1: unknown key `rulez`, did you mean `rules`?"),
        ("rules:\n  empty-sectoin: off", "notelint.yaml:2:3: unknown rule `empty-sectoin`, did you mean `empty-sect"),
        ("rules: [", "notelint.yaml:"),
        ("dialect: {slug: [x]}", "notelint.yaml:1:"),
        ("dialect: {slug: github}", "notelint.yaml:1:11: unknown feature of a dialect `slug`, did you mean `slugs`?"),
        ("rule-folders: [nope]", "notelint.yaml:1:16: there is no folder `nope`"),
        ("a: &a [*a]", "notelint.yaml:"),
        (b"\xff\xfe\x00", "notelint.yaml:1:1: "),
    ],
)  # fmt: skip
def test_a_mistake_in_the_configuration_is_2_with_its_place(here: Path, text: str | bytes, said: str) -> None:
    write(here, {"a.md": CLEAN, "notelint.yaml": text})
    ran = notelint()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"notelint: {said}")
    assert ran.err.count("\n") == 1


def test_a_mistake_in_a_rule_is_2_with_its_place(here: Path) -> None:
    rule = "---\ntitle: x\ncheck: eech\nitems: links\n---\n\ntext\n"
    write(here, {"a.md": CLEAN, "notelint.yaml": "rule-folders: [mine]", "mine/own/no-x.md": rule})
    ran = notelint("a.md")
    assert ran.code == 2
    assert ran.err == "notelint: mine/own/no-x.md:3:8: unknown check `eech`, did you mean `each`?\n"


@pytest.mark.parametrize("across", ["note", "collection"])
def test_a_rule_that_speaks_of_a_fact_it_does_not_get_is_2_and_named(here: Path, across: str) -> None:
    front = f"title: x\ncheck: each\nitems: links\nacross: {across}\nseverity: error\nmessage: '{{colour}}'\n"
    rule = f"---\n{front}---\n\ntext\n"
    write(here, {"a.md": "[a](b.md)", "notelint.yaml": "rule-folders: [mine]", "mine/own/no-x.md": rule})
    ran = notelint("a.md")
    assert ran.code == 2
    assert ran.err.startswith("notelint: mine/own/no-x.md: no fact `colour` for “{colour}”")


def test_a_mistake_of_notelint_s_own_is_2_and_says_what_to_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a\nb")

    monkeypatch.setattr(engine, "_detection", broken)
    write(here, {"a.md": CLEAN})
    ran = notelint()
    assert (ran.code, ran.out) == (2, "")
    assert re.match(r"notelint: internal error: KeyError: 'a\\nb' \(test_cli.py:\d+\)\n", ran.err)
    assert "please report it" in ran.err
    monkeypatch.setenv("NOTELINT_DEBUG", "1")
    with pytest.raises(KeyError):
        notelint()


def test_an_interrupt_is_130(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "_detection", interrupted)
    assert notelint().code == 130


# Commands


def test_only_the_first_argument_can_be_a_command(here: Path) -> None:
    write(here, {"rules/a.md": TWICE, "b.md": CLEAN})
    assert notelint("b.md", "rules").code == 1


def test_a_command_that_is_a_path_too_is_2_with_both_spellings(here: Path) -> None:
    write(here, {"rules/a.md": TWICE})
    ran = notelint("rules")
    assert ran.code == 2
    assert "`notelint check rules`" in ran.err
    assert "`notelint rules -- …`" in ran.err
    assert notelint("check", "rules").code == 1
    assert notelint("./rules").code == 1
    assert "duplicate-paper" in notelint("rules", "--", "--lang", "en").out


def test_an_option_that_only_the_command_has_means_the_command(here: Path) -> None:
    (here / "rules").mkdir()
    assert notelint("rules", "--write").code == 0


def test_a_path_named_check_is_no_question(here: Path) -> None:
    write(here, {"check/a.md": TWICE})
    assert notelint("check", "check").code == 1


def test_help_and_version_are_0() -> None:
    assert "notelint [PATHS]" in notelint("--help").out
    assert "--stdin-filename" in notelint("check", "--help").out
    assert re.match(r"notelint, version \d", notelint("--version").out)


def test_rules_are_listed_by_family() -> None:
    ran = notelint("rules")
    assert ran.code == 0
    assert re.search(r"^papers\n(  .*\n)*  duplicate-paper +Each paper is noted once · ", ran.out, re.MULTILINE)
    assert "每篇论文只记一次" in notelint("rules", "--lang", "zh").out


def test_explain_shows_a_rule_s_page() -> None:
    ran = notelint("explain", "empty-section")
    assert ran.code == 0
    assert ran.out.startswith("# empty-section\n\n**Every section says something**")


def test_the_rules_are_written_where_they_are_stale(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    table, other = write(here, {"README.md": "old", "same": "as it was"}) / "README.md", here / "same"
    monkeypatch.setattr("notelint.explain.generated", lambda: {table: "new\n", other: "as it was"})
    assert notelint("rules", "--write").out == f"{table}\n"
    assert table.read_text() == "new\n"
    table.unlink()
    assert "not there to be renewed" in notelint("rules", "--write").err


def test_config_says_what_set_each_value(here: Path) -> None:
    write(here, {"a.md": CLEAN, "notelint.yaml": "exclude: [old]\nrules:\n  empty-section: info\n"})
    lines = notelint("config", "a.md").out.splitlines()
    assert f'exclude: ["old"]  ({here}/notelint.yaml:1)' in lines
    assert f"rules.empty-section.severity: info  ({here}/notelint.yaml:3)" in lines
    assert any(re.fullmatch(r"dialect\.callouts: \w+  \(.+\)", line) for line in lines)


GOOD_RULE = """---
title: No link says “here”
check: each
items: links
where: {text: here}
severity: info
message: "says “here”"
---

Say what it leads to.

```markdown bad
[here](b.md)
```

```findings
1:1 info says “here”
```

```markdown good
[there](b.md)
```
"""


def test_a_user_s_rules_are_tested_by_their_examples(here: Path) -> None:
    write(here, {"mine/own/link-says-here.md": GOOD_RULE})
    assert notelint("test", "mine") == (0, "2 examples hold, 0 do not\n", "")


def test_an_example_that_does_not_hold_is_1_with_the_difference(here: Path) -> None:
    write(here, {"mine/own/link-says-here.md": GOOD_RULE.replace("1:1 info", "2:1 info")})
    ran = notelint("test", "mine")
    assert ran.code == 1
    assert ran.out.endswith(
        "mine/own/link-says-here.md:12: the findings differ\n"
        "  - 2:1 info says “here”\n"
        "  + 1:1 info says “here”\n"
        "1 examples hold, 1 do not\n"
    )


def test_a_mistake_in_a_rule_that_is_tested_is_1_with_its_place(here: Path) -> None:
    write(here, {"mine/own/link-says-here.md": GOOD_RULE.replace("check: each", "check: eech")})
    assert notelint("test", "mine") == (
        1,
        "mine/own/link-says-here.md:3: unknown check `eech`, did you mean `each`?\n0 examples hold, 1 do not\n",
        "",
    )


def test_a_folder_without_rules_is_no_success(here: Path) -> None:
    (here / "mine").mkdir()
    assert notelint("test", "mine").code == 2


# What is chosen


def test_select_and_ignore_take_rules_and_families_one_by_one_or_in_a_list(here: Path) -> None:
    write(here, {"a.md": TWICE + "## Empty\n\n[x](gone.md)\n\n## Nothing\n"})

    def rules(*arguments: str) -> set[str]:
        return {found["rule"] for found in notelint("--format", "json", *arguments).report["findings"]}

    assert rules() == {"duplicate-paper", "stub-entry", "broken-link", "empty-section"}
    assert rules("--select", "papers") == {"duplicate-paper", "stub-entry"}
    assert rules("--select", "papers,links", "--ignore", "stub-entry") == {"duplicate-paper", "broken-link"}
    assert rules("--select", "papers", "--select", "sections") == {"duplicate-paper", "stub-entry", "empty-section"}


def test_a_configuration_can_be_named(here: Path) -> None:
    write(here, {"a.md": TWICE, "notelint.yaml": "rulez: x", "ci.yaml": "rules: {duplicate-paper: info}"})
    ran = notelint("--config", "ci.yaml")
    assert ran.code == 0
    assert "info: arXiv:2304.08485 is already noted" in ran.out


def test_chinese_is_spoken_where_it_is_asked_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.md": TWICE})
    assert "arXiv:2304.08485 已经记在" in notelint("--lang", "zh").out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "arXiv:2304.08485 已经记在" in notelint().out
    assert "is already noted" in notelint("--lang", "en").out
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "is already noted" in notelint().out


def test_standard_input_stands_in_for_a_file_that_is_there(here: Path) -> None:
    write(here, {"a.md": TWICE, "b.md": TWICE})
    ran = notelint("--stdin-filename", "a.md", stdin=CLEAN.encode("utf-16"))
    assert ran.out == "a.md:4:13: warning: arXiv:2304.08485 is already noted under “LLaVA” (b.md:1) [duplicate-paper]\n"


def test_standard_input_may_stand_in_for_a_file_that_is_not_there_yet(here: Path) -> None:
    write(here, {"site/notelint.yaml": "rules: {empty-section: error}", "site/b.md": CLEAN})
    ran = notelint("--stdin-filename", "site/new.md", stdin=b"## Empty\n")
    assert ran.out == "site/new.md:1:4: error: nothing stands under “Empty” [empty-section]\n"


def test_standard_input_must_be_a_note(here: Path) -> None:
    assert "no note" in notelint("--stdin-filename", "a.txt", stdin=b"").err


def test_no_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    done = _shell(f"{sys.executable} -m notelint --stdin-filename a.md <&-")
    assert (done.returncode, done.stderr) == (2, "notelint: there is no standard input to read\n")


# Formats


def test_in_a_pipe_it_is_a_line_a_finding_and_stderr_says_the_rest(here: Path) -> None:
    write(here, {"a.md": TWICE})
    ran = notelint()
    assert ran.out.splitlines() == [
        "a.md:1:4: info: “LLaVA” has fields but no notes [stub-entry]",
        "a.md:11:13: error: arXiv:2304.08485 is already noted under “LLaVA” (line 1) [duplicate-paper]",
    ]
    assert ran.err == "notelint: not judged: 2 web links were not asked\n"


def test_json_is_complete_and_of_its_schema(here: Path) -> None:
    write(here, {"中文/a.md": TWICE})
    report = notelint("--format", "json", encoding="gbk").report
    schema = json.loads(files("notelint.report").joinpath("report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    found = report["findings"][1]
    assert (found["path"], found["line"], found["column"], found["end_column"]) == ("中文/a.md", 11, 13, 59)
    assert found["related"] == [{"path": "中文/a.md", "line": 4, "column": 13, "message": "LLaVA"}]
    assert report["summary"] | {"duration_ms": 0} == {
        "notes": 1, "errors": 1, "warnings": 0, "infos": 1, "fixed": 0, "duration_ms": 0,
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
    write(here, {"a.md": "".join(f"## Empty {n}\n\n" for n in range(9))})
    assert "9 × nothing stands under “Empty 0” …" in notelint("--format", "terminal").out
    unfolded = notelint("--format", "terminal", "--all").out
    assert "×" not in unfolded
    assert "a.md:17:4 nothing stands under “Empty 8”" in unfolded


def test_a_report_can_go_to_a_file(here: Path) -> None:
    write(here, {"a.md": TWICE})
    ran = notelint("--format", "json", "--output", "report.json")
    assert (ran.code, ran.out) == (1, "")
    assert len(json.loads((here / "report.json").read_text("utf-8"))["findings"]) == 2
    assert "not judged" in ran.err


def test_two_processes_say_what_one_says(here: Path) -> None:
    write(here, {f"n{n}.md": paper(f"P{n}", f"2304.{n % 30:05}") + "[x](gone.md)\n" for n in range(70)})
    one, two = (notelint("--jobs", jobs, "--format", "json").report for jobs in ("1", "2"))
    assert one["findings"] == two["findings"]
    assert len(one["findings"]) > 70
    assert one["notices"] == two["notices"]


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("name", ["terminal", "concise", "json", "github"])
def test_a_console_need_not_be_utf_8(here: Path, encoding: str, name: str) -> None:
    write(here, {"表情😀.md": paper("多模态 😀 é") + paper("二")})
    ran = notelint("--format", name, encoding=encoding)
    assert ran.code == 1
    assert "arXiv:2304.08485" in ran.out


# What a note or a file name must not do

HOSTILE = "\x1b[2J\x9b31m\u202e::error::x ##[error]y"


@pytest.mark.parametrize("name", ["terminal", "concise", "json", "github"])
def test_nothing_hostile_gets_through(here: Path, name: str) -> None:
    line = f"::warning::{HOSTILE} [x](<gone {HOSTILE}.md>)\n"
    files = {f"::error::{HOSTILE}.md": TWICE.replace("LLaVA", HOSTILE) + line, "b.md": line, "\n::error::x.md": line}
    write(here, files)
    ran = notelint("--format", name, "--all")
    assert ran.code == 1
    for text in (ran.out, ran.err):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
        assert "##[" not in text
        commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
        own = r"::(error|warning|notice) (file=[^:,]*,line=\d+,[\w=,]*)?title=[\w-]+::"
        assert all(name == "github" and re.match(own, command) for command in commands)


def test_a_message_about_a_hostile_argument_is_harmless() -> None:
    assert notelint(f"{HOSTILE}.md").err.startswith(
        "notelint: ␛[2J<U+009B>31m<U+202E>::error::x ## [error]y.md: no such"
    )
    assert "\x1b" not in notelint(f"--{HOSTILE}").err + notelint("--format", HOSTILE).err


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
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 1, "notelint: not judged: 2 web links were not asked\n"),
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


def _shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=env, encoding="utf-8", check=False)


def test_a_pipe_that_closes_early_is_no_mistake(here: Path) -> None:
    write(here, {f"n{n}.md": "[x](gone.md)\n" * 200 for n in range(20)})
    done = _shell(f"({sys.executable} -m notelint; echo $? >code) | head -1")
    assert done.stdout.count("\n") == 1
    assert "rror" not in done.stderr
    assert (here / "code").read_text() == "1\n"


def test_a_full_disk_is_2_and_said_once(here: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    write(here, {"a.md": TWICE})
    done = _shell(f"{sys.executable} -m notelint >/dev/full")
    assert (done.returncode, done.stderr) == (2, "notelint: cannot write: No space left on device\n")


def test_a_closed_output_is_no_mistake(here: Path) -> None:
    write(here, {"a.md": TWICE})
    assert _shell(f"{sys.executable} -m notelint >&- 2>&-").returncode == 1


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
