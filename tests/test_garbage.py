"""Runs go without the garbage collector, so reading must leave it nothing to do."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from notelint import check
from notelint.reading.note import read_note
from notelint.run.run import Run

NOTE = """---
title: Seeing and reading
tags: [vision]
---

# Seeing and reading

> [!NOTE] LLaVA
> **Arxiv** [2304.08485](https://arxiv.org/abs/2304.08485)

- **Idea**: an *encoder*, and `code`
- [x] $x^2$ ![figure](a.png)

| a | b |
|---|---|
| 1 | <a id="x">y</a> |
"""


@pytest.fixture
def collector() -> Iterator[None]:
    """Gives the collector back as it was."""
    was = gc.isenabled()
    yield
    gc.enable() if was else gc.disable()


def test_a_note_that_was_read_holds_on_to_nothing(collector: None, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(NOTE, "utf-8")
    reading = Run([tmp_path], root=tmp_path).reading
    read_note(reading.source("a.md"), reading.profiles.of("a.md"))  # what is made once is made
    gc.collect()
    gc.disable()
    read_note(reading.source("a.md"), reading.profiles.of("a.md"))
    assert gc.collect() == 0


@pytest.mark.parametrize("enabled", [True, False])
def test_a_check_leaves_the_collector_as_it_was(enabled: bool, collector: None, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(NOTE, "utf-8")
    gc.enable() if enabled else gc.disable()
    check([tmp_path], root=tmp_path)
    assert gc.isenabled() is enabled
