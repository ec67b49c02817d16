"""Nothing is asked of the disk behind the back of `files.witness`: what nobody noted would look fresh for ever."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from runs import paper, write

from notelint.files import witness
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.run.session import Session

_opened: list[str] | None = None


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is not None and event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes)):
        _opened.append(os.fsdecode(arguments[0]))


sys.addaudithook(_hook)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """All files and folders that are opened meanwhile."""
    global _opened
    _opened = found = []
    yield found
    _opened = None


@pytest.mark.parametrize(
    "marker", ["", "mkdocs.yml", "hugo.toml", "_config.yml", "astro.config.mjs", ".obsidian/app.json"]
)
def test_what_a_run_opens_below_its_root_is_a_note_or_was_noted(tmp_path: Path, marker: str, opened: list[str]) -> None:
    files = {
        "notelint.yaml": "rule-folders: [mine]\n",
        "mine/README.md": "# Mine\n\ntext\n",
        "docs/index.md": "# Index\n\n[A](a.md#one) [B](../README.md) ![x](images/x.png) [[b]]\n",
        "docs/a.md": "---\ntitle: A\ndate: 2024-01-02\n---\n\n## One\n\n![](images/y.PNG) [gone](gone.md)\n",
        "docs/b.md": paper("ViT"),
        "docs/images/x.png": "\x89PNG",
        "docs/images/Y.png": "GIF89a",
        "README.md": "# Read me\n\ntext\n",
        "package.json": "{}",
        ".gitignore": "node_modules\n",
        **(
            {marker: "{}" if marker.endswith("json") else "site_name: x\n" if "yml" in marker else ""} if marker else {}
        ),
    }
    write(tmp_path, files)
    seen: dict[witness.Question, bytes] = {}
    opened.clear()
    with witness.watching(seen):
        run = Run([tmp_path], cwd=tmp_path)
        session = Session(run, RuleSet.of(run.config, run.root))
        session.read(run.notes)
        session.report()
    noted = {os.path.realpath(question.words[0]) for question in seen if question.words}
    notes = {str(run.root / path) for path in run.notes}
    below = {os.path.realpath(path) for path in opened if os.path.realpath(path).startswith(str(run.root))}
    assert below - noted - notes == set()
    assert below & noted


def test_each_question_can_be_asked_again(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n\n![x](x.png)\n", "x.png": "\x89PNG", ".gitignore": "b\n"})
    seen: dict[witness.Question, bytes] = {}
    with witness.watching(seen):
        run = Run([tmp_path], cwd=tmp_path)
        session = Session(run, RuleSet.of(run.config, run.root))
        session.read(run.notes)
        session.report()
    assert witness.is_same(seen.items(), {})
    assert {question.asker for question in seen} <= witness.ASKERS.keys()
    (tmp_path / "x.png").unlink()
    assert not witness.is_same(seen.items(), {})
