"""Whatever is changed between two runs, one that remembers says what one without a memory says."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import git, notelint, paper, write

from notelint.checks import CHECKS
from notelint.writing.cache import FOLDER

NOTES = {
    "notelint.yaml": "# own\nrules:\n  empty-section:\n    enabled: true\n",
    "index.md": "# Index\n\n[A](a.md#one) [B](sub/b.md) ![x](images/x.png)\n",
    "a.md": "---\ntitle: A\ntags: [x]\ndate: 2024-01-02\n---\n\n## One\n\ntext here\n\n## Two\n\n[gone](gone.md)\n",
    "sub/b.md": paper("ViT"),
    "sub/c.md": paper("ViT again"),
    "images/x.png": "\x89PNG",
    "mine/README.md": "# Own rules\n\ntext\n",
}

RULE = """---
title: No links
severity: warning
check: each
items: links
message: A link.
zh:
  message: 链接。
---

# No links
"""


@pytest.fixture(params=[False, True], ids=["folder", "git"])
def here(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param:
        from notelint.git import runner

        runner.begin(tmp_path)
    monkeypatch.chdir(write(tmp_path, NOTES))
    monkeypatch.setenv("NOTELINT_CACHE_DIR", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    return tmp_path


def _change(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = root / path
        if file.exists():
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return change


def _same_size_and_times(root: Path) -> None:
    """An edit that shows neither in a note's size nor in the time of its last change."""
    file = root / "a.md"
    if file.exists():
        before = file.stat()
        text = file.read_text("utf-8")
        swapped = text.replace("gone.md", "g0ne.md") if "gone.md" in text else text.replace("g0ne.md", "gone.md")
        file.write_text(swapped, "utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _rename(path: str, other: str) -> Callable[[Path], None]:
    def rename(root: Path) -> None:
        one, two = (path, other) if (root / path).exists() else (other, path)
        if (root / one).exists():
            (root / two).parent.mkdir(exist_ok=True)
            (root / one).rename(root / two)

    return rename


def _toggle(path: str, text: str) -> Callable[[Path], None]:
    def toggle(root: Path) -> None:
        file = root / path
        if file.exists():
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    return toggle


EDITS: dict[str, Callable[[Path], None]] = {
    "prose": _change("a.md", "text here", "text here and there"),
    "lines before": _change("a.md", "## One", "More.\n\n## One"),
    "prose back": _change("a.md", "text here and there", "text here"),
    "heading": _change("a.md", "## One", "## Uno"),
    "heading back": _change("a.md", "## Uno", "## One"),
    "link": _change("index.md", "sub/b.md", "sub/x.md"),
    "id": _change("sub/c.md", "2304.08485", "2304.08486"),
    "suppression": _change("a.md", "[gone](gone.md)", "[gone](gone.md) <!-- notelint-disable-line broken-link -->"),
    "same size": _same_size_and_times,
    "a note is renamed": _rename("sub/b.md", "sub/d.md"),
    "an image is renamed": _rename("images/x.png", "images/y.png"),
    "a note comes or goes": _toggle("gone.md", "# Gone\n\ntext\n"),
    "an image comes or goes": _toggle("images/z.png", "z"),
    "configuration": _change("notelint.yaml", "enabled: true", "enabled: false"),
    "configuration back": _change("notelint.yaml", "enabled: false", "enabled: true"),
    "another configuration": _toggle(".notelint.yaml", "exclude: [sub]\n"),
    "gitignore": _toggle(".gitignore", "sub/\n"),
    "a generator": _toggle("mkdocs.yml", "site_name: x\n"),
    "a rule": _toggle("mine/links/my-rule.md", RULE),
    "rules": _change("notelint.yaml", "# own", "rule-folders: [mine]"),
    "papers": _toggle("notelint-papers.json", "{}"),
}


def assert_as_without(*arguments: str) -> None:
    ran = notelint("--format", "json", "--jobs", "1", "--paranoid", *arguments)
    assert ran.out.startswith("{") and "is not so" not in ran.err, ran.err


@pytest.mark.parametrize("name", EDITS)
def test_after_each_change_a_run_says_what_one_without_a_memory_says(here: Path, name: str) -> None:
    assert_as_without()
    assert_as_without()
    EDITS[name](here)
    assert_as_without()
    EDITS[name](here)
    assert_as_without()


@pytest.mark.parametrize("seed", range(4))
def test_so_it_does_after_many_changes_at_random(here: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        for name in chance.sample(sorted(EDITS), chance.randint(0, 2)):
            EDITS[name](here)
        assert_as_without(*chance.choice(((), (), ("--all",), ("sub",), ("--select", "links"), ("a.md",))))


def test_a_run_in_which_nothing_changed_reads_no_note(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from notelint.reading import note

    first = notelint("--format", "concise")

    def never(*arguments: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(note, "read_note", never)
    monkeypatch.setattr("notelint.run.relations.applied", never)
    again = notelint("--format", "concise")
    assert (again.out, again.code) == (first.out, first.code)


def test_without_a_cache_nothing_is_kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTELINT_CACHE_DIR")
    notelint("--no-cache")
    assert not (here / FOLDER).exists()


def _silent(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """From now on these checks find nothing."""
    for name in names:
        monkeypatch.setitem(CHECKS, name, CHECKS[name]._replace(run=lambda *given: iter(())))


def test_an_edit_makes_only_those_rules_work_that_read_what_changed(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = notelint("--format", "concise")
    assert "[broken-link]" in before.out and "[stub-entry]" in before.out
    _silent(monkeypatch, "broken-link", "stub-entry")
    EDITS["prose"](here)
    assert notelint("--format", "concise").out == before.out
    EDITS["link"](here)
    after = notelint("--format", "concise").out
    assert "[broken-link]" not in after and "[stub-entry]" in after


def test_a_finding_moves_with_what_it_is_about(here: Path) -> None:
    assert "a.md:13:8:" in notelint("--format", "concise", "a.md").out
    EDITS["lines before"](here)
    assert "a.md:15:8:" in notelint("--format", "concise", "a.md").out
    assert_as_without()


def test_what_is_known_of_all_notes_serves_a_run_for_one(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "[broken-link]" in notelint("--format", "concise").out
    _silent(monkeypatch, "broken-link", "duplicate-paper")
    assert "[broken-link]" in notelint("--format", "concise", "a.md").out
    # Which of two notes is blamed depends on which one was asked for.
    assert "[duplicate-paper]" not in notelint("--format", "concise", "sub").out


@pytest.mark.parametrize("here", [True], indirect=True, ids=["git"])
def test_a_commit_makes_only_those_rules_work_that_asked_git(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = notelint("--format", "concise")
    _silent(monkeypatch, "duplicate-paper", "stub-entry")
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "--message", "all")
    assert notelint("--format", "concise").out == before.out
