"""What `--diff` prints can be read, and given to `git apply`."""

import subprocess
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.fix.unified import unified

FIELDS = [f"> **Arxiv**[{number}](u)\n>\n> **翻译**[{number}](u)\n>\n" for number in range(80)]
OLD = "".join(FIELDS).splitlines(keepends=True)


def test_lines_between_two_changed_ones_are_shown_once() -> None:
    new = [line.replace("**[7]", "** [7]") for line in OLD]
    changed = [line for line in unified(OLD, new, "a", "b") if line[0] in "-+" and not line.startswith(("---", "+++"))]
    assert changed == [
        "-> **Arxiv**[7](u)\n",
        "+> **Arxiv** [7](u)\n",
        "-> **翻译**[7](u)\n",
        "+> **翻译** [7](u)\n",
    ]


def test_what_is_alike_has_no_diff() -> None:
    assert list(unified(OLD, OLD, "a", "b")) == []


@pytest.mark.parametrize(
    ("old", "new"), [("a\n", "b\n"), ("", "a\n"), ("a\n", ""), ("a\nb\nc\n", "a\nc\n"), ("a\n" * 9, "a\n" * 8 + "b\n")]
)
def test_elsewhere_it_is_the_stock_diff(old: str, new: str) -> None:
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    assert list(unified(*lines, "a/n", "b/n")) == list(unified_diff(*lines, "a/n", "b/n"))


TEXTS = st.lists(st.sampled_from(["> a\n", ">\n", "b\n", "\n"]), max_size=40).map("".join)


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["", "end"]))
def test_git_makes_the_new_text_of_the_old_one(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str, end: str
) -> None:
    folder = tmp_path_factory.mktemp("git")
    note = Path(folder, "n.md")
    old, new = old + "x", new + end + "\n"
    note.write_text(old)
    diff = "".join(unified(old.splitlines(keepends=True), new.splitlines(keepends=True), "a/n.md", "b/n.md"))
    subprocess.run(["git", "apply", "--unidiff-zero", "-"], cwd=folder, input=diff, text=True, check=True)
    assert note.read_text() == new
