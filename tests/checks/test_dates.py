from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from notelint import front_matter
from notelint.checks.dates import invalid_date
from notelint.model.items import NoteItems
from notelint.site import Site
from notelint.site.listing import Listing
from notelint.site.schema import Collection, Field

SCHEMA = Collection("note", "", ("*",), (Field("when", "date", True), Field("any", "date", lenient=True)), "s", True)


def found(yaml: str, generator: str = "", config: str = "", root: Path = Path()) -> list[tuple[str, str]]:
    parsed = front_matter.parse(f"---\n{yaml}\n---\n", "a.md")
    assert parsed is not None
    note = NoteItems(path="a.md", start=0, end=0, front_matter=parsed.front_matter, keys=parsed.keys)
    if generator == "Hexo":
        (root / "_config.yml").write_text(config)
    view: Any = SimpleNamespace(
        site=Site(root="/notes", generator=generator, marker="_config.yml"),
        listing=Listing(root),
        schema=lambda path: SCHEMA if generator == "Astro" else None,
    )
    hits = invalid_date([note], None, view)
    return [(hit.case, hit.facts.get("becomes") or hit.facts.get("better") or "") for hit in hits]


@pytest.mark.parametrize(
    ("yaml", "generator", "expected"),
    [
        ("date: 2026-13-45", "", ("impossible", "")),
        ("created: 2026/2/30", "", ("impossible", "")),
        ("日期: 2026年2月30日", "", ("impossible", "")),
        ("date: 2026-01-24 25:00:00", "", ("impossible", "")),
        ("date: 0000-00-00", "Obsidian", ("impossible", "")),
        ("when: 2026-13-45", "Astro", ("rolled", "2027-02-14")),
        ("other: 2026-02-30 23:00:00-02:00", "Astro", ("rolled", "2026-03-03")),
        ("when: 2026-01-24 02:22:48 +0800", "Astro", ("form", "2026-01-24T02:22:48+08:00")),
        ("when: 2026/1/4", "Astro", ("form", "2026-01-04")),
        ("when: '2026-01-24'", "Astro", ("quoted", "2026-01-24")),
        ("when: 20260124", "Astro", ("form", "2026-01-24")),
        ("any: 20260124", "Astro", ("number", "1970-01-01")),
        ("date: 2026-02-30", "MkDocs", ("stops", "")),
        ("date: 2026-02-30", "Hugo", ("stops", "")),
        ("Date: 2026-01-24T02:22", "Hugo", ("form", "2026-01-24T02:22:00")),
        ("date: 20260124", "Hugo", ("number", "1970-08-23")),
    ],
)
def test_what_a_date_is_for_its_site(yaml: str, generator: str, expected: tuple[str, str], tmp_path: Path) -> None:
    assert found(yaml, generator, root=tmp_path) == [expected]


@pytest.mark.parametrize(
    ("yaml", "generator"),
    [
        ("date: 2024-02-29", ""),
        ("when: 2026-01-24 02:22:48+08:00", "Astro"),
        ("any: 2026-01-24 02:22:48 +0800", "Astro"),
        ("when: soon", "Astro"),
        ("date: 2026-01-24 02:22:48 +0800", "Hugo"),
        ("read: 2026/01/24", "Hugo"),
        ("date: 2026", "Hugo"),
        ("version: 2026.13.45", ""),
        ("date: 2025-2026-2", ""),
        ("date: 2026/01/24 02:22", "Jekyll"),
        ("date:", "Hugo"),
    ],
)
def test_what_is_a_date_or_meant_as_none(yaml: str, generator: str, tmp_path: Path) -> None:
    assert found(yaml, generator, root=tmp_path) == []


@pytest.mark.parametrize(
    ("date", "config", "expected"),
    [
        ("2026-01-24 02:22:48+08:00", "title: x", [("shifted", "2026-01-23")]),
        ("2026-01-24 22:00:00-05:00", "timezone: ''", [("shifted", "2026-01-25")]),
        ("2026-01-24 02:22:48+08:00", "timezone: Asia/Shanghai", []),
        ("2026-01-24 12:22:48+08:00", "", []),
        ("2026-01-24 02:22:48", "", []),
    ],
)
def test_hexo_counts_days_in_the_zone_of_the_machine(
    date: str, config: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert found(f"date: {date}", "Hexo", config, tmp_path) == expected
