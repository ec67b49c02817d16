from __future__ import annotations

from runs import TWICE

from notelint import check
from notelint.scope.fingerprint import Fingerprint, fingerprints
from notelint.text.source import Source, from_text


def prints(text: str) -> list[Fingerprint]:
    report = check(texts={"a.md": text}, select=["broken-link", "duplicate-paper", "empty-section"])

    def source(path: str) -> Source:
        return from_text(path, text)

    return fingerprints(report.findings, source)


def test_it_is_what_the_finding_underlines() -> None:
    assert prints("See [the\nother](gone.md) for more.\n") == [Fingerprint("broken-link", "a.md", "gone.md", 1)]


def test_lines_that_move_and_words_beside_it_change_nothing() -> None:
    assert prints("# Intro\n\nText.\n\n" + "See the [other](gone.md) now.\n") == prints("[other](gone.md)\n")


def test_the_same_thing_twice_is_counted() -> None:
    assert [each.ordinal for each in prints("[a](gone.md)\n\n[b](gone.md)\n\n[c](lost.md)\n")] == [1, 2, 1]


def test_it_is_the_same_in_every_language() -> None:
    english, chinese = (
        [(found.rule, found.start) for found in check(texts={"a.md": TWICE}, lang=lang).findings]
        for lang in ("en", "zh")
    )
    assert english == chinese
    assert "LLaVA" not in prints(TWICE)[0].text


def test_a_long_place_counts_by_its_beginning() -> None:
    found = prints(f"[a]({'gone/' * 40}b.md)\n")
    assert found[0].text == "gone/" * 24


def test_a_note_that_went_away_has_a_fingerprint_all_the_same() -> None:
    report = check(texts={"a.md": "[a](gone.md)\n"}, select=["broken-link"])

    def gone(path: str) -> Source:
        raise FileNotFoundError(path)

    assert fingerprints(report.findings, gone) == [Fingerprint("broken-link", "a.md", "", 1)]


def test_its_words_tell_findings_apart() -> None:
    one, two, three = prints("[a](gone.md)\n\n[b](gone.md)\n\n[c](lost.md)\n")
    assert len({one.in_note(), two.in_note(), three.in_note()}) == 3
    moved = one._replace(path="b.md")
    assert moved.in_note() == one.in_note()
    assert moved.in_collection() != one.in_collection()
