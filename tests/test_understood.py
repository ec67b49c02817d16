"""What single viewers make of links, names and navigations that no other has."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import commit

from notelint import check
from notelint.front_matter import header_lines
from notelint.site import Site, detect
from notelint.site.listing import Listing
from notelint.site.notes import notes

PNG = "\x89PNG" + "0" * 60


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def told(root: Path, *rules: str) -> list[tuple[str, int, str]]:
    found = check([root], root=root, select=rules).findings
    return [((Path.cwd() / each.path).resolve().relative_to(root).as_posix(), each.line, each.rule) for each in found]


def site_of(root: Path) -> Site:
    listing = Listing(root)
    return detect(root, listing, notes(root, listing=listing))


# Zensical


def test_zensical_has_many_extensions_of_python_markdown_by_itself(tmp_path: Path) -> None:
    write(tmp_path, {"zensical.toml": '[project]\nsite_name = "x"\n', "docs/a.md": ""})
    dialect = site_of(tmp_path).dialect
    assert (dialect.emphasis, dialect.lists, dialect.admonitions) == ("betterem", "python-markdown", True)
    assert (dialect.footnotes, dialect.math, dialect.mark, dialect.strikethrough) == (True, True, True, True)


@pytest.mark.parametrize(
    ("pin", "emphasis"),
    [("", "betterem"), ("pymdown-extensions==11.0\n", "python-markdown"), ("pymdown-extensions>=12\n", "betterem")],
)
def test_the_emphasis_of_betterem_is_commonmarks_from_a_version_on(pin: str, emphasis: str, tmp_path: Path) -> None:
    settings = "markdown_extensions:\n- pymdownx.betterem\n"
    write(tmp_path, {"mkdocs.yml": settings, "requirements.txt": pin, "docs/a.md": ""})
    assert site_of(tmp_path).dialect.emphasis == emphasis


@pytest.mark.parametrize(
    ("settings", "known", "in_html"),
    [
        ("title: a\n", True, False),
        ("plugins: [jekyll-wiki]\n", False, False),
        ("kramdown: {parse_block_html: true}\n", True, True),
    ],
)
def test_what_jekyll_reads_follows_from_its_settings(settings: str, known: bool, in_html: bool, tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": settings, "_layouts/a.html": "", "a.md": ""})
    dialect = site_of(tmp_path).dialect
    assert (not dialect.is_default("wikilinks"), dialect.markdown_in_html) == (known, in_html)


def test_what_zensical_is_told_to_load_is_all_that_it_loads(tmp_path: Path) -> None:
    loaded = "[project.markdown_extensions.footnotes]\n[project.markdown_extensions.pymdownx.tilde]\n"
    text = f'[project]\ndocs_dir = "pages"\n{loaded}'
    write(tmp_path, {"zensical.toml": text, "pages/a.md": ""})
    site = site_of(tmp_path)
    assert (site.dialect.footnotes, site.dialect.strikethrough, site.dialect.admonitions) == (True, True, False)
    assert site.content == ("pages",)


@pytest.mark.parametrize(
    ("settings", "requirements", "loaded"),
    [("", "zensical==0.0.73\n", True), ("", "mkdocs\n", False), ("markdown_extensions: [toc]\n", "zensical\n", False)],
)
def test_zensical_reads_the_settings_of_mkdocs(settings: str, requirements: str, loaded: bool, tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": f"site_name: x\n{settings}", "requirements.txt": requirements, "docs/a.md": ""})
    assert site_of(tmp_path).dialect.admonitions is loaded


# Pelican


def test_pelican_fills_in_where_files_are(tmp_path: Path) -> None:
    one = (
        "Title: One\nDate: 2024-01-02\n\n"
        "![x]({static}/images/x.png) ![x]({attach}../images/x.png) [y]({filename}/deep/two.md)\n\n"
        "[y](|filename|two.md) [z]({tag}any) [z]({index})\n\n"
        "[gone]({filename}gone.md)\n\n"
        "![gone]({static}/images/gone.png)\n"
    )
    write(tmp_path, {"pelicanconf.py": "PATH = 'content'\n", "content/deep/one.md": one, "README.md": "# R\n\nText.\n"})
    write(tmp_path, {"content/deep/two.md": "Title: Two\n\nText.\n", "content/images/x.png": PNG})
    assert told(tmp_path, "broken-link", "missing-image") == [
        ("content/deep/one.md", 8, "broken-link"),
        ("content/deep/one.md", 10, "missing-image"),
    ]


def test_no_fix_takes_what_pelican_fills_in_out_of_a_link(tmp_path: Path) -> None:
    files = {"pelicanconf.py": "PATH = 'content'\n", "content/a.md": "[b]({filename}b.md)\n", "content/b.md": "Text.\n"}
    commit(write(tmp_path, files))
    (tmp_path / "content/b.md").rename(tmp_path / "content/c.md")
    commit(tmp_path)
    found = check([tmp_path], root=tmp_path, select=["broken-link"]).findings
    assert [(each.line, each.fix) for each in found] == [(1, None)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Title: A\nDate: 2024\n\nText: x\n", 2),
        ("Title: A\n    goes on\nTags: b\n\nText.\n", 3),
        ("Title: A", 0),
        ("Text.\n", 0),
        ("\nTitle: A\n", 0),
    ],
)
def test_the_first_lines_are_keys_where_the_viewer_reads_them(text: str, lines: int) -> None:
    assert header_lines(text) == lines


# MyST

MYST = """\
(my-target)=
# T

[a](#my-target) [c](b.md#far) [d](#far) [](b.md)

[e](#nowhere)

```{figure} x.png
:name: fig

A figure.
```

$$
a = b
$$ (eq)

[e](#fig) [f](#eq) [g](#quoted) [h](#code)

:::{note}
:name: "quoted"
Text.
:::

```text
(code)=
```
"""


def test_myst_names_places_that_all_notes_know(tmp_path: Path) -> None:
    settings = 'extensions = ["myst_parser"]\nmyst_enable_extensions = ["colon_fence", "dollarmath"]\n'
    write(tmp_path, {"conf.py": settings, "index.rst": "x\n", "a.md": MYST, "b.md": "(far)=\nText.\n", "x.png": PNG})
    # `code` is shown, and names nothing.
    assert told(tmp_path, "links") == [("a.md", 6, "broken-anchor"), ("a.md", 18, "broken-anchor")]


def test_elsewhere_the_same_names_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "(my-target)=\n# T\n\n[a](#my-target) [](b.md)\n", "b.md": "Text.\n"})
    assert [each[2] for each in told(tmp_path, "broken-anchor", "empty-link")] == ["broken-anchor", "empty-link"]


# mdBook

BOOK = {
    "book.toml": "[book]\n",
    "src/SUMMARY.md": "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n- [Draft]()\n",
    "src/one.md": "# One\n\n{{#include part.md}}\n\n[Nothing]()\n",
    "src/two.md": "# Two\n\nText.\n",
    "src/part.md": "Text.\n",
}


def test_a_chapter_to_be_written_leads_nowhere_and_nothing_else_may(tmp_path: Path) -> None:
    assert told(write(tmp_path, BOOK), "empty-link") == [("src/one.md", 5, "empty-link")]


def test_a_book_makes_no_page_of_a_note_that_its_summary_does_not_name(tmp_path: Path) -> None:
    assert told(write(tmp_path, BOOK), "nav-mismatch") == []
    write(tmp_path, {"src/left-out.md": "# L\n\nText.\n"})
    assert told(tmp_path, "nav-mismatch") == [("src/left-out.md", 1, "nav-mismatch")]
    write(tmp_path, {f"src/more/{n}.md": "Text.\n" for n in range(3)})  # a folder with other notes in it
    assert told(tmp_path, "nav-mismatch") == []
