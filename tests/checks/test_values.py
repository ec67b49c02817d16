from types import SimpleNamespace
from typing import Any

import pytest

from notelint import front_matter
from notelint.checks.values import lossy_value, unquoted_wikilink
from notelint.model.items import NoteItems
from notelint.site import Dialect, Site


def note(yaml: str) -> NoteItems:
    parsed = front_matter.parse(f"---\n{yaml}\n---\n", "a.md")
    assert parsed is not None
    return NoteItems(path="a.md", start=0, end=0, front_matter=parsed.front_matter, keys=parsed.keys)


def view(generator: str = "", wikilinks: bool = True) -> Any:
    return SimpleNamespace(site=Site(root="/notes", generator=generator, dialect=Dialect(wikilinks=wikilinks)))


def lost(yaml: str, generator: str = "") -> list[tuple[str, str]]:
    return [(hit.case, str(hit.facts.get("becomes", ""))) for hit in lossy_value([note(yaml)], None, view(generator))]


@pytest.mark.parametrize(
    ("yaml", "generator", "expected"),
    [
        ("arxiv: 2103.00020", "", ("zeros", "2103.0002")),
        ("arxivId: 1412.6980", "", ("zeros", "1412.698")),
        ("version: 2.0", "Astro", ("zeros", "2")),
        ("version: 2.00", "", ("zeros", "2")),
        ("id: 007", "Obsidian", ("zeros", "7")),
        ("id: 2024_05", "Hexo", ("zeros", "202405")),
        ("weight: 010", "VitePress", ("octal", "8")),
        ("tweet: 1234567890123456789", "Astro", ("large", "1234567890123456800")),
        ("commit: 12e3", "Hugo", ("exponent", "12000")),
        ("duration: 1:02:03", "Jekyll", ("base-60", "3723")),
        ("country: NO", "MkDocs", ("boolean", "false")),
        ("title: 2026-01-24", "Hexo", ("date", "2026-01-24")),
        ("title: Fix #3", "", ("comment", "")),
        ("color: #fff", "", ("comment-only", "")),
        ("tags:\n  - #a\n  - b", "", ("comment-only", "")),
    ],
)
def test_what_a_value_becomes(yaml: str, generator: str, expected: tuple[str, str]) -> None:
    assert lost(yaml, generator) == [expected]


@pytest.mark.parametrize(
    ("yaml", "generator"),
    [
        ("arxiv: 2304.08485", ""),
        ("arxiv: '2103.00020'", ""),
        ("version: 2.0", "MkDocs"),
        ("version: 2.0.10", ""),
        ("rating: 4.50", "Astro"),
        ("weight: 010", "Astro"),
        ("weight: 08", "VitePress"),
        ("start: 08:30", "MkDocs"),
        ("duration: 1:02:03", "Astro"),
        ("toc: no", "MkDocs"),
        ("lang: no", "Astro"),
        ("timestamp: 1700000000000", "Astro"),
        ("isbn: 9780201483406", "Astro"),
        ("big: 1234567890123456789", "Hugo"),
        ("title: 2026-01-24", ""),
        ("draft: true #soon", ""),
        ("image: #optional", ""),
        ("tags: [a, b] #c", ""),
        ("arxiv:", ""),
    ],
)
def test_what_loses_nothing(yaml: str, generator: str) -> None:
    assert lost(yaml, generator) == []


def test_items_of_lists_are_told_at_their_place() -> None:
    read = note("tags: [python, 3.10, '3.20']")
    (hit,) = lossy_value([read], None, view())
    assert (hit.facts["raw"], hit.start) == ("3.10", len("---\ntags: [python, "))


def test_toml_has_no_comments_in_values_and_no_words_for_true() -> None:
    parsed = front_matter.parse('+++\narxiv = 2103.00020\ntitle = "a #3"\n+++\n', "a.md")
    assert parsed is not None
    read = NoteItems(path="a.md", start=0, end=0, front_matter=parsed.front_matter, keys=parsed.keys)
    assert [hit.facts["name"] for hit in lossy_value([read], None, view("Hugo"))] == ["arxiv"]


@pytest.mark.parametrize(("generator", "wikilinks", "hits"), [("", False, 1), ("Hugo", False, 0), ("Hugo", True, 1)])
def test_double_brackets_are_links_only_where_there_are_wikilinks(generator: str, wikilinks: bool, hits: int) -> None:
    assert len([*unquoted_wikilink(note("up: [[Home]]").keys, None, view(generator, wikilinks))]) == hits
