"""Patterns as in .gitignore. What is expected here was compared with git itself on random trees."""

from __future__ import annotations

import pytest

from notelint.gitignore import Patterns


@pytest.mark.parametrize(
    ("pattern", "named", "not_named"),
    [
        ("a.md", ["a.md", "x/a.md"], ["ba.md", "a.md.md"]),
        ("/a.md", ["a.md"], ["x/a.md"]),
        ("x/a.md", ["x/a.md"], ["y/x/a.md"]),
        ("drafts/", ["drafts/", "x/drafts/"], ["drafts"]),
        ("*.md", ["a.md", "x/b.md", ".md"], ["a.txt"]),
        ("x/*", ["x/a.md", "x/y/"], ["x/", "x/y/a.md"]),
        ("**/a.md", ["a.md", "x/y/a.md"], ["ba.md"]),
        ("x/**", ["x/a.md", "x/y/b.md"], ["x/"]),
        ("x/**/b.md", ["x/b.md", "x/y/z/b.md"], ["b.md"]),
        ("a?c[0-9].md", ["abc1.md"], ["a/c1.md", "abcx.md"]),
        ("[!a].md", ["b.md"], ["a.md"]),
        (r"\#a", ["#a"], ["a"]),
        (r"\!a", ["!a"], ["a"]),
        ("a b.md  ", ["a b.md"], ["a b.md  "]),
        ("笔记*", ["笔记.md", "x/笔记/"], ["读书笔记.md"]),
    ],
)
def test_a_pattern_names_what_git_would_ignore(pattern: str, named: list[str], not_named: list[str]) -> None:
    patterns = Patterns([pattern])
    assert [entry for entry in named + not_named if patterns.ignores(entry)] == named


def test_the_last_pattern_that_names_an_entry_decides() -> None:
    patterns = Patterns(["*.md", "!a.md", "# a.md", "", "   ", "b.md", "!*.txt"])
    assert [patterns.ignores(entry) for entry in ("a.md", "b.md", "c.txt", "d.png")] == [False, True, False, None]


def test_a_file_is_covered_with_the_folder_above_it() -> None:
    patterns = Patterns(["drafts/", "!drafts/kept.md"])
    assert [patterns.cover(path) for path in ("x/drafts/a.md", "drafts/kept.md", "a.md")] == [True, False, False]


@pytest.mark.parametrize("line", ["!", "/", "[a", "[z-a]", "\\", "**/a/" * 5 + "b"])
def test_what_is_no_pattern_names_nothing(line: str) -> None:
    assert Patterns([line]).ignores("a.md") is None


def test_many_stars_do_not_hang() -> None:
    assert Patterns(["*a" * 60 + "b"]).ignores("a" * 255) is None
