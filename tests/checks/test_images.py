from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from trees import image, view

from notelint.checks.images import image_case, missing_image
from notelint.collection.view import View
from notelint.model.finding import Edit, Hit, Paths
from notelint.rule.contract import Remark

PAGE = "src/content/note/a.md"
SITE = ("astro.config.mjs", "public/images/Fig 1.png", PAGE)
VAULT = (".obsidian/app.json", "n/a.md", "files/Fig.png")


def missing(of: View, note: str, target: str, **more: Any) -> list[Hit]:
    return [told for told in missing_image([image(note, target, **more)], None, of) if isinstance(told, Hit)]


@pytest.mark.parametrize(
    "target",
    ["/images/Fig%201.png", "/images/Fig 1.png?v=2", "https://example.org/x.png", "data:image/png,x", "{{ x }}"],
)
def test_an_image_that_is_there_or_elsewhere(tmp_path: Path, target: str) -> None:
    assert missing(view(tmp_path, *SITE), PAGE, target) == []


def test_a_missing_image_is_told_with_where_it_was_looked_for(tmp_path: Path) -> None:
    [hit] = missing(view(tmp_path, *SITE), PAGE, "/images/gone.png")
    assert (hit.case, hit.facts["looked"]) == ("missing", Paths(("public/images/gone.png",)))
    [hit] = missing(view(tmp_path, *SITE), PAGE, "fig.png")
    assert hit.facts["looked"].paths[0] == "src/content/note/fig.png"


def test_the_folder_that_is_served_is_taken_out(tmp_path: Path) -> None:
    [hit] = missing(view(tmp_path, *SITE), PAGE, "/public/images/Fig%201.png")
    assert hit.case == "served"
    assert hit.fix is not None
    assert hit.fix.edits == (Edit(PAGE, 4, 30, "/images/Fig%201.png"),)


def test_another_case_is_not_missing_too(tmp_path: Path) -> None:
    assert missing(view(tmp_path, *SITE), PAGE, "/images/fig%201.png") == []


def test_of_a_note_alone_it_is_said_that_nobody_knows_where_to_look(tmp_path: Path) -> None:
    [told] = missing_image([image("a.md", "/images/a.png")], None, view(tmp_path, "a.md"))
    assert isinstance(told, Remark)
    assert (told.code, told.facts["example"]) == ("image-root-unknown", "/images/a.png")


def test_a_relative_image_of_a_note_alone_is_missing_all_the_same(tmp_path: Path) -> None:
    assert [hit.case for hit in missing(view(tmp_path, "a.md"), "a.md", "x.png")] == ["missing"]


def test_a_note_is_no_image(tmp_path: Path) -> None:
    assert [hit.case for hit in missing(view(tmp_path, "a.md", "fig.md"), "a.md", "fig")] == ["missing"]


def test_an_image_without_a_file(tmp_path: Path) -> None:
    assert [hit.case for hit in missing(view(tmp_path, "a.md"), "a.md", "")] == ["empty"]


def test_an_embed_finds_an_image_anywhere_without_case(tmp_path: Path) -> None:
    vault = view(tmp_path, *VAULT)
    assert missing(vault, "n/a.md", "fig.PNG", kind="embed") == []
    assert list(image_case([image("n/a.md", "fig.PNG", kind="embed")], None, vault)) == []
    assert [hit.case for hit in missing(vault, "n/a.md", "gone.png", kind="embed")] == ["embed"]


@pytest.mark.parametrize(
    ("target", "right"),
    [("/images/fig%201.png", "/images/Fig%201.png"), ("/Images/fig%201.PNG#x", "/images/Fig%201.png#x")],
)
def test_the_case_is_put_right(tmp_path: Path, target: str, right: str) -> None:
    [hit] = image_case([image(PAGE, target)], None, view(tmp_path, *SITE))
    assert hit.facts["actual"] == Paths(("public/images/Fig 1.png",))
    assert hit.fix is not None
    assert hit.fix.edits == (Edit(PAGE, 4, 4 + len(target), right),)


def test_the_right_case_is_right(tmp_path: Path) -> None:
    assert list(image_case([image(PAGE, "/images/Fig%201.png")], None, view(tmp_path, *SITE))) == []
