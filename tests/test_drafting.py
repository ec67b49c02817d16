"""`notelint init` on small collections."""

from __future__ import annotations

from pathlib import Path

import pytest

from notelint import check
from tests.runs import alone, notelint, places, write

IDS = [f"2301.{number:05}" for number in range(1, 40)]
CODE = "**代码**: 无\n"


def entry(number: int, form: str = "**Arxiv** ", page: str = "abs", more: str = CODE) -> str:
    return f"## Paper {number}\n\n{form}[{IDS[number]}](https://arxiv.org/{page}/{IDS[number]})\n{more}\n"


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two folders with forms of their own, and one of everything that is odd."""
    head = "---\ntitle: T{}\ntags: [LLM]\n---\n"
    files = {f"a/{n}.md": head.format(n) + entry(n) + entry(n + 8, page="abs") for n in range(6)}
    files |= {f"b/{n}.md": entry(n + 16, "**Arxiv**: ") + entry(n + 24, "**Arxiv**: ") for n in range(6)}
    odd = entry(34, "**Arxiv**", "pdf", "") + entry(35, more="**代码**: none\n")
    files |= {"a/odd.md": "---\ntitle: 3\ntags: [llm]\n---\n" + odd, "a/more.md": "---\ntags: [LLM]\n---\n" + entry(36)}
    return write(alone(tmp_path, monkeypatch), files)


def found(folder: Path) -> list[str]:
    rules = ["papers", "front-matter", "inconsistent-absent-value"]
    return places(check([folder], root=folder, select=rules))


def test_a_run_right_after_reports_exactly_what_was_odd(collection: Path) -> None:
    before = found(collection)
    assert {place.partition(" ")[2] for place in before} >= {
        *("inconsistent-label", "inconsistent-link-form", "inconsistent-tag", "missing-entry-field"),
        *("inconsistent-absent-value", "missing-field"),
    }
    assert notelint("init").code == 0
    assert found(collection) == before
    assert notelint("init", "--check").out == "the collection is as the file says\n"


def test_a_folder_that_has_a_form_of_its_own_has_a_profile(collection: Path) -> None:
    notelint("init")
    text = (collection / "notelint.yaml").read_text("utf-8")
    assert '  - files: ["/a/**"]\n    entries:\n      Arxiv:\n        form: "**Arxiv** "' in text
    assert '  - files: ["/b/**"]\n    entries:\n      Arxiv:\n        form: "**Arxiv**: "' in text


def test_a_value_that_cannot_be_opened_is_told_from_then_on(collection: Path) -> None:
    notelint("init")
    text = (collection / "notelint.yaml").read_text("utf-8")
    assert "        value: link  # 27 of 27\n" in text
    write(collection, {"notelint.yaml": text.replace("      代码:", "      项目:\n        value: link\n      代码:")})
    write(collection, {"a/new.md": entry(37, more="**项目**: somewhere\n" + CODE)})
    assert "a/new.md:4:9 wrong-value-kind" in found(collection)


def test_what_moved_away_is_said(collection: Path) -> None:
    notelint("init")
    for path in (collection / "b").glob("*.md"):
        path.write_text(path.read_text("utf-8").replace("**Arxiv**: ", "**Arxiv** "), "utf-8")
    ran = notelint("init", "--check")
    assert ran.code == 1
    assert (
        ran.out.splitlines()[0] == "**: Arxiv: the file does not say **Arxiv**  (form), the collection does (26 of 27)"
    )


def test_a_configuration_is_not_overwritten(collection: Path) -> None:
    write(collection, {"notelint.yaml": "exclude: [x]\n"})
    ran = notelint("init")
    assert ran.code == 2
    assert "there is one already" in ran.err
    assert (collection / "notelint.yaml").read_text("utf-8") == "exclude: [x]\n"


def test_without_a_configuration_there_is_nothing_to_check(collection: Path) -> None:
    assert notelint("init", "--check").code == 2


def test_names_that_yaml_would_read_otherwise_are_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = '---\ntags: ["yes", "1.0", "a: b", "#c"]\n---\n'
    write(alone(tmp_path, monkeypatch), {"a.md": head, "b.md": head, "c.md": head})
    notelint("init")
    assert check([tmp_path], root=tmp_path, select=["inconsistent-tag"]).findings == []
    assert '- "yes"' in (tmp_path / "notelint.yaml").read_text("utf-8")


def test_a_collection_without_habits_has_a_short_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(alone(tmp_path, monkeypatch), {"a.md": "# A\n"})
    notelint("init")
    assert (tmp_path / "notelint.yaml").read_text("utf-8").count("\n") == 2
    assert notelint("init", "--check").code == 0
