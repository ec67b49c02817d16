"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import notelint
from notelint.text.lazy import lazy_re


def test_each_pattern_of_the_package_can_be_compiled() -> None:
    count = 0
    for module in pkgutil.walk_packages(notelint.__path__, "notelint."):
        if module.name != "notelint.__main__":
            for value in vars(importlib.import_module(module.name)).values():
                if type(value).__name__ == "_Lazy":
                    assert value.groups >= 0
                    count += 1
    assert count > 300


def test_a_pattern_answers_as_one_that_is_compiled_at_once() -> None:
    lazy, eager = lazy_re(r"(?P<a>\d)(b)?", re.IGNORECASE), re.compile(r"(?P<a>\d)(b)?", re.IGNORECASE)
    text = "1b 2B 3"
    assert (lazy.pattern, lazy.flags, lazy.groups, lazy.groupindex) == (
        "(?P<a>\\d)(b)?",
        eager.flags,
        2,
        eager.groupindex,
    )
    assert lazy.findall(text) == eager.findall(text)
    assert lazy.sub("x", text) == eager.sub("x", text)
    assert [each.span() for each in lazy.finditer(text)] == [each.span() for each in eager.finditer(text)]
    assert lazy.search(text).span() == (0, 2) and lazy.match("x") is None and lazy.fullmatch("1") is not None  # type: ignore[union-attr]


def test_a_match_is_not_asked_whether_it_is_of_a_lazy_pattern_by_identity() -> None:
    """`match.re` is the pattern as it was compiled, and never the lazy one."""
    package = Path(notelint.__file__).parent
    wrong = [path.name for path in package.rglob("*.py") if re.search(r"\.re (is|==|!=|in) ", path.read_text("utf-8"))]
    assert wrong == []


def test_a_mistake_shows_at_first_use() -> None:
    wrong = lazy_re("(")
    with pytest.raises(re.error):
        wrong.search("")
