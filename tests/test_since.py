from __future__ import annotations

from pathlib import Path

import pytest
from runs import CLEAN, alone, commit, git, notelint, paper, write

MANY = "".join(f"Some words {n}.\n\n" for n in range(30))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


def found(*arguments: str) -> list[str]:
    """`path:line rule` of each finding since the last commit."""
    report = notelint("--since", "HEAD", "--format", "json", *arguments).report
    return [f"{each['path']}:{each['line']} {each['rule']}" for each in report["findings"]]


def test_a_pull_request_hears_of_its_own_lines_only(here: Path) -> None:
    commit(here, {"a.md": f"[old](gone.md)\n\n{MANY}", "b.md": "[old](gone.md)\n"})
    write(here, {"a.md": f"[old](gone.md)\n\n{MANY}[new](lost.md)\n"})
    assert found() == ["a.md:63 broken-link"]


def test_a_finding_that_moves_down_is_not_new(here: Path) -> None:
    commit(here, {"a.md": f"{MANY}[old](gone.md)\n"})
    write(here, {"a.md": f"{MANY}{MANY}[old](gone.md)\n"})
    assert found() == []


def test_another_of_the_same_kind_does_not_make_the_old_one_new(here: Path) -> None:
    commit(here, {"a.md": f"{MANY}[old](gone.md)\n"})
    write(here, {"a.md": f"[new](gone.md)\n\n{MANY}[old](gone.md)\n"})
    assert found() == ["a.md:1 broken-link"]


def test_untracked_notes_count_and_staged_ones_too(here: Path) -> None:
    commit(here, {"a.md": CLEAN})
    write(here, {"新 笔记.md": "[x](gone.md)\n", "staged.md": "[x](gone.md)\n"})
    git(here, "add", "staged.md")
    assert found() == ["staged.md:1 broken-link", "新 笔记.md:1 broken-link"]


def test_a_duplicate_counts_by_the_place_that_it_repeats(here: Path) -> None:
    commit(here, {"z.md": paper(text="Words."), "a.md": CLEAN.replace("2304.08485", "2304.00001")})
    write(here, {"b.md": paper(text="Other words.")})
    assert found() == ["z.md:4 duplicate-paper"]


def test_a_note_that_was_deleted_breaks_links_in_notes_that_were_not_touched(here: Path) -> None:
    commit(here, {"a.md": "[b](b.md) and [gone](gone.md)\n", "b.md": CLEAN})
    (here / "b.md").unlink()
    assert found() == ["a.md:1 broken-link"]
    commit(here)
    report = notelint("--since", "HEAD~1", "--format", "json").report
    assert [each["message"] for each in report["findings"]] == ["there is no b.md"]


def test_a_note_that_was_renamed_breaks_them_too_and_keeps_its_own(here: Path) -> None:
    commit(here, {"a.md": "[b](<笔 记.md>)\n", "笔 记.md": f"[old](gone.md)\n\n{MANY}"})
    git(here, "mv", "笔 记.md", "新.md")
    assert found() == ["a.md:1 broken-link"]


def test_a_heading_that_changed_breaks_links_to_it(here: Path) -> None:
    commit(here, {"a.md": "[b](b.md#one) and [c](b.md#never)\n", "b.md": f"## One\n\n{MANY}"})
    write(here, {"b.md": f"## Two\n\n{MANY}"})
    assert found() == ["a.md:1 broken-anchor"]


def test_an_image_that_was_deleted_or_renamed_is_missed(here: Path) -> None:
    images = "![x](图/a.png)\n\n![y](图/b.png)\n\n![z](图/c.png)\n"
    commit(here, {"a.md": images, "图/a.png": "x", "图/b.png": "x"})
    (here / "图/a.png").unlink()
    (here / "图/b.png").rename(here / "图/d.png")
    missing = found("--ignore", "image-not-an-image")
    assert [each.split(":")[1].split()[0] for each in missing] == ["1", "3"]


def test_a_section_that_lost_its_words_is_told_at_its_heading(here: Path) -> None:
    commit(here, {"a.md": "# A\n\nWords.\n\n## B\n\nMore words.\n"})
    write(here, {"a.md": "# A\n\nWords.\n\n## B\n"})
    assert found() == ["a.md:5 empty-section"]


def test_a_deleted_note_that_was_excluded_is_not_looked_at(here: Path) -> None:
    commit(here, {"notelint.yaml": "exclude: [drafts/]", "drafts/b.md": paper(), "a.md": paper(text="Words.")})
    (here / "drafts/b.md").unlink()
    write(here, {"c.md": CLEAN.replace("2304.08485", "2304.00001")})
    assert found() == []


def test_what_is_not_reported_is_counted(here: Path) -> None:
    commit(here, {"a.md": "[x](gone.md)\n"})
    ran = notelint("--since", "HEAD")
    assert (ran.code, ran.out) == (0, "")
    assert "1 finding was there before what changed since HEAD, and is not reported [unchanged]" in ran.err


def test_changed_settings_are_not_compared_and_that_is_said(here: Path) -> None:
    commit(here, {"notelint.yaml": "rules: {broken-link: off}\n", "a.md": "[x](gone.md)\n"})
    write(here, {"notelint.yaml": "\n"})
    assert "notelint.yaml changed too: what that means for unchanged notes" in notelint("--since", "HEAD").err


def test_the_arguments_still_select(here: Path) -> None:
    commit(here, {"a.md": CLEAN, "b.md": "[c](c.md)\n", "c.md": CLEAN.replace("2304.08485", "2304.00001")})
    (here / "c.md").unlink()
    write(here, {"a.md": "[x](gone.md)\n"})
    assert found("a.md") == ["a.md:1 broken-link"]


def test_a_collection_in_a_part_of_the_repository_is_compared_with_its_part(here: Path) -> None:
    commit(here, {"site/notelint.yaml": "", "site/a.md": "[x](gone.md)\n", "b.md": "[x](gone.md)\n"})
    write(here, {"site/b.md": "[x](lost.md)\n", "b.md": "[x](lost.md)\n"})
    assert found("site") == ["site/b.md:1 broken-link"]


def test_only_what_is_asked_for_is_mended(here: Path) -> None:
    commit(here, {"图/a.png": "", "a.md": f"![x](图/A.png)\n\n{MANY}", "b.md": "![x](图/A.png)\n"})
    write(here, {"a.md": f"![x](图/A.png)\n\n{MANY}![x](图/A.png)\n"})
    assert notelint("--since", "HEAD", "--diff").out.count("\n+!") == 1
    notelint("--since", "HEAD", "--fix")
    assert (here / "a.md").read_text("utf-8") == f"![x](图/A.png)\n\n{MANY}![x](图/a.png)\n"
    assert (here / "b.md").read_text("utf-8") == "![x](图/A.png)\n"


def test_annotations_on_changed_lines_come_first(here: Path) -> None:
    links = "".join(f"[x](b.md#s{n})\n\n" for n in range(12))
    commit(here, {"a.md": links, "b.md": "".join(f"## S{n}\n\nWords.\n\n" for n in range(12)), "c.md": CLEAN})
    write(here, {"b.md": "# Other\n\nWords.\n", "c.md": f"{CLEAN}[x](b.md#t)\n"})
    first = notelint("--since", "HEAD", "--format", "github").out.splitlines()[0]
    assert "file=c.md" in first


# What cannot be compared


def test_what_cannot_be_compared_is_2_and_never_a_silent_pass(here: Path) -> None:
    commit(here, {"a.md": CLEAN})
    ran = notelint("--since", "nope")
    assert (ran.code, ran.out, ran.err) == (2, "", "notelint: git knows no commit `nope`\n")
    ran = notelint("--since", "HEAD", "--stdin-filename", "a.md", stdin=b"x")
    assert (ran.code, ran.out) == (2, "")
    assert "--since compares files" in ran.err


def test_a_shallow_clone_is_2(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(here / "far", {"a.md": CLEAN})
    git(here / "far", "switch", "-c", "mine")
    commit(here / "far", {"b.md": "[x](gone.md)\n"})
    git(here, "clone", "--depth", "1", "--branch", "mine", f"file://{here}/far", "near")
    monkeypatch.chdir(here / "near")
    ran = notelint("--since", "origin/main")
    assert ran.code == 2
    assert "fetch-depth: 0" in ran.err


# pre-commit says between which commits it runs


def test_the_commits_that_pre_commit_names_are_compared(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(here, {"a.md": f"[old](gone.md)\n\n{MANY}"})
    commit(here, {"a.md": f"[old](gone.md)\n\n{MANY}[new](lost.md)\n"})
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "HEAD~1")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    assert notelint("a.md").out.startswith("a.md:63:7: error: ")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD~1")  # what is on the disk is something else
    assert notelint("a.md").out.startswith("a.md:1:7: error: ")


def test_a_finding_of_many_lines_counts_where_one_of_them_has_changed(here: Path) -> None:
    code = "".join(f"code {n}\n" for n in range(50))
    commit(here, {"a.md": f"text\n\n<div>\n{code}", "b.md": f"```\n{code}"})
    write(here, {"a.md": f"text!\n\n<div>\n{code}", "b.md": f"```\n{code}more\n"})
    assert found() == []
