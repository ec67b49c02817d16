from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from notelint import front_matter as reading
from notelint.checks.front_matter import (
    FieldOptions,
    duplicate_key,
    invalid_front_matter,
    missing_field,
    missing_front_matter,
)
from notelint.collection.translations import originals
from notelint.config.profiles import Profiles
from notelint.model.finding import Hit, Paths, Place
from notelint.model.items import NoteItems
from notelint.site.model import Site
from notelint.site.schema import Collection, Field

SCHEMA = Collection(
    name="note",
    base="note",
    patterns=("**/*.md",),
    fields=(Field("title", "string", True), Field("date", "date", True), Field("tags", "array", False)),
    source="src/content.config.ts",
    plain=True,
)

SITE = Site(root="/", locales=("de", "fr"))


def note(path: str, text: str, **state: Any) -> NoteItems:
    parsed = reading.parse(text, path)
    line_starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    return NoteItems(
        path=path,
        start=0,
        end=len(text.partition("\n")[0]),
        line_starts=line_starts,
        front_matter=parsed.front_matter if parsed else None,
        keys=parsed.keys if parsed else [],
        **state,
    )


def with_keys(path: str, *keys: str, **state: Any) -> NoteItems:
    lines = [key if ":" in key else f"{key}: x" for key in keys]
    return note(path, "\n".join(["---", *lines, "---", "Text"]), **state)


def plain(path: str, **state: Any) -> NoteItems:
    return note(path, "Text\n", **state)


def view(schema: Collection | None = None, notes: Iterable[NoteItems] = ()) -> Any:
    schemas = {"schema": lambda path: schema if path.startswith("note/") else None}
    return SimpleNamespace(**schemas, committed={}, profiles=Profiles(), originals=originals(notes, SITE))


def facts(hits: Iterable[Hit]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(hit.item.path, hit.case, hit.facts) for hit in hits]


def fields(
    *notes: NoteItems, schema: Collection | None = None, **options: Any
) -> list[tuple[str, str, dict[str, Any]]]:
    return facts(missing_field(notes, FieldOptions(**options), view(schema)))


def heads(*notes: NoteItems, schema: Collection | None = None, **options: Any) -> list[tuple[str, str, dict[str, Any]]]:
    return facts(missing_front_matter(notes, FieldOptions(**options), view(schema)))


def folder(count: int, *keys: str, name: str = "a", **state: Any) -> list[NoteItems]:
    return [with_keys(f"{name}/{number}.md", *keys, **state) for number in range(count)]


# missing-field


def test_a_field_that_the_schema_requires_is_missing_on_the_first_line() -> None:
    (hit,) = missing_field([with_keys("note/a.md", "title", "draft: true", draft=True)], FieldOptions(), view(SCHEMA))
    assert (hit.case, hit.facts) == ("schema", {"name": "date", "source": Paths(("src/content.config.ts",))})
    assert (hit.start, hit.end) == (0, 3)


def test_fields_can_be_declared_for_some_notes() -> None:
    declared = {"papers/": ["title", "year"], "*.mdx": ["title"]}
    notes = [with_keys("papers/x/a.md", "title"), with_keys("b.mdx", "year"), with_keys("c.md", "year")]
    assert fields(*notes, fields=declared) == [
        ("papers/x/a.md", "declared", {"name": "year"}),
        ("b.mdx", "declared", {"name": "title"}),
    ]


def test_a_field_is_asked_for_once_and_by_the_site_first() -> None:
    found = fields(with_keys("note/a.md", "title"), schema=SCHEMA, fields={"*.md": ["date", "date", "tags"]})
    assert [(case, each["name"]) for _, case, each in found] == [("schema", "date"), ("declared", "tags")]


def test_a_note_lacks_what_its_siblings_have() -> None:
    notes = [*folder(18, "tags: [x]", "title"), with_keys("a/z.md", "title")]
    assert fields(*notes) == [("a/z.md", "siblings", {"name": "tags", "count": 18, "total": 19})]


@pytest.mark.parametrize(
    ("having", "lacking", "hits"), [(6, 1, 1), (5, 1, 0), (17, 3, 3), (16, 3, 0), (3, 0, 0), (1, 0, 0)]
)
def test_only_nearly_all_siblings_ask_for_a_field(having: int, lacking: int, hits: int) -> None:
    lack = [with_keys(f"a/z{number}.md", "title") for number in range(lacking)]
    assert len(fields(*folder(having, "title", "tags"), *lack)) == hits


def test_how_many_siblings_it_takes_can_be_said() -> None:
    notes = [*folder(3, "tags"), with_keys("a/z.md", "title")]
    assert fields(*notes) == []
    assert len(fields(*notes, siblings=4, share=0.75)) == 1


def test_folders_and_languages_ask_for_themselves() -> None:
    notes = [*folder(9, "tags"), with_keys("b/z.md", "title"), with_keys("a/z.zh.md", "title", locale="zh")]
    assert fields(*notes) == []


@pytest.mark.parametrize(
    "lines",
    [["draft: false"], ["pinned: true"], ["aliases: [x]"], ["weight: 3"], ["linkTitle: x"], ["tags: []"], ["tags:"]],
)
def test_what_one_note_can_do_without_is_not_asked_for(lines: list[str]) -> None:
    assert fields(*folder(9, *lines, "title"), with_keys("a/z.md", "title")) == []


def test_a_key_without_value_is_there() -> None:
    assert fields(*folder(9, "tags"), with_keys("a/z.md", "tags:")) == []


def test_what_the_schema_makes_optional_is_not_asked_for_by_siblings() -> None:
    notes = [*folder(9, "title", "date", "tags", name="note"), with_keys("note/z.md", "title", "date")]
    assert fields(*notes, schema=SCHEMA) == []


ODD_ONES = [
    with_keys("a/README.md", "title"),
    with_keys("a/README.zh-cn.md", "title"),
    with_keys("a/_index.md", "title"),
    with_keys("a/A.md", "title"),
    with_keys("a/🗂️ a.md", "title"),
    with_keys("a/d.md", "title", draft=True),
    with_keys("a/g.md", "title", generated=True),
    with_keys("a/t.md", "title", template=True),
    note("a/i.md", "---\n# no front matter on purpose\n---\n"),
    note("a/e.md", "---\ntitle: @x\n---\n"),
    with_keys("a/m.md", "<<: {tags: x}"),
]


@pytest.mark.parametrize("odd", ODD_ONES, ids=lambda odd: odd.path)
def test_a_note_unlike_the_others_is_not_compared(odd: NoteItems) -> None:
    assert fields(*folder(9, "tags"), odd) == []


def test_notes_unlike_the_others_do_not_vote() -> None:
    notes = [*folder(6, "tags"), with_keys("a/z.md", "title"), *ODD_ONES[:8]]
    assert fields(*notes) == [("a/z.md", "siblings", {"name": "tags", "count": 6, "total": 7})]


def test_a_draft_has_what_the_site_requires() -> None:
    assert len(fields(with_keys("note/a.md", "title", draft=True), schema=SCHEMA)) == 1


# missing-front-matter


def test_a_note_without_front_matter_is_said_once() -> None:
    (hit,) = missing_front_matter([plain("note/a.md")], FieldOptions(), view(SCHEMA))
    assert (hit.case, hit.facts) == (
        "schema",
        {"names": "`title`, `date`", "source": Paths(("src/content.config.ts",))},
    )
    assert (hit.start, hit.item.start, hit.item.end) == (None, 0, 4)
    assert fields(plain("note/a.md"), schema=SCHEMA) == []


def test_front_matter_can_be_declared() -> None:
    assert heads(plain("a.md"), fields={"*.md": ["title", "year"]}) == [
        ("a.md", "declared", {"names": "`title`, `year`"})
    ]


def test_front_matter_is_asked_for_by_siblings() -> None:
    assert heads(*folder(9, "title"), plain("a/z.md")) == [("a/z.md", "siblings", {"count": 9, "total": 10})]


@pytest.mark.parametrize(
    "odd", [plain("a/README.md"), plain("a/d.md", draft=True), plain("a/g.md", generated=True), plain("b/z.md")]
)
def test_siblings_ask_only_their_like(odd: NoteItems) -> None:
    assert heads(*folder(9, "title"), odd) == []


def test_a_template_needs_no_front_matter() -> None:
    assert heads(plain("note/t.md", template=True), schema=SCHEMA, fields={"*": ["title"]}) == []


def test_front_matter_that_is_there_is_not_missing() -> None:
    notes = [
        note("note/a.md", "---\n---\n"),
        note("note/b.md", "---\ntitle: @x\n---\n"),
        note("note/c.md", "---\n# c\n---\n"),
    ]
    assert heads(*notes, schema=SCHEMA) == []


# invalid-front-matter


def invalid(text: str, **state: Any) -> list[tuple[str, str, str]]:
    """The case, the detail, and the text that is marked."""
    hits = invalid_front_matter([note("a.md", text, **state)], None, view())
    return [(hit.case, hit.facts["detail"], text[slice(hit.start, hit.end)]) for hit in hits]


def test_a_mistake_is_marked_to_the_end_of_its_line() -> None:
    assert invalid("---\nowner: @ada lovelace\nyear: 1\n---\n") == [("reserved", "@", "@ada lovelace")]
    assert invalid("---\ntitle: a: b\n---\n") == [("colon", "title", ": b")]
    assert invalid("---\ntitle: a\ndate: b\n\nText") == [("unclosed", "---", "---")]
    assert invalid("+++\ntitle = a: b\n+++\n") == [("other", "Invalid value", "a: b")]


def test_what_can_be_read_is_no_mistake() -> None:
    assert invalid("---\ntitle: 'a: b'\n---\n") == []
    assert invalid("Text\n") == []


def test_templates_make_no_mistakes() -> None:
    assert invalid("---\ntitle: @x\n---\n", template=True) == []
    assert invalid("---\ntitle: {{ replace .Name }} x\n---\n") == []


# duplicate-key


def test_a_key_that_stands_twice_names_the_first() -> None:
    duplicated = note("a.md", '---\n"tags": a\ntitle: b\ntags: c\n---\n')
    (hit,) = duplicate_key(duplicated.keys, None, view())
    assert hit.facts == {"name": "tags", "first": Place("a.md", 4)}
    assert hit.item.start == 23
    assert [(each.start, each.end) for each in hit.related] == [(4, 10)]


def test_a_key_that_stands_three_times_is_said_twice() -> None:
    notes = note("a.md", "---\nt: a\nt: b\nt: c\n---\n")
    assert [hit.facts["first"].start for hit in duplicate_key(notes.keys, None, view())] == [4, 4]


def test_keys_that_stand_once_are_fine() -> None:
    assert list(duplicate_key(with_keys("a.md", "title", "a: {title: x}").keys, None, view())) == []


def test_options_are_checked() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"fields": {"*.md": "title"}}, FieldOptions)


def missing(*notes: NoteItems) -> list[tuple[str, str]]:
    return [(hit.item.path, hit.facts["name"]) for hit in missing_field(notes, FieldOptions(), view(notes=notes))]


def test_notes_of_a_kind_are_compared_with_their_kind() -> None:
    people = [with_keys(f"world/{n}.md", "type: person", f"class: {n}") for n in range(9)]
    assert missing(*people, with_keys("world/x.md", "type: place")) == []
    assert missing(*people, with_keys("world/x.md", "type: person")) == [("world/x.md", "class")]
    (hit,) = missing_field(
        [*people, with_keys("world/x.md", "type: person"), with_keys("world/y.md", "type: place")],
        FieldOptions(),
        view(),
    )
    assert (hit.case, hit.facts) == ("kind", {"name": "class", "count": 9, "total": 10, "kind": "type: person"})


@pytest.mark.parametrize("name", ["00-索引.md", "专题-索引.md", "MOC.md", "index-of-people.md", "people/cast.md"])
def test_an_index_or_a_part_that_each_folder_has_is_like_no_other_note(name: str) -> None:
    people = [with_keys(f"people/{n}.md", f"born: {n}") for n in range(9)]
    others = [with_keys(f"{folder}/cast.md", "lang") for folder in ("past", "future")]
    path = name if "/" in name else f"people/{name}"
    assert missing(*people, *others, with_keys(path, "lang")) == []


def test_what_the_original_lacks_is_told_of_the_original() -> None:
    notes = [with_keys(f"docs{lang}/{n}.md", "tags: [a]", locale=lang[1:]) for n in range(9) for lang in ("", "/de")]
    without = [with_keys(f"docs{lang}/x.md", "lang", locale=lang[1:]) for lang in ("", "/de")]
    assert missing(*notes, *without) == [("docs/x.md", "tags")]
    assert missing(*notes, with_keys("docs/x.md", "tags: [a]"), without[1]) == [("docs/de/x.md", "tags")]


def test_the_first_translation_is_the_original_where_all_are_in_folders_of_languages() -> None:
    notes = [with_keys(f"{lang}/{n}.md", "tags: [a]", locale=lang) for lang in ("de", "fr") for n in range(9)]
    without = [with_keys(f"{lang}/x.md", "lang", locale=lang) for lang in ("de", "fr")]
    assert missing(*notes, *without) == [("de/x.md", "tags")]
