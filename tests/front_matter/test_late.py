"""Front matter that does not stand where the viewer looks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from notelint import check
from notelint.front_matter import parse

KEYS = "---\ntitle: A\n---\n\nText.\n"


def error(text: str, at_top: bool) -> str:
    found = parse(text, "a.md", at_top)
    return found.front_matter.error if found else "none"


@pytest.mark.parametrize(
    ("text", "at_top", "elsewhere"),
    [
        (KEYS, "", ""),
        ("\ufeff" + KEYS, "", ""),
        ("\n" + KEYS, "late: ", ""),
        (" \n\n" + KEYS, "late: ", ""),
        ("<!-- lint -->\n" + KEYS, "late: ", "late: "),
        ("<!-- two\nlines -->\n\n" + KEYS, "late: ", "late: "),
        ("  ---\n  title: A\n  ---\n", "late: ", "none"),
        ("<!-- lint -->\n---\nProse between two breaks.\n---\n", "none", "none"),
        ("<!-- lint -->\n---\nNote: prose between two breaks.\n---\n", "none", "none"),
        ("# A\n\n" + KEYS, "none", "none"),
    ],
)
def test_front_matter_begins_on_the_first_line(text: str, at_top: str, elsewhere: str) -> None:
    assert (error(text, True), error(text, False)) == (at_top, elsewhere)


def test_it_is_told_once_with_the_line_on_which_it_opens(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("\n\n---\ntitle: A\ntags: [a]\n---\n\n# A\n\nText.\n", "utf-8")
    found = check([tmp_path], root=tmp_path).findings
    assert [(each.rule, each.line) for each in found] == [("invalid-front-matter", 3)]


@pytest.mark.parametrize(
    ("marker", "note", "told"),
    [
        ("hugo.toml", "content/a.md", False),
        ("astro.config.mjs", "src/content/a.md", False),
        ("docusaurus.config.js", "docs/a.md", True),
        (".vitepress/config.ts", "a.md", True),
        ("eleventy.config.js", "a.md", True),
        (".obsidian/app.json", "a.md", True),
        ("readme.txt", "a.md", False),
    ],
)
def test_each_viewer_has_its_own_way(marker: str, note: str, told: bool, tmp_path: Path) -> None:
    for name, text in ((marker, ""), (note, "\n" + KEYS)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = check([tmp_path], root=tmp_path).findings
    assert [each.rule for each in found] == (["invalid-front-matter"] if told else [])
