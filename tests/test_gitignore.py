"""Patterns as in .gitignore: what they mean is compared with git, whose `?` is a byte."""

from __future__ import annotations

import random
import re
import signal
import subprocess
from pathlib import Path

import pytest

from notelint.files.gitignore import Patterns, refusal


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


@pytest.mark.parametrize("line", ["!", "/", "[a", "\\", "[[:no:]]", "a" * 1001])
def test_what_is_no_pattern_names_nothing(line: str) -> None:
    assert Patterns([line]).ignores("a.md") is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a/**/b*.md", ""),
        ("# [a", ""),
        ("", ""),
        ("!x", ""),
        ("[a", "no pattern as in .gitignore"),
        ("!", "no pattern"),
    ],
)
def test_a_line_that_is_no_pattern_can_be_told(line: str, said: str) -> None:
    assert refusal(line).startswith(said)
    assert bool(refusal(line)) == bool(said)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 60 + "b", "a" * 255),
        ("**/a/**/a/**/a/**/a/**/b", "a/" * 1900 + "x.md"),
        ("[a-z]*" * 60 + "Q", "a" * 255),
        ("a/**/" * 60 + "b", "a/" * 1900 + "x.md"),
    ],
)
def test_nothing_makes_a_pattern_hang(pattern: str, path: str) -> None:
    before = signal.signal(signal.SIGALRM, lambda number, frame: pytest.fail("takes for ever"))
    signal.alarm(60)
    try:
        assert not Patterns([pattern]).cover(path)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


PIECES = (
    *("a", "b", "ab", ".", "-", "]", "!", "#", " ", "\\ ", "\\a", "\\*", "\\", "[", "{a,b}", "/", "/", "*", "*", "?"),
    *("**", "**/", "/**", "/**/", "[ab]", "[!a]", "[^a]", "[a-c]", "[c-a]", "[]a]", "[!]a]", "[]-a]", "[a-]", "[-a]"),
    *(
        "[[:alpha:]]",
        "[[:digit:]b]",
        "[[:foo:]]",
        "[\\]]",
        "[\\a-c]",
        "[a-\\c]",
        "[*]",
        "[?]",
        "[/]",
        "[a/b]",
        "[\\\\]",
    ),
)
NAMES = ("a", "b", "ab", "abc", "c", "]", "-", "*", "[", "a ", "\\", "!a", "#a", ".a", "1", "z", "?")


@pytest.mark.parametrize("seed", range(8))
def test_random_patterns_mean_what_they_mean_to_git(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    paths = sorted({"/".join(chance.choices(NAMES, k=chance.randint(1, 4))) for _ in range(150)})
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    for _ in range(25):
        pieces = "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
        # What git's manual says of `a**`, that it is `a*`, git itself does not hold to.
        line = re.sub(r"(?<=[^/])\*\*+|\*\*+(?=[^/])", "*", re.sub("/+", "/", pieces))
        (tmp_path / ".gitignore").write_text(f"{line}\n")
        patterns = Patterns([line])
        assert [path for path in paths if _ignored(path, patterns)] == _ignored_by_git(tmp_path, paths), line


def _ignored(path: str, patterns: Patterns) -> bool:
    """What git ignores it ignores with all that is below."""
    above = (path[:at] for at, letter in enumerate(path) if letter == "/")
    return any(patterns.ignores(f"{folder}/") for folder in above) or bool(patterns.ignores(path))


def _ignored_by_git(root: Path, paths: list[str]) -> list[str]:
    command = ["git", "check-ignore", "--no-index", "-z", "--stdin"]
    done = subprocess.run(command, cwd=root, input="\0".join(paths).encode(), capture_output=True, check=False)
    return done.stdout.decode().split("\0")[:-1]
