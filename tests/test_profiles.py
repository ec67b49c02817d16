"""What a configuration declares of a note's entries and front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from notelint import check
from notelint.config.config import ConfigError
from notelint.config.profiles import FrontMatterField, Profile, Profiles, read_schema
from tests.runs import notelint, places, write

SCHEMA = """{"required": ["title"], "properties": {
  "title": {"type": "string"}, "date": {"type": "string", "format": "date"}, "n": {"type": "integer"}, "any": {}}}"""
DECLARED = """profiles:
  - files: ["**"]
    entries:
      Arxiv: {form: "**Arxiv** ", link: abs, required: true}
      翻译: {required: true}
    tags: [LLM]
"""
ODD = "---\ntags: [llm]\n---\n# A\n\n**arxiv**: [2301.00001](https://arxiv.org/pdf/2301.00001)\n"


def test_later_profiles_lie_over_earlier_ones_key_by_key() -> None:
    fields = {name: FrontMatterField("text", required=True) for name in ("a", "b")}
    later = Profile(["x/**"], front_matter={"b": FrontMatterField(required=False), "c": FrontMatterField("date")})
    profiles = Profiles([Profile(["**"], front_matter=fields), later])
    assert profiles.of("a.md").front_matter == fields
    assert profiles.of("x/a.md").front_matter == {
        "a": fields["a"],
        "b": FrontMatterField("text", required=False),
        "c": FrontMatterField("date"),
    }


def test_what_no_profile_is_for_is_declared_nowhere() -> None:
    assert Profiles([Profile(["x/**"], entries={})]).of("a.md").entries is None


def test_a_json_schema_says_types_and_what_is_required(tmp_path: Path) -> None:
    write(tmp_path, {"note.schema.json": SCHEMA})
    assert read_schema(tmp_path / "note.schema.json") == {
        "title": FrontMatterField("text", required=True),
        "date": FrontMatterField("date"),
        "n": FrontMatterField("number"),
        "any": FrontMatterField(),
    }


def test_front_matter_is_held_against_a_json_schema(tmp_path: Path) -> None:
    config = "profiles:\n  - {files: ['**'], schema: ./note.schema.json}\n"
    write(tmp_path, {"note.schema.json": SCHEMA, "notelint.yaml": config, "a.md": '---\nn: "3"\n---\n'})
    found = check([tmp_path], root=tmp_path, select=["front-matter"]).findings
    assert [(each.rule, each.message) for each in found] == [
        ("missing-field", "`title` is missing"),
        ("wrong-type", "`n` is a text here, and notelint.yaml wants a number"),
    ]


@pytest.mark.parametrize("schema", ["", "[]", "{}"])
def test_a_schema_that_is_none_is_a_mistake_at_its_place(tmp_path: Path, schema: str) -> None:
    config = "profiles:\n  - files: ['**']\n    schema: a.json\n"
    write(tmp_path, {"a.json": schema, "notelint.yaml": config, "a.md": "A\n"})
    with pytest.raises(ConfigError, match=r"notelint\.yaml:3:13: `a\.json`: "):
        check([tmp_path], root=tmp_path)


def test_a_wrong_key_is_a_mistake_with_the_nearest_right_one(tmp_path: Path) -> None:
    write(tmp_path, {"notelint.yaml": "profiles:\n  - files: ['**']\n    entrys: {}\n", "a.md": "A\n"})
    with pytest.raises(ConfigError, match="did you mean `entries`"):
        check([tmp_path], root=tmp_path)


def test_what_is_declared_is_wanted_of_a_single_note_and_mended_for_certain(tmp_path: Path) -> None:
    write(tmp_path, {"notelint.yaml": DECLARED, "a.md": ODD})
    rules = "inconsistent-tag,inconsistent-label,inconsistent-link-form,missing-entry-field"
    report = check([tmp_path], root=tmp_path, select=rules.split(","))
    assert [place.partition(":")[2] for place in places(report)] == [
        "2:8 inconsistent-tag",
        "6:1 inconsistent-label",
        "6:1 missing-entry-field",
        "6:25 inconsistent-link-form",
    ]
    notelint(tmp_path, "--fix", "--select", rules)
    assert (tmp_path / "a.md").read_text("utf-8") == (
        "---\ntags: [LLM]\n---\n# A\n\n**Arxiv** [2301.00001](https://arxiv.org/abs/2301.00001)\n"
    )


def test_where_entries_are_declared_nothing_is_learned_of_them(tmp_path: Path) -> None:
    entry = "## {0}\n\n**Paper** [{0}](https://arxiv.org/abs/2301.0000{0})\n**Code**: none\n\n"
    notes = (
        "".join(entry.format(number) for number in range(1, 9))
        + "## 9\n\n**Paper**[9](https://arxiv.org/abs/2301.00009)\n"
    )
    write(tmp_path, {"a.md": notes})
    rules = ["inconsistent-label", "missing-entry-field"]
    assert len(check([tmp_path], root=tmp_path, select=rules).findings) == 2
    write(tmp_path, {"notelint.yaml": "profiles:\n  - {files: ['**'], entries: {Paper: {}}}\n"})
    assert check([tmp_path], root=tmp_path, select=rules).findings == []
