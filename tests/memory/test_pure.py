"""What rules about single notes find is kept for the note alone: so they may ask of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from runs import write

from notelint.collection.view import View
from notelint.config.config import Config
from notelint.rule.examples import examples
from notelint.run import workers
from notelint.run.ruleset import RuleSet
from notelint.run.run import Run
from notelint.site import Site

# Of the view, what follows from the note; of its site, what tells runs apart (`Worker.digest_for`).
OF_NOTE = frozenset(
    {"note", "notes", "site", "prose", "text", "code", "spend", "watch", "items", "links_within", "heading_at"}
)
OF_SITE = frozenset({"viewer", "dialect", "generator"})


class _Site:
    def __init__(self, site: Site) -> None:
        self._site = site

    def of(self, path: str) -> _Site:
        return _Site(self._site.of(path))

    def __getattr__(self, name: str) -> Any:
        assert name in OF_SITE, f"a rule about single notes asks for {name} of the site"
        return getattr(self._site, name)


class _View(View):
    def __getattribute__(self, name: str) -> Any:
        assert name.startswith("_") or name in OF_NOTE, f"a rule about single notes asks for {name}"
        found = super().__getattribute__(name)
        return _Site(found) if name == "site" else found


def notes(rules: RuleSet) -> Iterator[str]:
    """The notes of the rules' own examples."""
    for rule in rules.all:
        for example in examples(rule):
            named = (text for name, text in example.files.items() if name.endswith(".md"))
            yield from (text for text in named if not any("\ud800" <= char <= "\udfff" for char in text))


def test_a_rule_about_single_notes_asks_for_nothing_but_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: x\ndocs_dir: .\n"})
    rules = RuleSet.of(Config(), tmp_path)
    write(tmp_path, {f"{number}.md": text for number, text in enumerate(notes(rules))})
    run = Run([tmp_path], cwd=tmp_path)
    every = [rule.id for rule in rules.all]
    worker = workers.Worker(run.reading, RuleSet.of(run.config, run.root, every))
    monkeypatch.setattr(workers, "View", _View)
    monkeypatch.setenv("NOTELINT_DEBUG", "1")
    found = [worker.note(path) for path in run.notes]
    assert sum(len(each.findings) for each in found if isinstance(each, workers.Result)) > 100
