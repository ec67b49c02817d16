from __future__ import annotations

from typing import Any

import pytest

from notelint.model.finding import Edit, Fix, Hit, Place, Related, RelatedPlace, ShownFinding
from notelint.model.items import Item, NoteItems
from notelint.rule.facts import UnknownFactError
from notelint.rule.rule import Case, Drafts, FoldBy, Rule
from notelint.run.stamping import Stamper
from notelint.run.wording import Wording

# Lines begin at 0, 10, 20.
NOTES = {
    path: NoteItems(path=path, start=0, end=5, line_starts=[0, 10, 20], **more)
    for path, more in {
        "papers/a.md": {},
        "papers/b.md": {},
        "lists/c.md": {},
        "top.md": {},
        "draft.md": {"draft": True},
        "made.md": {"generated": True},
    }.items()
}
FIX = Fix((Edit("papers/a.md", 12, 13, "x"),))


def rule(message: str = "a message", severity: Any = "warning", **more: Any) -> Rule:
    settings = {"cases": {"": Case(severity, message)}, "path": "x.md", "body": "", "body_line": 1}
    return Rule(**{"id": "r", "family": "f", "title": "R", "check": "each", "items": "notes", **settings, **more})


def hit(path: str = "papers/a.md", **more: Any) -> Hit:
    return Hit(Item(path=path, start=12, end=15), **more)


def stamped(rule: Rule, hit: Hit, lang: str = "en") -> ShownFinding:
    """What is shown of a hit."""
    found = Stamper(NOTES).finding(rule, hit)
    assert found is not None
    return Wording(NOTES, [rule], lang, lambda path: f"notes/{path}").finding(found)


# Places


def test_a_finding_stands_where_its_item_does_with_lines_and_columns_from_1() -> None:
    found = stamped(rule(), hit(fix=FIX))
    assert (found.rule, found.family, found.severity, found.path) == ("r", "f", "warning", "notes/papers/a.md")
    assert (found.start, found.end) == (12, 15)
    assert (found.line, found.column, found.end_line, found.end_column) == (2, 3, 2, 6)
    assert found.fix == FIX


def test_or_where_its_hit_says() -> None:
    found = stamped(rule(), hit(start=0, end=25))
    assert (found.line, found.column, found.end_line, found.end_column) == (1, 1, 3, 6)
    assert stamped(rule(), hit(start=10)).column == 1


def test_an_end_before_the_start_is_the_start() -> None:
    found = stamped(rule(), hit(start=20))
    assert (found.line, found.column, found.end_line, found.end_column) == (3, 1, 3, 1)


def test_related_places_are_named_in_their_own_notes() -> None:
    found = stamped(rule(), hit(related=(Related("papers/b.md", 21, 25, "LLaVA"),)))
    assert found.related == (RelatedPlace("notes/papers/b.md", 3, 2, "LLaVA"),)


# Words


def test_facts_become_words_and_places_lines() -> None:
    facts = {"id": "X", "here": Place("papers/a.md", 21), "there": Place("papers/b.md", 10), "why": "first"}
    said = rule("{id} {here} {there}: {why}", words={"why": {"first": "it comes first"}})
    assert stamped(said, hit(facts=facts)).message == "X line 3 notes/papers/b.md:2: it comes first"
    assert stamped(said, hit(facts=facts), "zh").message.startswith("X 第 3 行 notes/papers/b.md:2")


def test_help_is_said_where_there_is_any() -> None:
    helped = rule(cases={"": Case("error", "m", "keep {id}")})
    assert stamped(helped, hit(facts={"id": "X"})).help == "keep X"
    assert stamped(rule(), hit()).help is None


def test_each_case_has_its_words_and_its_severity() -> None:
    several = rule(cases={"": Case("error", "else"), "near": Case("info", "near")})
    assert (stamped(several, hit(case="near")).message, stamped(several, hit(case="near")).severity) == ("near", "info")
    assert (stamped(several, hit(case="far")).message, stamped(several, hit()).severity) == ("else", "error")


def test_a_case_or_a_fact_that_a_rule_does_not_know_is_a_mistake_in_it() -> None:
    only = rule(cases={"near": Case("info", "m"), "far": Case("info", "m")})
    with pytest.raises(KeyError, match="r has no case `gone`: there is near, far"):
        stamped(only, hit(case="gone"))
    with pytest.raises(UnknownFactError, match="no fact `x`"):
        stamped(rule("{x}"), hit())


# Drafts


@pytest.mark.parametrize(
    ("severity", "drafts", "expected"),
    [
        ("error", "silent", "error"),
        ("error", "info", "error"),
        ("warning", "keep", "warning"),
        ("warning", "info", "info"),
        ("info", "info", "info"),
        ("warning", "silent", None),
        ("info", "silent", None),
    ],
)
def test_drafts_keep_errors_and_of_the_rest_what_the_rule_says(
    severity: str, drafts: Drafts, expected: str | None
) -> None:
    stamper = Stamper(NOTES)
    found = stamper.finding(rule(severity=severity, drafts=drafts), hit("draft.md"))
    assert (found and found.severity) == expected
    kept = stamper.finding(rule(severity=severity, drafts=drafts), hit("top.md"))
    assert kept is not None
    assert kept.severity == severity


# Folding


def fold(by: Any, *hits: Hit, lang: str = "en") -> list[tuple[str, str] | None]:
    folded = rule(fold=FoldBy(by, "{count} of {total}" if by != "folders" else "{count} in {other}"))
    folds = (stamped(folded, each, lang).fold for each in hits)
    return [None if each is None else (each.key, each.message) for each in folds]


def test_findings_of_one_note_share_a_line_and_those_of_two_do_not() -> None:
    one, two, other = fold("note", *(hit(path, facts={"total": 9}) for path in ("top.md", "top.md", "papers/a.md")))
    assert one == two != other
    assert one is not None
    assert one[1] == "{count} of 9"


def test_findings_of_the_collection_share_a_line_where_it_says_the_same() -> None:
    cases = {"a": Case("info", "m"), "b": Case("info", "m")}
    found = rule(fold=FoldBy("collection", "{count} {what}"), cases=cases)
    keys = [
        stamped(found, hit(path, case=case, facts={"what": what})).fold
        for path, case, what in (("top.md", "a", "notes"), ("lists/c.md", "b", "notes"), ("top.md", "b", "files"))
    ]
    assert keys[0] == keys[1] != keys[2]


def test_findings_of_one_folder_about_another_share_a_line() -> None:
    there = (Related("lists/c.md", 0, 1),)
    a, b, top = fold("folders", *(hit(path, related=there) for path in ("papers/a.md", "papers/b.md", "top.md")))
    assert a == b != top
    assert a is not None
    assert a[1] == "{count} in notes/lists"


def test_findings_within_one_folder_stand_alone() -> None:
    assert fold("folders", hit(related=(Related("papers/b.md", 0, 1),))) == [None]
    assert fold("folders", hit("top.md")) == [None]


def test_a_rule_without_a_fold_has_none() -> None:
    assert stamped(rule(), hit()).fold is None


def test_findings_in_a_generated_file_share_its_line_whatever_the_rule() -> None:
    found = [stamped(each, hit("made.md")).fold for each in (rule(), rule(id="s", fold=FoldBy("note", "x")))]
    assert found[0] == found[1]
    assert found[0] is not None
    assert found[0].message == "{count} findings in a generated file"
    chinese = stamped(rule(), hit("made.md"), "zh").fold
    assert chinese is not None
    assert chinese.message == "{count} 处问题，文件是生成的"
