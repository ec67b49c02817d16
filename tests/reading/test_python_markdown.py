"""Lists and tables on an MkDocs site, beside what Python-Markdown itself makes of them."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache

import pytest

from reading.tools import read, slices

# In a process of its own: `markdown` is the name of a folder of these tests too.
SHOW = """
import sys, markdown
print(markdown.markdown(sys.stdin.read(), extensions=["tables", "fenced_code", "admonition"]))
"""
MKDOCS = {"emphasis": "python-markdown", "lists": "python-markdown"}


@cache
def structure(text: str) -> str:
    """The lists, items, tables and quotes that Python-Markdown makes, nested as it does."""
    run = [sys.executable, "-I", "-X", "utf8", "-c", SHOW]
    html = subprocess.run(run, input=text, capture_output=True, encoding="utf-8", check=True).stdout
    return "".join(re.findall(r"</?(?:ul|ol|li|table|blockquote)\b", html)).replace("</", "/")


def mended(text: str) -> str:
    edits = sorted({edit for each in read(text, **MKDOCS).defects for edit in each.edits}, reverse=True)
    for start, end, new in edits:
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a:\n- b\n- c\n", "a:\n\n- b\n- c\n"),
        ("a\n1. b\n", "a\n\n1. b\n"),
        ("- a\n  - b\n", "- a\n    - b\n"),
        ("1. a\n   - b\n     c\n   - d\n2. e\n", "1. a\n    - b\n      c\n    - d\n2. e\n"),
        ("* a\n  * b\n    * c\n", "* a\n    * b\n        * c\n"),
        ("a\n- b\n   - c\n", "a\n\n- b\n    - c\n"),
        ("a\n| b |\n| - |\n| c |\n", "a\n\n| b |\n| - |\n| c |\n"),
    ],
)
def test_what_is_flagged_is_shown_otherwise_until_it_is_mended(text: str, after: str) -> None:
    assert mended(text) == after
    assert structure(text) != structure(after)
    assert read(after, **MKDOCS).defects == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# a\n- b\n", "<ul<li/li/ul"),
        ("- a\n    - b\n", "<ul<li<ul<li/li/ul/li/ul"),
        ("- a\n\n    - b\n", "<ul<li<ul<li/li/ul/li/ul"),
        ("a\n\n- b\n- c\n", "<ul<li/li<li/li/ul"),
        ("- a\n- b\n\ntext\n", "<ul<li/li<li/li/ul"),
        ("```\na\n- b\n```\n", ""),
        ("\t- a\n", ""),
    ],
)
def test_what_python_markdown_shows_is_not_flagged(text: str, shown: str) -> None:
    assert structure(text) == shown
    assert read(text, **MKDOCS).defects == []


def test_in_a_quote_it_is_told_and_not_mended() -> None:
    text = "> a\n> - b\n"
    [defect] = read(text, **MKDOCS).defects
    assert (slices(text, [defect]), defect.edits) == (["- b"], ())
    assert structure(text) == "<blockquote/blockquote"


def test_a_list_within_lists_is_one_finding() -> None:
    text = "- a\n  - b\n    - c\n  - d\n"
    assert slices(text, read(text, **MKDOCS).defects) == ["- b"]


def test_elsewhere_nothing_is_said() -> None:
    assert read("a:\n- b\n  - c\n").defects == []
    assert read("- b\n  - c\n", emphasis="python-markdown", lists="truly-sane").defects == []


def test_a_list_beside_code_that_stands_too_far_left_is_told_and_not_mended() -> None:
    text = "1. a\n\n   ```\n   b\n   ```\n\n   - c\n"
    assert [(each.case, each.edits) for each in read(text, **MKDOCS).defects] == [("merged", ())]
    assert "<ul" in structure(text)
    assert "<ul" not in structure(text.replace("   - c", "    - c"))
