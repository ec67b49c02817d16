from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from runs import CLEAN, GOOD_RULE, TWICE, alone, notelint, paper, shell, write

from notelint.run import account


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


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
        (["--output", "no/such/folder"], "no/such: no such folder"),
    ],
)
def test_what_cannot_be_done_as_asked_is_2_and_one_clear_message(arguments: list[str], said: str) -> None:
    ran = notelint(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_no_option_is_there_that_does_nothing() -> None:
    assert "No such option" in notelint("--offline", "x").err


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


def test_a_rule_that_speaks_of_a_fact_it_does_not_get_is_2_and_named_where_nothing_is_found_too(here: Path) -> None:
    front = "title: x\ncheck: each\nitems: links\nseverity: error\nmessage: '{taget}'\n"
    rule = f"---\n{front}---\n\ntext\n"
    write(here, {"a.md": "no link", "notelint.yaml": "rule-folders: [mine]", "mine/own/no-x.md": rule})
    ran = notelint("a.md")
    assert ran.code == 2
    assert ran.err.startswith("notelint: mine/own/no-x.md:6:10: unknown fact `taget`, did you mean `target`?")


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("check: missing-image\nitems: links", "4:8: `missing-image` is about `images`, not about `links`"),
        ("check: broken-link\ncases: {mising: {message: x}}", "4:9: unknown case `mising`, did you mean `missing`?"),
    ],
)
def test_a_rule_that_its_check_has_no_use_for_is_the_rule_s_mistake(here: Path, front: str, said: str) -> None:
    rule = f"---\ntitle: x\n{front}\nseverity: error\n{'' if 'cases' in front else 'message: x'}\n---\n\ntext\n"
    write(here, {"a.md": "text", "b.mdx": "", "notelint.yaml": "rule-folders: [mine]", "mine/own/no-x.md": rule})
    ran = notelint("a.md")
    assert (ran.code, ran.err) == (2, f"notelint: mine/own/no-x.md:{said}\n")


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("check", ["defects", "unrendered-link"])
def test_a_case_that_is_named_where_notes_are_read_is_missed_where_it_comes(here: Path, check: str, jobs: str) -> None:
    rule = f"---\ntitle: x\ncheck: {check}\nseverity: error\ncases: {{nope: {{message: x}}}}\n---\n\ntext\n"
    note = "##Heading\n\n[a](https://a.org）\n"
    write(here, {"a.md": note, "b.mdx": "", "notelint.yaml": "rule-folders: [mine]", "mine/own/no-x.md": rule})
    ran = notelint("a.md", "--jobs", jobs)
    assert ran.code == 2
    assert ran.err.startswith("notelint: mine/own/no-x.md: no-x has no case `")


def test_a_mistake_of_notelint_s_own_is_2_and_says_what_to_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a\nb")

    monkeypatch.setattr(account, "detection", broken)
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

    monkeypatch.setattr(account, "detection", interrupted)
    assert notelint().code == 130


# Commands


def test_only_the_first_argument_can_be_a_command(here: Path) -> None:
    write(here, {"rules/a.md": TWICE, "b.md": CLEAN})
    assert notelint("b.md", "rules").code == 1


def test_a_command_is_a_command_where_a_folder_of_that_name_is(here: Path) -> None:
    write(here, {"rules/a.md": TWICE})
    ran = notelint("rules", "--lang", "en")
    assert ran.code == 0
    assert "duplicate-paper" in ran.out
    assert ran.err == "notelint: `rules` is taken as the command; the file or folder of that name is `./rules`\n"
    assert notelint("check", "rules").code == 1
    assert notelint("./rules").code == 1


def test_check_is_the_command_too(here: Path) -> None:
    write(here, {"check/a.md": TWICE})
    ran = notelint("check", "check")
    assert ran.code == 1
    assert "the file or folder of that name is `./check`" in ran.err


def test_a_command_without_a_path_of_its_name_says_nothing_of_it(here: Path) -> None:
    assert notelint("rules").err == ""


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
    monkeypatch.setattr("notelint.commands.explain.generated", lambda: {table: "new\n", other: "as it was"})
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


def test_a_note_on_standard_input_has_the_headings_that_it_has_there(here: Path) -> None:
    write(here, {"a.md": "# A\n\nSee [one](#one).\n\n## One\n\nWords.\n"})
    ran = notelint("--stdin-filename", "a.md", stdin=b"# A\n\nSee [one](#one).\n\n## Two\n\nWords.\n")
    assert "a.md:3:11: warning: no heading makes `#one`" in ran.out


def test_standard_input_may_stand_in_for_a_file_that_is_not_there_yet(here: Path) -> None:
    write(here, {"site/notelint.yaml": "rules: {empty-section: error}", "site/b.md": CLEAN})
    ran = notelint("--stdin-filename", "site/new.md", stdin=b"## Empty\n")
    assert ran.out == "site/new.md:1:4: error: nothing stands under “Empty” [empty-section]\n"


def test_standard_input_must_be_a_note(here: Path) -> None:
    assert "no note" in notelint("--stdin-filename", "a.txt", stdin=b"").err


def test_no_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    done = shell("notelint --stdin-filename a.md <&-")
    assert (done.returncode, done.stderr) == (2, "notelint: there is no standard input to read\n")


def test_a_name_that_a_hook_passes_is_no_option(here: Path) -> None:
    """With these, the report would be the help, or that of a text on standard input."""
    write(here, {"-h.md": "[x](gone.md)\n", "--stdin-filename=b.md": "[x](gone.md)\n", "b.md": "Words.\n"})
    for options in ((), ("--lang", "en"), ("--lang", "en", "--")):
        ran = notelint("check", "--force-exclude", *options, "--stdin-filename=b.md", "-h.md", "b.md")
        assert [line.partition(":")[0] for line in ran.out.splitlines()] == ["--stdin-filename=b.md", "-h.md"]
    assert notelint("b.md", "--force-exclude", "--lang", "zh").code == 0


def test_a_hook_s_files_choose_among_what_the_collection_reports(here: Path) -> None:
    write(here, {"notelint.yaml": "exclude: [drafts/]\n", "drafts/a.md": TWICE, "b.md": TWICE, "c.md": TWICE})
    assert "drafts" in notelint("drafts/a.md").out
    assert notelint("drafts/a.md", "--force-exclude").code == 0
    ran = notelint("drafts/a.md", "b.md", "--force-exclude")
    assert {line.partition(":")[0] for line in ran.out.splitlines()} == {"b.md"}


def test_a_hook_s_files_leave_the_root_where_it_is_without_any(here: Path) -> None:
    write(
        here, {"notelint.yaml": "", "site/astro.config.mjs": "", "site/src/content/a.md": "[x](/b)\n", ".git/HEAD": ""}
    )
    all_, one = (
        notelint("--format", "terminal"),
        notelint("site/src/content/a.md", "--force-exclude", "--format", "terminal"),
    )
    assert one.out.partition(" · ")[0] == all_.out.partition(" · ")[0]
