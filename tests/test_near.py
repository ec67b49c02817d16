from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.text.near import Names, is_stamp, one_edit, words


def test_words_are_what_a_name_says() -> None:
    assert words("Ｑwen2.5-VL_Report（final）") == ("qwen2.5", "vl", "report", "final")


@pytest.mark.parametrize("name", ["Pasted image 20251008212240.png", "IMG_202510.png", "a3f9c2d17b", "v-0badc0de.png"])
def test_stamps_and_hashes(name: str) -> None:
    assert is_stamp(name)


@pytest.mark.parametrize("name", ["figure 12", "deadline", "CVPR2025", "facade", "x5000"])
def test_names_that_people_gave(name: str) -> None:
    assert not is_stamp(name)


def test_two_near_names_are_none() -> None:
    assert Names(["transformer a", "transformer-a"]).near("Transformer A") == ""
    assert Names(["encoders", "encoderz"]).near("encoder") == ""


def test_a_dot_in_a_number_counts() -> None:
    assert Names(["Qwen25"]).near("Qwen2.5") == ""


def test_two_wrong_words_are_another_name() -> None:
    assert Names(["contrastive learning"]).near("contrastiv learnin") == ""


@pytest.mark.parametrize("name", ["", "...", "()", "图", "\ud800"])
def test_a_name_that_says_nothing_is_near_to_none(name: str) -> None:
    assert Names(["", "...", "Transformer"]).near(name) == ""


_letters = st.text("abc", max_size=5)


@given(_letters, _letters)
def test_one_edit_is_one_letter_more_less_other_or_two_swapped(a: str, b: str) -> None:
    cut = [(a[:i], a[i:]) for i in range(len(a) + 1)]
    reached = {a}
    reached |= {head + letter + tail[skip:] for head, tail in cut for letter in "abc" for skip in (0, 1)}
    reached |= {head + tail[1:] for head, tail in cut}
    reached |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cut if len(tail) > 1}
    assert one_edit(a, b) == (b in reached)
