"""What is true of a viewer stands in its row, and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import notelint
from notelint.site import Site
from notelint.site.dialect import FEATURES, Decisions, Source
from notelint.site.viewer import Viewer
from notelint.site.viewers import VIEWERS, found_in, named
from notelint.text.slugs import SLUGGERS

PACKAGE = Path(notelint.__file__).parent
NAMES = re.compile(rf"(?<![a-z])(?:{'|'.join(re.escape(viewer.name) for viewer in VIEWERS)})(?![a-z])", re.IGNORECASE)
EXCEPT = (
    "text/slugs.py",  # the ways to make a fragment of a heading are called after who first did
    "identity/arxiv.py",  # one of its subjects is called like a viewer
)


def strings(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_no_module_outside_of_site_asks_for_a_viewer_by_its_name() -> None:
    named_in = [
        f"{module}: {text!r}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not (module := path.relative_to(PACKAGE).as_posix()).startswith(("site/", "report/", *EXCEPT))
        for text in strings(ast.parse(path.read_text("utf-8")))
        if NAMES.search(text)
    ]
    assert named_in == []


def test_the_name_of_a_viewer_would_be_found() -> None:
    tree = ast.parse('"""Hugo."""\nif view.site.generator == "Hugo":\n    "x"\n')
    assert [text for text in strings(tree) if NAMES.search(text)] == ["Hugo"]


def test_a_plain_folder_has_a_row_that_expects_nothing() -> None:
    viewer = Site(root="/notes").viewer
    assert (viewer.name, viewer.known, viewer.editor) == ("", False, True)
    assert (viewer.routed, viewer.drops_drafts, viewer.shows_outside) == (False, False, "anything")


def test_a_name_that_no_viewer_has_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        named("hugo")


def test_names_are_not_given_twice_and_markers_lead_to_their_viewer() -> None:
    assert len({viewer.name for viewer in VIEWERS}) == len(VIEWERS)
    for viewer in VIEWERS:
        for marker in viewer.markers:
            beside = marker.beside[:1]
            assert any(found_in({name, *beside}) == (viewer, name) for name in marker.names), viewer.name


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: viewer.name)
def test_a_row_names_features_and_sluggers_that_there_are(viewer: Viewer) -> None:
    assert set(viewer.dialect) <= set(FEATURES)
    assert set(viewer.dialect.get("slugs", ())) <= set(SLUGGERS)


def test_a_dialect_tells_what_decided_each_feature() -> None:
    decisions = Decisions("Hugo", named("Hugo").dialect)
    decisions.change({"mark": True}, "extras.mark in hugo.toml")
    dialect = decisions.dialect()
    assert (dialect.sources["mark"], dialect.sources["math"]) == (Source.DETECTED, Source.DEFAULT)
    assert (dialect.is_default("mark"), dialect.is_default("math")) == (False, True)


def test_the_page_about_viewers_names_each_and_how_it_is_found() -> None:
    page = (Path(__file__).parents[1] / "docs" / "viewers.md").read_text("utf-8")
    table = "\n".join(line for line in page.splitlines() if line.startswith("|"))
    for viewer in (*VIEWERS, named("GitHub")):
        line = next(
            (line for line in table.splitlines() if viewer.name in line.partition("|")[2].partition("|")[0]), ""
        )
        assert line, viewer.name
        assert ("known only" in line) is not viewer.understood, viewer.name
        assert all(ending in line for ending in viewer.other_notes), viewer.name
