from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from trees import image, link, note, view, wikilink

from notelint.checks.links import broken_anchor, broken_link, broken_wikilink, empty_link, unrendered_link
from notelint.collection.view import View
from notelint.model.finding import Hit, Paths
from notelint.model.items import Image, Link, Unrendered, Wikilink


def cases(hits: Iterable[Hit]) -> list[str]:
    return [hit.case for hit in hits]


def broken(root: Path, target: str, *files: str, **more: Any) -> list[Hit]:
    return list(broken_link([link("a.md", target, **more)], None, view(root, "a.md", *files)))


def fixed(hit: Hit) -> str | None:
    """`[text](target)` after the fix."""
    assert isinstance(hit.item, Link | Image)
    text = f"[text]({hit.item.target})"
    if hit.fix is None:
        return None
    [edit] = hit.fix.edits
    return text[: edit.start] + edit.new + text[edit.end :]


def test_a_missing_file_is_told_with_where_it_was_looked_for(tmp_path: Path) -> None:
    [hit] = broken(tmp_path, "papers/vit.md")
    assert (hit.case, hit.facts["looked"], hit.start, hit.end) == ("missing", Paths(("papers/vit.md",)), 7, 20)


def test_what_exists_elsewhere_is_named(tmp_path: Path) -> None:
    [hit] = broken(tmp_path, "vit.md", "papers/vit.md")
    assert (hit.case, hit.facts["near"]) == ("near", Paths(("papers/vit.md",)))


def test_a_to_do_may_lead_to_what_is_not_written(tmp_path: Path) -> None:
    assert cases(broken(tmp_path, "vit.md", task=True)) == ["planned"]
    assert cases(broken(tmp_path, "vit.md", "papers/vit.md", task=True)) == ["near"]


@pytest.mark.parametrize("target", ["https://example.org/x.md", "#x", "mailto:me@example.org", "[https://example.org"])
def test_what_is_no_path_is_not_judged(tmp_path: Path, target: str) -> None:
    assert broken(tmp_path, target) == []


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("Papers/clip.md", "papers/Clip.md"),
        ("./Papers/../PAPERS/clip.md#x", "./Papers/../papers/Clip.md#x"),
        ("papers/vision%20transformer.md?raw=true", "papers/Vision%20Transformer.md?raw=true"),
        ("papers/图%20a.md", "papers/图%20A.md"),
        ("papers/%E5%9B%BE%20a.md", "papers/%E5%9B%BE%20A.md"),
    ],
)
def test_case_is_put_right_in_the_authors_encoding(tmp_path: Path, target: str, right: str) -> None:
    files = ("papers/Clip.md", "papers/Vision Transformer.md", "papers/图 A.md")
    [hit] = broken(tmp_path, target, *files)
    assert (hit.case, fixed(hit)) == ("case", f"[text]({right})")
    assert hit.fix is not None
    assert hit.fix.safe


def test_a_destination_with_escapes_is_not_edited(tmp_path: Path) -> None:
    [hit] = broken(tmp_path, "a_b.md", "A_b.md", dest_end=14)
    assert (hit.case, hit.fix) == ("case", None)


def test_two_files_that_differ_in_case_are_not_chosen_from(tmp_path: Path) -> None:
    assert cases(broken(tmp_path, "CLIP.md", "clip.md", "Clip.md")) == ["missing"]


@pytest.mark.parametrize(
    ("target", "right", "safe"),
    [
        ("www.example.org/x", "https://www.example.org/x", True),
        ("example.org/x", "https://example.org/x", False),
        ("me@example.org", "mailto:me@example.org", False),
    ],
)
def test_an_address_gets_its_scheme(tmp_path: Path, target: str, right: str, safe: bool) -> None:
    [hit] = broken(tmp_path, target)
    assert (hit.case, fixed(hit)) == ("address", f"[text]({right})")
    assert hit.fix is not None
    assert hit.fix.safe is safe


# Anchors


def anchors(root: Path, target: str) -> list[Hit]:
    notes = {"a.md": note("a.md", "Results"), "b.md": note("b.md", "训练方法", "Training methods")}
    return list(broken_anchor([link("a.md", target)], None, view(root, "x.png", "c/x.csv", notes=notes)))


@pytest.mark.parametrize(
    "target",
    ["#results", "b.md#训练方法", "b.md", "x.png#x", "c/#x", "gone.md#x", "https://example.org/#x", "/posts/#x"],
)
def test_a_fragment_that_is_there_or_cannot_be_judged(tmp_path: Path, target: str) -> None:
    assert anchors(tmp_path, target) == []


def test_a_fragment_that_no_heading_makes(tmp_path: Path) -> None:
    [hit] = anchors(tmp_path, "b.md#%E6%95%B0%E6%8D%AE")
    assert (hit.case, hit.facts["fragment"], hit.facts["where"]) == ("heading", "数据", "there")
    [hit] = anchors(tmp_path, "#data")
    assert (hit.case, hit.facts["where"]) == ("heading", "here")


def test_a_heading_that_is_clearly_near_is_named(tmp_path: Path) -> None:
    [hit] = anchors(tmp_path, "b.md#training-method")
    assert (hit.case, hit.facts["near"]) == ("near-heading", "Training methods")


# Wikilinks


def vault(root: Path) -> View:
    notes = {"a.md": note("a.md", "Here"), "x/CLIP.md": note("x/CLIP.md", "Results")}
    return view(root, ".obsidian/app.json", "x/Contrastive Learning.md", "files/talk.pdf", notes=notes)


@pytest.mark.parametrize(
    "each",
    [
        wikilink("a.md", "clip"),
        wikilink("a.md", "clip", "results"),
        wikilink("a.md", "", "Here"),
        wikilink("a.md", "talk.pdf", "page=3"),
        wikilink("a.md", "https://example.org"),
        wikilink("a.md", "{{title}}"),
    ],
)
def test_a_wikilink_that_finds_something_or_means_nothing(tmp_path: Path, each: Wikilink) -> None:
    assert list(broken_wikilink([each], None, vault(tmp_path))) == []


@pytest.mark.parametrize(
    ("each", "case"),
    [
        (wikilink("a.md", "Scaling laws"), "missing"),
        (wikilink("a.md", "Paste xxx", embed=True), "missing"),
        (wikilink("a.md", "contrastive-learning"), "near"),
        (wikilink("a.md", "gone.pdf"), "file"),
        (wikilink("a.md", "gone.md"), "missing"),
        (wikilink("a.md", "clip", "Limits"), "heading"),
        (wikilink("a.md", "clip", "Result"), "near-heading"),
        (wikilink("a.md", "", "There"), "heading"),
    ],
)
def test_a_wikilink_that_does_not(tmp_path: Path, each: Wikilink, case: str) -> None:
    [hit] = broken_wikilink([each], None, vault(tmp_path))
    assert (hit.case, hit.start, hit.end) == (case, each.dest_start, each.dest_end)


# Empty links


def empty(root: Path, *links: Link, images: Iterable[Image] = ()) -> list[str]:
    notes = {"a.md": note("a.md", images=list(images))}
    return cases(empty_link(links, None, view(root, notes=notes)))


def test_a_link_without_destination_leads_nowhere(tmp_path: Path) -> None:
    assert empty(tmp_path, link("a.md", "", "Coming soon"), link("a.md", " ", "")) == ["no-target", "no-target"]


def test_the_top_of_the_page_is_a_destination(tmp_path: Path) -> None:
    assert empty(tmp_path, link("a.md", "#")) == []


def test_a_link_without_text_cannot_be_clicked(tmp_path: Path) -> None:
    assert empty(tmp_path, link("a.md", "b.md", "")) == ["no-text"]


def test_a_badge_can(tmp_path: Path) -> None:
    around = link("a.md", "b.md", "", start=10, end=40)
    assert empty(tmp_path, around, images=[image("a.md", "x.svg", start=11, end=20)]) == []
    assert empty(tmp_path, around, images=[image("a.md", "x.svg", start=40, end=50)]) == ["no-text"]


def test_the_text_of_html_is_not_known(tmp_path: Path) -> None:
    assert empty(tmp_path, link("a.md", "b.md", "", kind="html")) == []


def test_what_is_not_rendered_is_told_by_its_reason(tmp_path: Path) -> None:
    item = Unrendered(path="a.md", start=3, end=4, reason="lone-bracket", text="[")
    [hit] = unrendered_link([item], None, view(tmp_path, "a.md"))
    assert (hit.case, hit.facts) == ("lone-bracket", {"text": "["})
