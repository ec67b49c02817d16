from __future__ import annotations

import pytest

from reading.tools import read, slices


def found(text: str) -> list[tuple[str, str]]:
    note = read(text)
    return list(zip([each.case for each in note.leftovers], slices(text, note.leftovers), strict=True))


@pytest.mark.parametrize(
    "line",
    [
        "Here is the summary of the paper you asked for:",
        "Sure! Here's a translation of the abstract.",
        "As an AI language model, I cannot open the file.",
        "I'm sorry, but I have no access to it.",
        "I cannot access external links.",
        "作为一个人工智能语言模型，我无法打开链接。",
        "作为AI助手，我来总结。",
        "当然可以！以下是论文的笔记：",
        "以下是根据您的要求写的笔记。",
        "根据您提供的论文，总结如下。",
    ],
)
@pytest.mark.parametrize("before", ["", "# CLIP\n\n"])
def test_a_chat_answers_above_or_below_the_title(line: str, before: str) -> None:
    assert found(f"{before}{line}\n\n## A\n\nText.\n\nMore.\n") == [("answer", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Here is a table of the results.",
        "Sure, that is no proof.",
        "I cannot recommend it.",
        "作为一个社区项目，这里的笔记由大家来写。",
        "当然，这只是例子。",
        "以下是常用的命令：",
        "好的论文读三遍。",
    ],
)
def test_people_begin_like_that_too(line: str) -> None:
    assert found(f"# A\n\n{line}\n\n## B\n\nText.\n") == []


def test_a_chat_says_goodbye() -> None:
    line = "希望这份总结对您有所帮助！"
    assert found(f"# A\n\nText.\n\n## B\n\nText.\n\n{line}\n") == [("closing", line)]


def test_what_a_chat_said_may_be_quoted() -> None:
    quote = "> As an AI language model, I cannot read."
    assert found(f"# A\n\n{quote}\n\nText.\n") == []
    assert found("# A\n\nText.\n\nText.\n\nAs an AI language model it cannot.\n\nText.\n") == []


@pytest.mark.parametrize("line", ["Traceback (most recent call last):", "<think>", "Error code: 429 - too many"])
def test_a_program_s_words_stand_first(line: str) -> None:
    assert found(f"{line}\n\nText.\n") == [("dump", line)]
    assert found(f"# A\n\n{line}\n\nText.\n") == []


def test_below_the_front_matter_a_note_begins() -> None:
    assert found("---\ntitle: A\n---\n\n<think>\n\nText.\n") == [("dump", "<think>")]


def test_a_note_in_a_block_of_code() -> None:
    assert found("```markdown\n# A\n\nText.\n```\n") == [("wrapped", "```markdown")]
    assert found("```markdown\n# A\n```\n\nThat is a heading.\n") == []
    assert found("```markdown\ntext\n```\n") == []


def test_letters_before_the_first_heading() -> None:
    assert found("bu# DOS\n\nText.\n") == [("stray", "bu")]
    assert found("bu# DOS\n\n# A\n") == []
    assert found("c# is a language\n") == []


CONFLICT = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> notes\n"


def test_a_merge_that_was_not_resolved_is_told_once() -> None:
    assert found(f"# A\n\n{CONFLICT}\nText.\n") == [("conflict", "<<<<<<< HEAD")]
    assert found(CONFLICT) == [("conflict", "<<<<<<< HEAD")]
    assert found(f"```diff\n{CONFLICT}```\n") == []
    assert found("<<<<<<< HEAD\n\nText without its other half.\n") == []


def test_many_halves_of_merges_take_no_time() -> None:
    assert found("<<<<<<< a\n=======\n" * 3000) == []


def test_a_mould_s_holes_are_seen_where_a_reader_sees_them() -> None:
    assert found("# A\n\n{{date}} [x](https://e.org/{{title}}) `{{title}}` <!-- {{title}} -->\n") == [
        ("hole", "{{date}}"),
        ("hole", "{{title}}"),
    ]
    assert found("# A\n\nThe template has {{title}} and {{date}}.\n") == []
