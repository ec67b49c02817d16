from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest

from notelint.config import config
from notelint.config.config import Config, ConfigError, Settings
from notelint.data.located import read_yaml
from notelint.rule.contract import Check
from notelint.rule.rule import Case, Rule


class StubOptions(msgspec.Struct, rename="kebab", forbid_unknown_fields=True):
    min_words: int = 5
    pattern: str = ".*"
    forms: list[str] = []


CHECKS = {name: Check(lambda *given: iter(()), kind) for name, kind in (("each", None), ("stub", StubOptions))}


def rule(name: str, check: str = "each", **more: Any) -> Rule:
    cases = {"a": Case("error", "m"), "b": Case("warning", "m")}
    place: dict[str, Any] = {"path": f"rules/x/{name}.md", "body": "", "body_line": 1}
    return Rule(id=name, family="x", title=name.title(), check=check, cases=cases, **place, **more)


RULES = [
    rule("broken-link", items="links", where={"kind": "inline"}),
    rule("stub-entry", "stub", items="entries", options={"min-words": 3, "forms": ["section"]}),
    rule("dead-link", enabled=False),
]

TEXT = """\
notes: [content/]
exclude: [drafts/]
roots: [public]
dialect: {mark: true, emphasis: cjk-friendly}
labels: {paper: [Preprint, 文献]}
rule-folders: [./rules]
rules:
  broken-link: off
  stub-entry: {severity: info, min-words: 7, drafts: silent}
  dead-link: error
overrides:
  - files: ["papers/**", "*.en.md"]
    rules:
      broken-link: on
      stub-entry: {forms: [], where: {form: item}}
  - files: [papers/old/]
    rules: {stub-entry: off}
"""


def loaded(folder: Path, text: str = TEXT, name: str = "notelint.yaml") -> Config:
    (folder / name).write_text(text, "utf-8")
    (folder / "rules").mkdir(exist_ok=True)
    return config.load(folder)


def applied(settings: Config, path: str | None = None) -> Mapping[str, Rule]:
    return {rule.id: rule for rule in config.apply(settings, RULES, path)}


def test_a_configuration_is_read(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    assert (found.notes, found.exclude, found.roots) == (["content/"], ["drafts/"], ["public"])
    assert found.dialect == {"mark": True, "emphasis": "cjk-friendly"}
    assert (found.labels, found.rule_folders) == ({"paper": ["Preprint", "文献"]}, ["./rules"])
    assert found.rules["stub-entry"] == Settings(severity="info", drafts="silent", options={"min-words": 7})
    assert found.overrides[1].files == ["papers/old/"]
    assert found.file == str(tmp_path / "notelint.yaml")
    config.validate(found, RULES, CHECKS)


def test_without_a_file_there_is_nothing_to_lay_over(tmp_path: Path) -> None:
    assert config.load(tmp_path) == Config()
    assert config.apply(Config(), RULES, "a.md") == RULES


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, "# nothing yet\n").rules == {}


def test_the_file_may_be_hidden_or_named(tmp_path: Path) -> None:
    assert loaded(tmp_path, "notes: [a]\n", ".notelint.yaml").notes == ["a"]
    other = tmp_path / "other.yaml"
    other.write_text("notes: [b]\n", "utf-8")
    assert config.load(tmp_path, other).notes == ["b"]


def test_a_python_project_may_hold_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    assert config.load(tmp_path) == Config()
    text = (
        '[tool.notelint]\nnotes = ["a"]\n\n[tool.notelint.rules]\nbroken-link = false\nstub-entry = {min-words = 1}\n'
    )
    found = loaded(tmp_path, text, "pyproject.toml")
    assert found.rules == {"broken-link": Settings(enabled=False), "stub-entry": Settings(options={"min-words": 1})}


def mistake(folder: Path, text: str, name: str = "notelint.yaml") -> str:
    with pytest.raises(ConfigError) as caught:
        config.validate(loaded(folder, text, name), RULES, CHECKS)
    assert caught.value.path == str(folder / name)
    return str(caught.value).removeprefix(f"{folder / name}:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("note: [a]", "1:1: unknown key `note`, did you mean `notes`?"),
        ("notes: content", "1:8: expected a list, got text"),
        ("labels: {papers: [a]}", "1:10: unknown class of labels `papers`, did you mean `paper`?"),
        ("rules: {broken-links: off}", "1:9: unknown rule `broken-links`, did you mean `broken-link`?"),
        ("rules:\n  broken-link: never", "2:16: a rule is off, on, error, warning, info, or a mapping"),
        ("rules:\n  broken-link:", "2:15: a rule is off, on"),
        ("rules:\n  broken-link: {severity: fatal}", "2:27: `fatal` is none of error, info, warning"),
        ("rules:\n  broken-link: {enabled: 3}", "2:26: expected true or false or nothing, got a whole number"),
        ("rules:\n  broken-link: {where: {kid: a}}", "2:25: unknown attribute `kid`, did you mean `kind`?"),
        ("rules:\n  broken-link: {min-words: 3}", "2:17: unknown key `min-words`"),
        ("rules:\n  stub-entry: {min-word: 3}", "2:16: unknown key `min-word`, did you mean `min-words`?"),
        ("rules:\n  stub-entry: {min-words: few}", "2:27: expected a whole number, got text"),
        ("rules:\n  stub-entry: {forms: [a, 3]}", "2:27: expected text, got a whole number"),
        ("rules:\n  stub-entry: {pattern: (a*)*}", "2:25: `)*` is not offered in patterns"),
        ("rules:\n  stub-entry: {message: x}", "2:16: `message` is said in the rule's own file"),
        ("overrides:\n  - files: [a]", "2:5: `rules` is missing"),
        ("overrides:\n  - {files: [a], rule: {}}", "2:18: unknown key `rule`, did you mean `rules`?"),
        ("overrides:\n  - {files: [a], rules: {no: off}}", "2:26: unknown rule `no`"),
        ("overrides:\n  - {files: [a], rules: {stub-entry: {min-words: a}}}", "2:50: expected a whole number"),
        ("- a", "1:1: the configuration is no mapping"),
        ("rules: [", "1:"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    assert mistake(tmp_path, text).startswith(expected)


def test_a_mistake_in_a_python_project_has_a_place_too(tmp_path: Path) -> None:
    text = "[tool.notelint.rules]\nbroken-link = false\nstub-entry = {min-word = 1}\n"
    assert mistake(tmp_path, text, "pyproject.toml").startswith("3:14: unknown key `min-word`")
    assert mistake(tmp_path, "[tool.notelint]\nnote = 3\n", "pyproject.toml").startswith("2:1: unknown key `note`")
    assert mistake(tmp_path, "[tool.notelint\n", "pyproject.toml").startswith("1:15: ")


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        config.load(tmp_path, tmp_path / "none.yaml")
    (tmp_path / "notelint.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="line 1 is not UTF-8"):
        config.load(tmp_path)


def test_settings_are_laid_over_the_rules(tmp_path: Path) -> None:
    rules = applied(loaded(tmp_path))
    assert not rules["broken-link"].enabled
    assert rules["dead-link"].enabled
    assert {case.severity for case in rules["dead-link"].cases.values()} == {"error"}
    stub = rules["stub-entry"]
    assert stub.options == {"min-words": 7, "forms": ["section"]}
    assert ({case.severity for case in stub.cases.values()}, stub.drafts) == ({"info"}, "silent")


def test_overrides_are_laid_over_the_settings_of_the_notes_they_match(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    rules = applied(settings, "papers/a.md")
    assert rules["broken-link"].enabled
    assert rules["broken-link"].where == {"kind": "inline"}
    assert rules["stub-entry"].options == {"min-words": 7, "forms": []}
    assert rules["stub-entry"].where == {"form": "item"}
    assert not applied(settings, "papers/old/a.md")["stub-entry"].enabled
    assert applied(settings, "a.en.md") == rules
    assert applied(settings, "a.md") == applied(settings)


def test_notes_with_the_same_overrides_have_the_same_rules(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert [config.matching(settings, path) for path in ("papers/a.md", "x.en.md", "papers/old/b.md", "a.md")] == [
        (0,),
        (0,),
        (0, 1),
        (),
    ]


def test_every_value_says_where_it_comes_from(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    found = {setting.key: setting[1:] for setting in config.explain(settings, RULES, "papers/a.md")}
    file = settings.file
    assert found["notes"] == ('["content/"]', f"{file}:1")
    assert found["rules.broken-link.enabled"] == ("true", f"{file}:14")
    assert found["rules.broken-link.severity"] == ("error or warning", "rules/x/broken-link.md")
    assert found["rules.broken-link.where"] == ('{"kind": "inline"}', "rules/x/broken-link.md")
    assert found["rules.dead-link.severity"] == ("error", f"{file}:10")
    assert found["rules.stub-entry.min-words"] == ("7", f"{file}:9")
    assert found["rules.stub-entry.forms"] == ("[]", f"{file}:15")
    assert found["rules.stub-entry.drafts"] == ("silent", f"{file}:9")


def test_without_a_configuration_everything_is_a_default() -> None:
    found = {setting.key: setting[1:] for setting in config.explain(Config(), RULES)}
    assert found["rule-folders"] == ("[]", "default")
    assert found["rules.dead-link.enabled"] == ("false", "rules/x/dead-link.md")


def valid(text: str) -> bool:
    validator = jsonschema.Draft202012Validator(
        config.schema(RULES, {name: check.options for name, check in CHECKS.items()})
    )
    return not list(validator.iter_errors(read_yaml(text).data))


def test_the_schema_accepts_what_is_right() -> None:
    jsonschema.Draft202012Validator.check_schema(
        config.schema(RULES, {name: check.options for name, check in CHECKS.items()})
    )
    assert valid(TEXT)
    assert valid("rules: {my-own: {anything: 3}}")


@pytest.mark.parametrize(
    "text",
    [
        "note: [a]",
        "notes: a",
        "labels: {papers: [a]}",
        "rules: {broken-link: never}",
        "rules: {broken-link: {min-words: 3}}",
        "rules: {stub-entry: {min-words: few}}",
        "overrides: [{files: [a], rules: {broken-link: never}}]",
        "overrides: [{files: [a]}]",
    ],
)
def test_the_schema_refuses_what_is_wrong(text: str) -> None:
    assert not valid(text)


def test_a_folder_of_rules_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r":2:16: there is no folder `mine`"):
        loaded(tmp_path, "\nrule-folders: [mine]\n")


def test_there_are_only_so_many_patterns_since_each_is_tried_on_each_note(tmp_path: Path) -> None:
    lines = "".join(f"  - files: ['*a*{number}']\n    rules: {{}}\n" for number in range(600))
    (tmp_path / "notelint.yaml").write_text(f"exclude: [{'x, ' * 399}x]\noverrides:\n{lines}")
    assert len(config.load(tmp_path).overrides) == 600
    (tmp_path / "notelint.yaml").write_text(f"exclude: [{'x, ' * 400}x]\noverrides:\n{lines}")
    with pytest.raises(ConfigError, match=r"notelint\.yaml:1201:13: more than 1,000 patterns"):
        config.load(tmp_path)
