from types import SimpleNamespace
from typing import Any

import pytest

from notelint import front_matter
from notelint.checks.fields import EmptyOptions, NameOptions, TypeOptions, empty_field, unknown_field, wrong_type
from notelint.config.profiles import Profiles
from notelint.model.items import NoteItems
from notelint.site import Site
from notelint.site.schema import Collection, Field

FIELDS = (
    Field("title", "string", True),
    Field("date", "date"),
    Field("tags", "array", element="string"),
    Field("top", "number"),
    Field("maybe", "string", nullable=True),
    Field("any", "number", lenient=True),
)
SCHEMA = Collection("note", "", ("*",), FIELDS, "schema.ts", True, drops=True)


def note(yaml: str, number: int = 0) -> NoteItems:
    path = f"{number}.md"
    parsed = front_matter.parse(f"---\n{yaml}\n---\n", path)
    assert parsed is not None
    return NoteItems(path=path, start=0, end=0, front_matter=parsed.front_matter, keys=parsed.keys)


def notes(usual: str, *others: str, count: int = 6) -> list[NoteItems]:
    return [note(yaml, number) for number, yaml in enumerate([*[usual] * count, *others])]


def view(schema: Collection | None = None, generator: str = "") -> Any:
    site = Site(root="/notes", generator=generator)
    return SimpleNamespace(schema=lambda path: schema, site=site, profiles=Profiles())


@pytest.mark.parametrize(
    ("yaml", "cases"),
    [
        ("title: 1984", ["schema"]),
        ("title: 2026-01-24", ["schema"]),
        ("title: [WIP]", ["schema"]),
        ("tags: a", ["schema"]),
        ("tags: [a, 1, 'b', true]", ["item", "item"]),
        ("date: soon", ["schema"]),
        ("date: 2026/01/24", ["schema"]),  # which `invalid-date` says better
        ("title: 1.10", ["schema"]),  # which `lossy-value` says better
        ("top: '1'", ["schema"]),
        ("any: '1'", []),
        ("other: 1", []),
        ("tags:", []),  # empty-field's
    ],
)
def test_the_schema_tells_the_types(yaml: str, cases: list[str]) -> None:
    assert [hit.case for hit in wrong_type([note(yaml)], TypeOptions(), view(SCHEMA, "Astro"))] == cases


@pytest.mark.parametrize(
    ("usual", "other", "hits"),
    [
        ("k: [a]", "k: a", 1),
        ("k: [a]", "k: ''", 0),
        ("k: {a: 1}", "k: a", 1),
        ("k: true", "k: 'false'", 1),
        ("k: true", "k: deep", 0),
        ("k: 1", "k: '2'", 1),
        ("k: 1", "k: many", 0),
        ("k: a", "k: 1", 0),
        ("k: a", "k: [a, b]", 0),
        ("title: a", "title: [WIP]", 1),
        ("k: 2026-01-01", "k: '2026-01-02'", 0),
        ("k: [a]", "k:", 0),
    ],
)
def test_the_other_notes_tell_the_types(usual: str, other: str, hits: int) -> None:
    assert len([*wrong_type(notes(usual, other), TypeOptions(), view())]) == hits


def test_a_single_tag_is_a_list_where_the_generator_takes_it_for_one() -> None:
    found = {
        name: [*wrong_type(notes("tags: [a]", "tags: a"), TypeOptions(), view(None, name))] for name in ("Hugo", "")
    }
    assert (len(found["Hugo"]), len(found[""])) == (0, 1)


@pytest.mark.parametrize(
    ("usual", "rare", "near"),
    [
        ("description: a", "discription: b", "description"),
        ("title: a", "tilte: b", "title"),
        ("tags: [a]", "tag: b", "tags"),
        ("last-read: a", "lastRead: b", "last-read"),
        ("keywords: [a]", "keyword: b", "keywords"),
        ("tags: [a]", "tag: true", ""),
        ("image: a", "images: b", ""),
        ("date: a", "data: b", ""),
        ("publish: a", "published: b", ""),
        ("描述: a", "描写: b", ""),
        ("image1: a", "image2: b", ""),
        ("description: a", "discription: b\ndescription: c", ""),
    ],
)
def test_a_rare_name_near_a_usual_one(usual: str, rare: str, near: str) -> None:
    found = [hit.facts["near"] for hit in unknown_field(notes(usual, rare), NameOptions(), view())]
    assert found == ([near] if near else [])


def test_two_common_spellings_are_two_fields() -> None:
    both = notes("tags: [a]", *["tag: [a]"] * 3)
    assert [*unknown_field(both, NameOptions(), view())] == []


@pytest.mark.parametrize(("generator", "hits"), [("", 1), ("Hugo", 0), ("Obsidian", 0)])
def test_some_sites_do_not_tell_capitals(generator: str, hits: int) -> None:
    assert len([*unknown_field(notes("tags: [a]", "Tags: [a]"), NameOptions(), view(None, generator))]) == hits


def test_a_field_that_the_schema_drops_is_told_once_with_the_number_of_its_notes() -> None:
    hits = [*unknown_field(notes("title: a\nlang: en", "title: b\nmood: c"), NameOptions(), view(SCHEMA))]
    assert [(hit.item.path, hit.case, hit.facts["name"]) for hit in hits] == [
        ("0.md", "dropped-in-many", "lang"),
        ("6.md", "dropped", "mood"),
    ]
    assert hits[0].facts["count"] == 6


@pytest.mark.parametrize(
    ("yaml", "cases"),
    [
        ("title:", ["schema"]),
        ("title: ''", ["declared"]),
        ("tags: []", []),
        ("tags: ~", ["schema"]),
        ("maybe:", []),
        ("any:", []),
        ("other:", []),
        ("tags: #a", ["schema"]),  # which `lossy-value` says better
    ],
)
def test_what_the_schema_does_not_take_empty(yaml: str, cases: list[str]) -> None:
    assert [hit.case for hit in empty_field([note(yaml)], EmptyOptions(), view(SCHEMA))] == cases
