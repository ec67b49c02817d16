"""The fuzz itself: what would it be worth if it failed in every round?"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import fuzz


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_round_of_the_fuzz_says_nothing_of_notes_that_notelint_can_stand(jobs):
    assert fuzz.trial({"a.md": b"# A\n\n[x](b.md)\n", "b.md": b"\xff\x00[["}, jobs) == ""


def test_and_tells_a_mistake_of_ours(monkeypatch):
    def broken(*_):
        raise AttributeError("of ours")

    monkeypatch.setitem(fuzz.FORMATS, "json", broken)
    assert fuzz.trial({"a.md": b"# A\n"}, 1).endswith("AttributeError: of ours\n")
