"""Who shows which note: the site, a vault beside it, or the forge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from notelint import check
from notelint.reading.profile import ReadingProfiles
from notelint.site import Site, detect
from notelint.site.listing import Listing
from notelint.site.notes import notes

Detected = Callable[..., Site]
KEYS = "---\ntitle: A\n---\n"


@pytest.fixture
def detected(tmp_path: Path) -> Detected:
    """Makes a collection of files, each with its text, and finds who shows its notes."""

    def make(files: dict[str, str]) -> Site:
        write(tmp_path, files)
        listing = Listing(tmp_path)
        return detect(tmp_path, listing, notes(tmp_path, listing=listing))

    return make


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def told(root: Path, *paths: str) -> list[tuple[str, int, str]]:
    found = check([root / path for path in paths], root=root).findings
    return [(Path(each.path).name, each.line, each.rule) for each in found]


def test_what_lies_outside_of_a_sites_folders_is_shown_by_the_forge(detected: Detected) -> None:
    site = detected({"mkdocs.yml": "", "docs/index.md": "", "README.md": "", "docs/README.md": "", ".git/HEAD": ""})
    assert site.of("docs/index.md") is site
    assert site.of("docs/README.md") is site
    assert [site.of(path).generator for path in ("README.md", "notes/x.md", ".github/x.md")] == ["GitHub"] * 3


def test_without_a_repository_nobody_knows_who_shows_notes_that_no_site_does(detected: Detected) -> None:
    site = detected(
        {"mkdocs.yml": "", "docs/index.md": "", "notes/x.md": "", "README.md": "", "docs-de/CONTRIBUTING.md": ""}
    )
    assert (site.of("notes/x.md").generator, site.of("notes/x.md").viewer.known) == ("", False)
    assert site.of("README.md").generator == site.of("docs-de/CONTRIBUTING.md").generator == "GitHub"


def test_a_vault_beside_a_site_is_found_by_its_notes(detected: Detected) -> None:
    site = detected({"mkdocs.yml": "", "docs/index.md": "", "notes/x.md": "![[y.png]]"})
    assert site.of("notes/x.md").generator == "Obsidian"


@pytest.mark.parametrize(
    ("files", "shower"),
    [
        ({"_config.yml": "", "Gemfile": "", "README.md": "# Theme\n"}, "GitHub"),
        ({"_config.yml": "", "Gemfile": "", "README.md": KEYS}, "Jekyll"),
        ({"_quarto.yml": "", "README.md": ""}, "GitHub"),
        ({"logseq/config.edn": "", "pages/a.md": "", "README.md": ""}, "GitHub"),
        ({".obsidian/app.json": "", "README.md": ""}, "Obsidian"),
        ({"astro.config.mjs": "", "src/content/a.md": "", "README.md": ""}, "GitHub"),
    ],
    ids=lambda value: "",
)
def test_a_front_page_is_the_forges_where_the_site_makes_no_page_of_it(
    files: dict[str, str], shower: str, detected: Detected
) -> None:
    assert detected(files).of("README.md").generator == shower


def test_where_a_bundler_may_read_notes_from_anywhere_they_stay_the_sites(detected: Detected) -> None:
    site = detected({"astro.config.mjs": "", "src/content/a.md": "", "blog/a.md": "", "blog/README.md": ""})
    assert site.of("blog/a.md") is site
    assert site.of("blog/README.md").generator == "GitHub"


def test_each_site_below_and_beside_another_shows_its_own_notes(detected: Detected) -> None:
    site = detected(
        {
            "docs/mkdocs.yml": "",
            "docs/docs/a.md": "",
            "website/docusaurus.config.js": "",
            "website/docs/a.md": "",
            "website/README.md": "",
            "more/deep/vault/.obsidian/app.json": "",
            "more/deep/vault/a.md": "",
        }
    )
    shown = {path: site.of(path).generator for path in ("docs/docs/a.md", "website/docs/a.md", "more/deep/vault/a.md")}
    assert list(shown.values()) == ["MkDocs", "Docusaurus", "Obsidian"]
    assert site.of("website/README.md").generator == "GitHub"


def test_who_edits_the_pages_of_a_site_does_not_show_them(detected: Detected) -> None:
    site = detected({"mkdocs.yml": "", "docs/.obsidian/app.json": "", "docs/a.md": "", "docs/sub/book.toml": ""})
    assert site.of("docs/a.md") is site
    assert site.others == ()


def test_the_folder_of_a_sites_pages_may_lie_beside_the_site(detected: Detected) -> None:
    files = {"site/mkdocs.yml": "docs_dir: ../pages\n", "pages/a.md": "", "site/b.md": "", "README.md": ""}
    site = detected(files)
    assert site.content == ("pages",)
    assert site.of("pages/a.md") is site
    assert site.of("README.md").generator == "GitHub"


def test_each_note_is_read_as_its_own_reader_sees_it(detected: Detected) -> None:
    site = detected({"mkdocs.yml": "", "docs/a.md": "", "README.md": "", "templates/b.md": "", ".git/HEAD": ""})
    profiles = ReadingProfiles(site, {})
    page, front = profiles.of("docs/a.md"), profiles.of("README.md")
    assert (page.dialect.callouts, page.dialect.lists, page.generator) == ("none", "python-markdown", "MkDocs")
    assert (front.dialect.callouts, front.dialect.lists, front.generator) == ("github", "commonmark", "GitHub")


def test_of_drafts_and_moulds_is_said_what_neither_site_nor_forge_renders(detected: Detected) -> None:
    site = detected({"_config.yml": "", "_posts/2024-01-02-a.md": KEYS, "_drafts/b.md": KEYS})
    profiles = ReadingProfiles(site, {})
    post, draft = profiles.of("_posts/2024-01-02-a.md").dialect, profiles.of("_drafts/b.md").dialect
    assert (post.callouts, post.attributes, post.emphasis) == ("none", True, "kramdown")
    assert (draft.callouts, draft.attributes, draft.emphasis) == ("github", True, "kramdown")


def test_a_readme_is_judged_by_the_forge_whatever_is_asked_for(tmp_path: Path) -> None:
    text = "# R\n\n> [!WARNING]\n> Take care.\n\nNote[^1].\n\n- a\n  - b\n\n[^1]: Foot.\n"
    write(tmp_path, {"mkdocs.yml": "", "docs/index.md": "# H\n\nText.\n", "README.md": text})
    assert told(tmp_path, ".") == told(tmp_path, "README.md") == []


def test_a_readmes_paths_count_from_the_repositorys_root(tmp_path: Path) -> None:
    text = "# R\n\n[a](docs/x.md) [b](/docs/x.md) [c](/x.md)\n\n![d](/docs/d.png) ![e](/d.png)\n"
    write(tmp_path, {"mkdocs.yml": "", "docs/x.md": "# X\n\nText.\n", "README.md": text, "docs/d.png": ""})
    (tmp_path / "docs/d.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    found = [each for each in told(tmp_path, ".") if each[0] == "README.md"]
    assert found == [("README.md", 3, "broken-link"), ("README.md", 5, "missing-image")]


def test_an_anchor_is_good_where_either_reader_finds_it(tmp_path: Path) -> None:
    readme = "# R\n\n[a](docs/x.md#中文) [b](docs/x.md#_1) [c](docs/x.md#gone)\n"
    write(tmp_path, {"mkdocs.yml": "", "docs/x.md": "# X\n\n## 中文\n\nText.\n", "README.md": readme})
    assert [each for each in told(tmp_path, ".") if each[2] == "broken-anchor"] == [("README.md", 3, "broken-anchor")]


def test_the_settings_of_a_vault_name_its_templates(detected: Detected) -> None:
    site = detected(
        {
            "vault/.obsidian/templates.json": '{"folder": "moulds"}',
            "vault/.obsidian/daily-notes.json": '{"template": "other/daily"}',
            "vault/.obsidian/plugins/templater-obsidian/data.json": '{"templates_folder": "tp"}',
            "vault/moulds/a.md": "",
            "vault/templates/a.md": "",
            "vault/other/daily.md": "",
            "vault/tp/x.md": "",
            "vault/other/a.md": "",
            "README.md": "",
        }
    )
    profiles = ReadingProfiles(site, {})
    moulds = ("moulds/a.md", "templates/a.md", "other/daily.md", "tp/x.md")
    assert [profiles.of(f"vault/{path}").role for path in moulds] == ["template"] * 4
    assert profiles.of("vault/other/a.md").role == "page"


def test_a_vault_knows_nothing_of_what_lies_around_it(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "", "docs/a.md": "# A\n\nText.\n", "vault/.obsidian/app.json": ""})
    write(tmp_path, {"vault/b.md": "# B\n\n[[a]] [[sub/c]]\n", "vault/sub/c.md": "# C\n\nText.\n"})
    assert [each[2] for each in told(tmp_path, ".")] == ["broken-wikilink"]


@pytest.mark.parametrize(
    ("marker", "text", "shown"),
    [
        ("docusaurus.config.js", "docs: { path: '../guide' }, plugins: [[x, { path: 'more' }]]", ["../guide", "more"]),
        ("hugo.toml", "[languages.de]\ncontentDir = 'de'\n[languages.en]\ncontentDir = 'en'", ["de", "en"]),
        ("hugo.yaml", "module:\n  mounts:\n  - {source: lib/docs, target: content/docs}", ["content", "lib/docs"]),
        ("mkdocs.yml", "plugins:\n- simple", ["", "anywhere"]),
    ],
)
def test_the_configuration_tells_which_folders_are_shown(
    marker: str, text: str, shown: list[str], detected: Detected
) -> None:
    paths = [f"site/{folder}/a.md".replace("site/../", "").replace("//", "/") for folder in shown]
    site = detected({f"site/{marker}": text, **dict.fromkeys(paths, ""), "other/b.md": ""})
    assert [site.of(path) is site for path in (*paths, "other/b.md")] == [True] * len(paths) + [False]
