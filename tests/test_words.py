from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from notelint.model.finding import Paths, Place
from notelint.rule.facts import UnknownFactError, render, visible


def said(
    template: str, facts: Mapping[str, Any], words: Mapping[str, Mapping[str, str]] | None = None, lang: str = "en"
) -> str:
    return render(template, facts, words or {}, lang, "here.md", lambda place: place.start + 1, "notes/{}".format)


def test_facts_are_filled_in() -> None:
    facts = {"id": "arXiv:2304.08485", "first": {"title": "LLaVA"}, "count": 3, "share": 0.25, "sure": True}
    assert said("{id}: {first.title}, {count}, {share}, {sure}", facts) == "arXiv:2304.08485: LLaVA, 3, 0.25, true"


def test_a_place_in_the_same_note_is_a_line() -> None:
    facts = {"first": {"place": Place("here.md", 2)}}
    assert said("see {first.place}", facts) == "see line 3"
    assert said("见{first.place}", facts, lang="zh") == "见第 3 行"


def test_files_are_named_as_the_user_would_write_them() -> None:
    assert said("no {looked}", {"looked": Paths(("a.md", "b/c.md"))}) == "no notes/a.md, notes/b/c.md"


def test_a_place_in_another_note_is_a_path_and_a_line() -> None:
    facts = {"place": Place("other.md", 2)}
    assert said("{place}", facts) == said("{place}", facts, lang="zh") == "notes/other.md:3"


def test_a_value_with_words_is_said_in_them() -> None:
    words = {"why": {"first": "it comes first", "more": "it says {count} words more"}, "sure": {"true": "surely"}}
    assert said("keep it: {why}", {"why": "first"}, words) == "keep it: it comes first"
    assert said("keep it: {why}", {"why": "more", "count": 7}, words) == "keep it: it says 7 words more"
    assert said("{sure} {why}", {"why": "other", "sure": True}, words) == "surely other"


def test_words_are_looked_up_once() -> None:
    assert said("{a}", {"a": "x"}, {"a": {"x": "<{a}>"}}) == "<x>"


def test_braces_in_a_fact_are_text() -> None:
    assert said("{a} {b}", {"a": "{b}", "b": "{a.__class__}"}) == "{b} {a.__class__}"


@pytest.mark.parametrize("template", ["{no}", "{first.no}", "{id.title}", "{first}"])
def test_a_fact_that_the_check_did_not_give_is_an_error(template: str) -> None:
    with pytest.raises(UnknownFactError, match=template[1:-1]):
        said(f"it is {template}", {"id": "x", "first": {"title": "LLaVA"}})


def test_nothing_can_hide_in_a_fact() -> None:
    assert said("{a}", {"a": "a\x1b[31m\nb\t\x7f\x85"}) == "a␛[31m⏎b␉␡<U+0085>"
    assert visible("\u202eevil\u200b\ufeff\udc80") == "<U+202E>evil<U+200B><U+FEFF><U+DC80>"
    assert visible("家👨‍👩‍👧 é ❤️") == "家👨‍👩‍👧 é ❤️"


def test_a_path_cannot_hide_anything_either() -> None:
    assert said("{place}", {"place": Place("a\nb.md", 0)}) == "notes/a⏎b.md:1"


def test_a_long_fact_shows_its_two_ends() -> None:
    text = said("{a}", {"a": "a" * 60 + "b" * 60})
    assert text == "a" * 40 + "…" + "b" * 39
    assert said("{a}", {"a": "x" * 80}) == "x" * 80
