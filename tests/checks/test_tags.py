"""One tag in two spellings, as a user meets it."""

from __future__ import annotations

from pathlib import Path

from notelint import check
from tests.runs import notelint, write

LLM = "---\ntags: [LLM]\n---\n"


def found(folder: Path) -> list[str]:
    report = check([folder], select=["inconsistent-tag"])
    return [f"{Path(each.path).name}:{each.line}:{each.column} {each.severity}" for each in report.findings]


def test_drafts_have_no_vote(tmp_path: Path) -> None:
    draft = "---\ntags: [llm]\ndraft: true\n---\n"
    write(tmp_path, {"a.md": LLM, "b.md": draft, "c.md": draft})
    assert found(tmp_path) == ["b.md:2:8 info", "c.md:2:8 info"]


def test_a_file_that_a_program_wrote_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": LLM, "b.md": "---\ntags: [llm]\n---\n<!-- This file is generated. DO NOT EDIT. -->\n"})
    assert found(tmp_path) == []


def test_what_yaml_would_read_as_no_text_is_written_between_quotes_only(tmp_path: Path) -> None:
    files = dict.fromkeys(("a.md", "b.md", "e.md"), '---\ntags: ["On"]\n---\n')
    write(tmp_path, {**files, "c.md": "---\ntags: on\n---\n", "d.md": "---\ntags: ['on']\n---\n"})
    notelint(tmp_path, "--fix", "--unsafe-fixes", "--select", "inconsistent-tag")
    assert (tmp_path / "c.md").read_text("utf-8") == "---\ntags: on\n---\n"
    assert (tmp_path / "d.md").read_text("utf-8") == "---\ntags: ['On']\n---\n"


def test_only_unsafe_fixes_change_a_tag(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": LLM, "b.md": LLM, "c.md": "---\ntags:\n  - llm # a comment\n---\n"})
    notelint(tmp_path, "--fix")
    assert found(tmp_path) == ["c.md:3:5 warning"]
    notelint(tmp_path, "--fix", "--unsafe-fixes")
    assert found(tmp_path) == []
    assert (tmp_path / "c.md").read_text("utf-8") == "---\ntags:\n  - LLM # a comment\n---\n"


def test_tags_of_toml_are_compared_too(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": LLM, "b.md": LLM, "c.md": '+++\ntags = "llm"\n+++\n'})
    assert found(tmp_path) == ["c.md:2:9 warning"]
