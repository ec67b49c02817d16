"""The built-in rules: every example is as it says, everything is said in Chinese, what is generated is up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from notelint.checks import CHECKS
from notelint.model.finding import Finding, Hit
from notelint.rule.contract import ANY
from notelint.rule.examples import run_rule
from notelint.rule.rule import (
    FACT,
    KEYS,
    Rule,
    builtin_rules,
    facts_of,
    in_language,
    load_rule,
    option_names,
    plain_fields,
)
from notelint.run.stamping import Stamper

PATHS = sorted(path for path in builtin_rules().rglob("*.md") if path.name != "README.md")


@pytest.fixture(params=PATHS, ids=[path.stem for path in PATHS])
def rule(request: pytest.FixtureRequest) -> Rule:
    return load_rule(request.param, CHECKS)


def test_every_example_is_as_it_says_and_its_check_gives_the_facts_that_it_declares(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    from notelint.run.session import check_files

    given: dict[str, set[frozenset[str]]] = {}
    finding = Stamper.finding

    def recorded(self: Stamper, told: Rule, hit: Hit) -> Finding | None:
        if told.id == rule.id:
            given.setdefault(hit.case, set()).add(frozenset(names(hit.facts)))
        return finding(self, told, hit)

    monkeypatch.setattr(Stamper, "finding", recorded)
    declared = CHECKS[rule.check].names(plain_fields(rule.items))
    wrong = [outcome for outcome in run_rule(rule, check_files) if not outcome.ok]
    assert not wrong, "\n".join(
        f"{each.path}:{each.line}\n  got      {each.got}\n  expected {each.expected}\n  {each.problem}"
        for each in wrong
    )
    assert given == {case: {declared[case if case in declared else ANY]} for case in given}


def names(facts: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """The names of facts, as a message writes them: `id`, `first.title`."""
    for name, value in facts.items():
        yield from names(value, f"{before}{name}.") if isinstance(value, Mapping) else [before + name]


def templates(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of a rule, with the words that its facts are said in."""
    words = [text for values in rule.words.values() for text in values.values()]
    for name, case in rule.cases.items():
        yield f"{name} message", [case.message]
        yield f"{name} help", [case.help]
    yield "fold", [rule.fold.message if rule.fold else ""]
    yield "words", words


def test_everything_is_said_in_chinese_with_the_facts_of_the_english(rule: Rule) -> None:
    chinese = in_language(rule, "zh")
    assert chinese.title != rule.title
    for (name, english), (_, translated) in zip(templates(rule), templates(chinese), strict=True):
        for one, other in zip(english, translated, strict=True):
            assert one != other or not FACT.sub("", one).strip(), f"{name} is English: {one}"
            assert facts_of([other]) == facts_of([one]), f"{name} speaks of other facts: {other}"


def test_no_option_has_the_name_of_a_key() -> None:
    taken = {name: set(option_names(check.options)) & set(KEYS) for name, check in CHECKS.items()}
    assert not any(taken.values()), taken


def test_what_is_generated_is_up_to_date() -> None:
    from notelint.commands.explain import generated

    stale = [
        path.name for path, text in generated().items() if not path.is_file() or Path(path).read_text("utf-8") != text
    ]
    assert stale == [], "run `notelint rules --write`"
