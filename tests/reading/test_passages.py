from __future__ import annotations

import pytest

from reading.tools import LLAVA, read

HEAD = f"# LLaVA\n\n**arXiv**: [2304.08485]({LLAVA})\n\n"
SAME = "这篇论文的方法和实验设计都值得参考，以后可以在更多的场景里验证，部署之前要结合实际的需求评估成本，也要看数据。"


def passages(text: str) -> list[tuple[int, int]]:
    """(which text, offset of the heading) of each."""
    return [(each >> 32, each & 0xFFFFFFFF) for each in read(text).passages]


def test_a_section_of_a_few_sentences_is_kept_with_its_place() -> None:
    text = f"{HEAD}## 补充说明\n\n{SAME}\n"
    [(_, offset)] = passages(text)
    assert text[offset:].startswith("补充说明")


def test_the_same_words_are_the_same_number_wherever_they_stand() -> None:
    texts = [f"{HEAD}## A\n\n{SAME}\n", f"{HEAD}Words.\n\n### B\n\n\n{SAME}\n\n## C\n\nMore.\n"]
    assert len({number for text in texts for number, _ in passages(text)}) == 1
    assert passages(texts[0])[0][0] != passages(f"{HEAD}## A\n\n{SAME}。\n")[0][0]


@pytest.mark.parametrize(
    "body",
    ["短。", f"[{SAME}](a.md)", f"> [!TIP] A\n> {SAME}", f"```\n{SAME}\n```", f"{SAME} https://e.org", SAME * 20],
)
def test_what_is_no_few_sentences_is_not(body: str) -> None:
    assert passages(f"{HEAD}## A\n\n{body}\n") == []


def test_outside_of_entries_nothing_is_compared() -> None:
    assert passages(f"# A\n\n## B\n\n{SAME}\n") == []


FILL = "We train a model of language and vision in two stages, and freeze the encoder in both of them. "


@pytest.mark.parametrize(
    ("end", "more", "found"),
    [
        ("The model is trai", "We train it twice.", [("trai", "train")]),
        ("The model is trai...", "We train it twice.", [("trai", "train")]),
        ("The model is trai.", "We train it twice.", []),
        ("This is the benchmark", "All benchmarks.", []),
        ("This is the benchm", "Nothing else.", []),
        ("The benchm is a benchm", "It is a benchmark.", []),
    ],
)
def test_a_section_that_ends_inside_a_word(end: str, more: str, found: list[tuple[str, str]]) -> None:
    for text in (f"## A\n\n{FILL}{end}\n\n## B\n\n{more}\n", f"## B\n\n{more}\n\n## A\n\n{FILL}{end}"):
        note = read(text)
        assert [(each.word, each.whole) for each in note.cut_offs] == found
        assert [text[each.start : each.end] for each in note.cut_offs] == [word for word, _ in found]
