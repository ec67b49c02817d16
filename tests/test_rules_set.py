"""Which rules run, for which notes, and with which settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from notelint.checks.papers import DuplicateOptions
from notelint.config.config import Config, load
from notelint.model.items import Link, NoteItems
from notelint.rule.rule import Case, Rule, RuleError
from notelint.run import ruleset
from notelint.run.ruleset import RuleSet, SelectionError, items_of, options_of

RULE = """\
---
title: A rule
check: {check}
items: {items}
severity: warning
message: "a message"
enabled: {enabled}
zh: {{title: 一条规则, message: 一句话}}
---
"""


def write(folder: Path, name: str, check: str, items: str, enabled: str = "true") -> None:
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RULE.format(check=check, items=items, enabled=enabled), "utf-8")


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five rules of two families, one of them off."""
    folder = tmp_path / "shipped"
    write(folder, "papers/duplicate-paper", "duplicate-paper", "entries")
    write(folder, "papers/stub-entry", "stub-entry", "entries")
    write(folder, "links/broken-link", "broken-link", "links")
    write(folder, "links/every-link", "each", "links", enabled="false")
    write(folder, "links/every-image", "each", "images")
    monkeypatch.setattr(ruleset, "builtin_rules", lambda: folder)
    return tmp_path


def chosen(
    root: Path, select: Sequence[str] = (), ignore: Sequence[str] = (), config: Config | None = None
) -> list[str]:
    found = RuleSet.of(config or Config(), root, select, ignore)
    return [rule.id for rule in found.for_note("a.md")]


ALL = ["broken-link", "every-image", "duplicate-paper", "stub-entry"]


# Selection


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), ALL),
        (("papers",), (), ["duplicate-paper", "stub-entry"]),
        (("stub-entry", "every-image"), (), ["every-image", "stub-entry"]),
        (("papers", "broken-link"), (), ["broken-link", "duplicate-paper", "stub-entry"]),
        ((), ("links",), ["duplicate-paper", "stub-entry"]),
        ((), ("stub-entry",), ALL[:3]),
        (("papers",), ("stub-entry",), ["duplicate-paper"]),
        (("stub-entry",), ("papers",), []),
    ],
)
def test_rules_are_chosen_by_name_or_family_and_left_out_the_same_way(
    shipped: Path, select: Sequence[str], ignore: Sequence[str], expected: list[str]
) -> None:
    assert chosen(shipped, select, ignore) == expected


def test_a_rule_that_is_off_runs_where_it_is_asked_for_by_its_name(shipped: Path) -> None:
    assert "every-link" in chosen(shipped, ["every-link"])
    assert "every-link" not in chosen(shipped, ["links"])
    (shipped / "notelint.yaml").write_text("rules: {stub-entry: off}\n", "utf-8")
    off = load(shipped)
    assert "stub-entry" not in chosen(shipped, config=off)
    assert chosen(shipped, ["stub-entry"], config=off) == ["stub-entry"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("duplicate-papers", "unknown rule or family `duplicate-papers`, did you mean `duplicate-paper`?"),
        ("link", "unknown rule or family `link`, did you mean `links`?"),
        ("xyz", "unknown rule or family `xyz`"),
    ],
)
def test_a_name_of_no_rule_is_a_mistake_with_the_nearest_one(shipped: Path, name: str, message: str) -> None:
    for arguments in ({"select": [name]}, {"ignore": [name]}):
        with pytest.raises(SelectionError) as caught:
            RuleSet.of(Config(), shipped, **arguments)
        assert str(caught.value) == message


def test_a_family_that_has_only_a_user_s_rules_can_be_chosen(shipped: Path) -> None:
    write(shipped / "mine", "own/every-heading", "each", "headings")
    config = Config(rule_folders=["mine"])
    assert chosen(shipped, ["own"], config=config) == ["every-heading"]
    assert "every-heading" in chosen(shipped, config=config)


def test_what_is_known_does_not_depend_on_what_was_chosen(shipped: Path) -> None:
    everything, some = RuleSet.of(Config(), shipped), RuleSet.of(Config(), shipped, ["papers"])
    assert everything.known == some.known >= {"every-link", "stub-entry"}
    assert (everything.complete, some.complete) == (True, False)


def test_rules_speak_the_language_of_the_run(shipped: Path) -> None:
    assert RuleSet.of(Config(), shipped).titles("en")["stub-entry"] == "A rule"
    assert RuleSet.of(Config(), shipped).titles("zh")["stub-entry"] == "一条规则"


# Settings


OVERRIDES = """\
rules:
  broken-link: off
  duplicate-paper: {cross-listed: true}
overrides:
  - files: [lists/]
    rules: {duplicate-paper: {cross-listed: false}, stub-entry: off}
  - files: ["*.en.md"]
    rules: {broken-link: error}
"""


def test_overrides_hold_for_the_notes_they_match(shipped: Path) -> None:
    (shipped / "notelint.yaml").write_text(OVERRIDES, "utf-8")
    found = RuleSet.of(load(shipped), shipped)
    assert [rule.id for rule in found.for_note("a.md")] == ["every-image", "duplicate-paper", "stub-entry"]
    assert [rule.id for rule in found.for_note("lists/a.md")] == ["every-image", "duplicate-paper"]
    assert [rule.id for rule in found.for_note("lists/a.en.md")] == ["broken-link", "every-image", "duplicate-paper"]
    [broken, *_] = found.for_note("a.en.md")
    assert broken.cases[""].severity == "error"


def test_a_rule_across_notes_runs_once_for_each_of_its_settings(shipped: Path) -> None:
    (shipped / "notelint.yaml").write_text(OVERRIDES, "utf-8")
    found = RuleSet.of(load(shipped), shipped)
    paths = ["a.md", "b.md", "lists/a.md", "a.en.md"]
    variants = {
        (variant.rule.id, getattr(variant.options, "cross_listed", None)): [p for p in paths if variant.holds(p)]
        for variant in found.across_collection(paths)
    }
    assert variants == {
        ("duplicate-paper", True): ["a.md", "b.md", "a.en.md"],
        ("duplicate-paper", False): ["lists/a.md"],
        ("stub-entry", None): ["a.md", "b.md", "a.en.md"],
        ("broken-link", None): ["a.en.md"],
    }


def test_without_overrides_all_notes_share_their_rules(shipped: Path) -> None:
    found = RuleSet.of(Config(), shipped)
    assert [variant.rule.id for variant in found.across_collection(["a.md", "b/c.md"])] == [
        "broken-link",
        "duplicate-paper",
        "stub-entry",
    ]
    assert [rule.id for rule in found.of_note("a.md")] == ["every-image"]
    assert found.for_note("a.md") is found.for_note("b/c.md")
    assert list(found.across_collection([])) == []


def test_what_silences_others_is_no_rule_of_a_note(shipped: Path) -> None:
    write(shipped / "shipped", "suppressions/unused", "unused-suppression", "comments")
    found = RuleSet.of(Config(), shipped, ["suppressions"])
    assert [rule.id for rule in found.for_note("a.md")] == ["unused"]
    assert (found.of_note("a.md"), list(found.across_collection(["a.md"]))) == ([], [])


# What a rule gets


def rule(check: str = "each", items: str = "links", **more: Any) -> Rule:
    cases = {"": Case("warning", "m")}
    return Rule(
        id="x", family="y", title="X", check=check, items=items, cases=cases, path="x.md", body="", body_line=1, **more
    )


def link(kind: str) -> Link:
    return Link(path="a.md", start=0, end=1, kind=kind, text="", target="", dest_start=0, dest_end=0)


def test_a_rule_gets_the_items_that_it_is_about() -> None:
    links = [link("inline"), link("bare")]
    note = NoteItems(path="a.md", start=0, end=1, links=links)
    assert items_of(rule(), note) == links
    assert items_of(rule(where={"kind": "bare"}), note) == links[1:]
    assert items_of(rule(where={"kind": "bare", "task": True}), note) == []
    assert items_of(rule(items="notes"), note) == (note,)
    assert items_of(rule(items="headings"), note) == []


def test_a_rule_s_options_are_those_of_its_check() -> None:
    assert options_of(rule()) is None
    options = options_of(rule("duplicate-paper", "entries", options={"cross-listed": True}))
    assert options == DuplicateOptions(cross_listed=True)


def test_the_rules_that_are_unlike_their_family_say_where_their_findings_stand() -> None:
    found = RuleSet.of(Config(), Path()).groups()
    assert found == dict.fromkeys(["missing-entry-field", "stub-entry", "empty-callout-title"], "holes")


def test_a_user_s_rules_are_read_anew_for_each_run_and_notelint_s_own_once(shipped: Path) -> None:
    config = Config(rule_folders=["mine"])
    write(shipped / "mine", "links/my-link", "each", "links")
    before = {each.id: each for each in ruleset.load(config, shipped)}
    write(shipped / "mine", "links/my-link", "each", "images")
    after = {each.id: each for each in ruleset.load(config, shipped)}
    assert [before["my-link"].items, after["my-link"].items] == ["links", "images"]
    assert after["broken-link"] is before["broken-link"]
    write(shipped / "mine", "links/broken-link", "broken-link", "links")
    with pytest.raises(RuleError, match=r"mine/links/broken-link\.md:1:1: .*/shipped/.* already called `broken-link`"):
        ruleset.load(config, shipped)
