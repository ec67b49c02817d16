"""What the real viewers answered for the corpus of `bench/viewers/` holds: notelint says of it what they show."""

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "viewers"
sys.path.insert(0, str(BENCH))

import answers  # noqa: E402, where it is is known only now
import corpus  # noqa: E402
import layout  # noqa: E402
from told import told  # noqa: E402

SETUPS = layout.names()


@pytest.mark.parametrize("name", SETUPS)
def test_notelint_says_what_the_viewer_shows_but_for_the_known_differences(name: str, tmp_path: Path) -> None:
    setup = layout.load(name)
    wanted = layout.asked(setup, corpus.snippets(setup.callout))
    layout.lay_out(setup, wanted, tmp_path)
    outcome = answers.compare(wanted, answers.read(setup), set(told(setup, wanted, tmp_path)))
    for what in ("missed", "false"):
        found = {key for key, value in outcome.items() if value == what}
        known = set(answers.known(setup).get(what, ()))
        assert sorted(found - known) == [], f"{what} now: {answers.HELP}"
        assert sorted(known - found) == [], f"no longer {what}, so take them off the list: {answers.HELP}"


@pytest.mark.parametrize("name", SETUPS)
def test_the_viewer_has_answered_all_that_it_is_asked_in_the_version_that_is_pinned(name: str) -> None:
    setup = layout.load(name)
    wanted = {each.id for each in layout.asked(setup, corpus.snippets(setup.callout))}
    assert wanted == set(answers.read(setup)), answers.HELP
    assert answers.asked_versions(setup) == answers.pinned(setup), answers.HELP


def test_the_corpus_has_each_construct_in_each_container() -> None:
    asked = [each.id for each in corpus.snippets()]
    assert len(asked) == len(set(asked)) > 1000
    containers = {each.partition("+")[2] for each in asked}
    assert {"", "index", "bullet", "number", "quote", "cell", "footnote", "html", "details", "heading"} <= containers


def test_a_construct_in_a_container_stands_in_each_of_its_lines() -> None:
    assert corpus.within("> - @", "```\na\n\n```") == "> - ```\n>   a\n>\n>   ```"
    assert corpus.within("| a |\n|---|\n| @ |", "x") == "| a |\n|---|\n| x |"
