"""A viewer that is known and not understood is said first, and so are the notes that nobody read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from runs import Ran, alone, notelint, write

from notelint.site.viewers import VIEWERS

# What only the viewer knows, and what all share.
NOTE = """\
# A

> [!WARNING] b
> c

**翻译：**文字

<div>
**b**
</div>

[a](#made-by-itself) [b](page) [c](/page/) ==x== ^[y] > [[Page]]

[d](gone.md) ![e](gone.png)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


def first(ran: Ran) -> list[str]:
    return [each["message"] for each in ran.report["notices"]]


MARKED = {
    "Quarto": "_quarto.yml",
    "Gatsby": "gatsby-config.js",
    "Nuxt": "nuxt.config.ts",
    "Next.js": "next.config.js",
    "VuePress": ".vuepress/config.js",
    "Rspress": "rspress.config.ts",
    "GitBook": ".gitbook.yaml",
    "Mintlify": "mint.json",
    "Retype": "retype.yml",
}


@pytest.mark.parametrize("viewer", MARKED)
def test_what_depends_on_a_viewer_that_is_not_understood_is_not_judged(viewer: str, here: Path) -> None:
    write(here, {MARKED[viewer]: "", "content/a.md": NOTE})
    ran = notelint("--format", "json", ".")
    assert [(each["line"], each["rule"]) for each in ran.report["findings"]] == [
        (14, "broken-link"),
        (14, "missing-image"),
    ]
    assert first(ran)[0].startswith(f"{viewer} shows the notes and is not understood here")
    assert (
        notelint(".").out.startswith(f"{viewer} shows the notes and is not understood") or viewer in notelint(".").err
    )


def test_it_is_said_in_chinese_too(here: Path) -> None:
    write(here, {"_quarto.yml": "", "a.md": NOTE})
    ran = notelint("--format", "json", "--lang", "zh", ".")
    assert first(ran)[0].startswith("这些笔记由 Quarto 显示，这里不了解它")


def test_of_a_graph_of_logseq_only_files_are_judged(here: Path) -> None:
    text = "- [x]([[Page]]) [y](((6479f2a5-0000))) [[term/beta]] [[Sep 14th, 2020]] ![z](../assets/gone.png)\n"
    write(here, {"logseq/config.edn": "", "pages/a.md": text, "README.md": "# R\n\n- [ ] Text.\n"})
    ran = notelint("--format", "json", ".")
    assert [each["rule"] for each in ran.report["findings"]] == ["missing-image"]


def test_who_is_understood_is_not_mentioned(here: Path) -> None:
    write(here, {"hugo.toml": "", "content/a.md": "# A\n\nText.\n"})
    assert first(notelint("--format", "json", ".")) == []


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"_quarto.yml": "", "a.qmd": "", "b/c.qmd": "", "d.md": "Text.\n"}, "2 notes that Quarto shows were not read"),
        ({"conf.py": "", "index.rst": "", "a.md": "Text.\n"}, "1 note that Sphinx shows was not read"),
        ({"hugo.toml": "", "content/a.md": "Text.\n", "content/b.org": ""}, "1 note that Hugo shows was not read"),
        ({"hugo.toml": "", "content/a.md": "Text.\n", "notes.org": ""}, ""),
        ({"README.rst": "", "a.md": "Text.\n"}, ""),
    ],
    ids=["quarto", "sphinx", "hugo", "outside of the site", "no site"],
)
def test_notes_in_another_language_than_markdown_are_counted(files: dict[str, str], said: str, here: Path) -> None:
    write(here, files)
    messages = first(notelint("--format", "json", "."))
    assert any(each.startswith(said) for each in messages) if said else messages == []


def test_where_none_of_the_notes_is_markdown_nothing_was_checked(here: Path) -> None:
    write(here, {"_quarto.yml": "", "a.qmd": "", "b/c.qmd": "", "_d.txt": ""})
    ran = notelint("--format", "json")
    assert ran.code == 2
    assert first(ran)[0].startswith("nothing was checked: 2 notes that Quarto shows were not read, since they are no")


def test_each_row_that_is_only_noticed_has_a_marker() -> None:
    assert all(viewer.markers for viewer in VIEWERS)


# A wiki

WIKI = {
    "Home.md": "# Home\n\n[[Getting Started]] [[how|Getting Started]] [x](getting-started)\n"
    "[y](Getting-Started#first-step)\n\n[[Not There]] [z](Not-There)\n",
    "_Sidebar.md": "[[Home]] [[Getting Started#first-step]]\n",
    "guides/Getting-Started.md": "# Getting Started\n\n## First step\n\n[[Home]]\n",
}


def test_a_page_of_a_wiki_is_found_by_its_name_wherever_it_is(here: Path) -> None:
    write(here, WIKI)
    ran = notelint("--format", "json", ".")
    assert notelint("--format", "terminal", ".").out.startswith("GitHub wiki (Home.md)")
    found = [(each["path"], each["line"], each["rule"]) for each in ran.report["findings"]]
    assert [each for each in found if each[2] != "self-link"] == [
        ("Home.md", 6, "broken-wikilink"),
        ("Home.md", 6, "broken-link"),
    ]
    assert json.dumps(ran.report["notices"]) == "[]"


def test_the_repository_of_a_wiki_is_known_by_its_name(here: Path) -> None:
    write(here, {"project.wiki/Home.md": "# Home\n\n[[My page]]\n", "project.wiki/My-page.md": "Text.\n"})
    assert notelint("--format", "json", "project.wiki").report["findings"] == []
    assert notelint("--format", "terminal", "project.wiki").out.startswith("GitHub wiki (")
