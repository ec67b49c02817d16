"""Which files are notes, and what a path finds."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from notelint.site.listing import Found, Listing
from notelint.site.near_paths import suggest
from notelint.site.notes import notes
from notelint.site.root import collection_root

Grow = Callable[..., Path]


@pytest.fixture
def grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grow:
    """Makes files in a home of their own: `grow("a.md", {"b.md": "text"}, "folder/")`."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    root = tmp_path / "collection"
    root.mkdir()

    def make(*names: str | dict[str, str]) -> Path:
        for name in names:
            for path, text in (name if isinstance(name, dict) else {name: ""}).items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                if path.endswith("/"):
                    (root / path).mkdir(exist_ok=True)
                else:
                    (root / path).write_text(text, encoding="utf-8")
        return root

    return make


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


# Listing


def test_a_path_finds_the_file_that_is_spelled_like_it(grow: Grow) -> None:
    listing = Listing(grow("images/a.png", "notes/b.md"))
    assert listing.find("images/a.png") == Found("file", "images/a.png")
    assert listing.find("notes/../images/./a.png") == Found("file", "images/a.png")
    assert listing.find("/images//") == Found("dir", "images")
    assert listing.find("") == Found("dir", "")
    assert listing.find("images/b.png") == Found("missing")
    assert listing.find("images/a.png/x") == Found("missing")


def test_a_path_in_other_case_is_found_as_such_on_every_system(grow: Grow) -> None:
    listing = Listing(grow("Images/Fig.PNG"))
    assert listing.find("images/fig.png") == Found("case", "Images/Fig.PNG")
    assert listing.find("Images/Fig.png").actual == "Images/Fig.PNG"


def test_an_exact_name_comes_before_one_in_other_case(grow: Grow) -> None:
    listing = Listing(grow("a.png", "A.png", "images/", "Images/b.png", "IMAGES/b.PNG"))
    assert listing.find("A.png") == Found("file", "A.png")
    assert listing.find("images/b.png") == Found("case", "IMAGES/b.PNG", only=False)


def test_a_name_in_another_unicode_form_is_the_same_file(grow: Grow) -> None:
    decomposed = unicodedata.normalize("NFD", "résumé.md")
    listing = Listing(grow(decomposed))
    assert listing.find("résumé.md") == Found("file", decomposed)
    assert listing.find("Résumé.md") == Found("case", decomposed)


def test_what_leaves_the_root_is_outside(grow: Grow) -> None:
    listing = Listing(grow("a.md"))
    assert listing.find("../a.md") == Found("outside")
    assert listing.find("x/../../collection/a.md") == Found("outside")


def test_a_folder_is_read_once(grow: Grow) -> None:
    root = grow("a.md")
    listing = Listing(root)
    assert dict(listing.names("")) == {"a.md": "file"}
    (root / "b.md").touch()
    assert listing.find("b.md") == Found("missing")


def test_names_that_no_file_system_takes_find_nothing(grow: Grow) -> None:
    listing = Listing(grow("a.md"))
    assert listing.find("a\0b/c") == Found("missing")
    assert listing.find("x" * 5000) == Found("missing")
    assert listing.names("no/such/folder") == {}


# Notes


def test_notes_are_markdown_files_in_order(grow: Grow) -> None:
    root = grow("b.md", "a.MD", "c/d.mdx", "c/e.markdown", "f.txt", "md", "g.md/")
    assert notes(root) == ["a.MD", "b.md", "c/d.mdx", "c/e.markdown"]


def test_hidden_names_dependencies_and_build_output_hold_no_notes(grow: Grow) -> None:
    root = grow(
        ".github/a.md", ".trash/a.md", "._a.md", "node_modules/x/README.md", "_site/a.md",
        "package.json", "dist/a.md", "build/a.md",
        "docs/mkdocs.yml", "docs/site/a.md", "docs/docs/a.md",
        "blog/hugo.toml", "blog/public/a.md", "blog/themes/x/README.md", "blog/content/a.md",
        "env/pyvenv.cfg", "env/lib/a.md", "other/.git/HEAD", "other/a.md",
        "graph/logseq/config.edn", "graph/logseq/bak/pages/a.md",
    )  # fmt: skip
    (root / "env" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    assert notes(root) == ["blog/content/a.md", "docs/docs/a.md"]


def test_folders_with_such_names_are_kept_where_nothing_builds(grow: Grow) -> None:
    root = grow("dist/a.md", "build/a.md", "site/a.md", "public/a.md", "vendor/a.md", "themes/a.md", "bak/a.md")
    assert len(notes(root)) == 7


def test_exclude_and_only_are_patterns_of_gitignore(grow: Grow) -> None:
    root = grow("a.md", "drafts/b.md", "x/drafts/c.md", "x/d.md", "x/y/e.md")
    assert notes(root, ["drafts/", "x/y/*.md"]) == ["a.md", "x/d.md"]
    assert notes(root, only=["/x/", "!/x/y/"]) == ["x/d.md", "x/drafts/c.md"]
    assert notes(root, ["[", "!"]) == notes(root)


def test_symbolic_links_are_not_followed(grow: Grow) -> None:
    root = grow("notes/a.md", "elsewhere/")
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "b.md").touch()
    (root / "copy.md").symlink_to(root / "notes" / "a.md")
    (root / "notes" / "loop").symlink_to(root)
    (root / "outside").symlink_to(outside)
    assert notes(root) == ["notes/a.md"]
    git(root, "init")
    git(root, "add", ".")
    assert notes(root) == ["notes/a.md"]


def test_what_gitignore_files_name_is_left_out_without_git(grow: Grow) -> None:
    root = grow(
        {".gitignore": "/private/\n*.tmp.md\n", "x/.gitignore": "*.md\n!kept.md\n"},
        "a.md", "b.tmp.md", "private/c.md", "x/d.md", "x/kept.md", "y/private/e.md",
    )  # fmt: skip
    assert notes(root) == ["a.md", "x/kept.md", "y/private/e.md"]


def test_git_tells_what_is_a_note_where_it_can(grow: Grow) -> None:
    root = grow({".gitignore": "*.tmp.md\nthesis.md\n"}, "a.md", "b.tmp.md", "thesis.md", "中文/笔记.md", "gone.md")
    git(root, "init")
    git(root, "add", "-f", "a.md", "thesis.md", "gone.md")
    (root / "gone.md").unlink()
    assert notes(root) == ["a.md", "thesis.md", "中文/笔记.md"]


def test_a_collection_inside_an_ignored_folder_still_has_notes(grow: Grow) -> None:
    root = grow({".gitignore": "build/\n"}, "build/notes/a.md")
    git(root, "init")
    assert notes(root / "build" / "notes") == ["a.md"]


# The root


def test_the_nearest_baseline_is_the_root(grow: Grow) -> None:
    root = grow("notelint-baseline.json", "x/a.md")
    assert collection_root([root / "x"], root / "x") == root


def test_the_nearest_configuration_is_the_root(grow: Grow) -> None:
    root = grow("notelint.yaml", "x/mkdocs.yml", "x/docs/a.md")
    assert collection_root([root / "x/docs/a.md"], root) == root
    assert collection_root([Path("x/docs")], root) == root


def test_pyproject_counts_only_with_a_table_for_notelint(grow: Grow) -> None:
    root = grow({"pyproject.toml": "[tool.notelint]\n", "x/pyproject.toml": "[tool.ruff]\n", "y/pyproject.toml": "["})
    grow("x/a.md", "y/a.md")
    assert collection_root([root / "x/a.md"], root) == root
    assert collection_root([root / "y/a.md"], root) == root


def test_without_configuration_a_generators_marker_is_the_root(grow: Grow) -> None:
    root = grow("README.md", "site/astro.config.mjs", "site/src/content/a.md", ".git/")
    assert collection_root([root / "site/src/content"], root) == root / "site"


def test_a_vault_that_is_the_content_of_a_site_belongs_to_the_site(grow: Grow) -> None:
    root = grow("hugo.toml", "content/.obsidian/", "content/a.md", "vault/.obsidian/", "vault/b.md")
    assert collection_root([root / "content/a.md"], root) == root
    assert collection_root([root / "vault/b.md"], root) == root / "vault"


def test_without_a_marker_gits_root_is_the_root_and_nothing_above_it(grow: Grow) -> None:
    root = grow("notelint.yaml", "repo/.git/", "repo/notes/a.md")
    assert collection_root([root / "repo/notes/a.md"], root) == root / "repo"


def test_with_nothing_to_go_by_the_common_folder_is_the_root(grow: Grow) -> None:
    root = grow("x/y/a.md", "x/z/b.md")
    assert collection_root([root / "x/y/a.md", root / "x/z/b.md"], root) == root / "x"
    assert collection_root([root / "x/y/a.md"], root) == root / "x/y"
    assert collection_root([], root / "x") == root / "x"
    assert collection_root([Path("../x/./z")], root / "x") == root / "x/z"


def test_the_home_folder_is_no_collection_of_its_own_accord(grow: Grow) -> None:
    root = grow("a.md")
    (root.parent / ".obsidian").mkdir()
    assert collection_root([root / "a.md"], root) == root
    assert collection_root([root.parent], root) == root.parent


# Suggestions


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("content", "src/content"),
        ("src/contents", "src/content"),
        ("SRC/content", "src/content"),
        ("readme.md", "README.md"),
        ("note/a.md", "src/content/a.md"),
        ("qqq", None),
    ],
)
def test_a_missing_path_suggests_the_likely_one(grow: Grow, typed: str, meant: str | None) -> None:
    root = grow("src/content/a.md", "README.md", "node_modules/content/")
    suggested = suggest(root / typed)
    assert suggested == (None if meant is None else (root / meant).as_posix())


def test_a_text_that_is_in_no_file_yet_is_found_like_one(grow: Grow) -> None:
    root = grow("a.md")
    listing = Listing(root, ["b.md", "new/folder/c.md"])
    assert [listing.find(path).kind for path in ("a.md", "b.md", "new/folder/c.md", "new", "d.md")] == [
        "file",
        "file",
        "file",
        "dir",
        "missing",
    ]
