import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.front_matter import locate


def parts(text: str) -> tuple[str, str, str]:
    """The kind, the content, and what follows."""
    block = locate(text)
    assert block is not None
    rest = "\n".join(text.split("\n")[block.next_line :])
    return block.kind, text[block.content_start : block.content_end], rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A\n---\nText\n", ("yaml", "title: A\n", "Text\n")),
        ("---  \ntitle: A\n---\t\nText", ("yaml", "title: A\n", "Text")),
        ("---\ntitle: A\n...\nText", ("yaml", "title: A\n", "Text")),
        ("---\ntitle: A\n---", ("yaml", "title: A\n", "")),
        ("---\n---\nText", ("yaml", "", "Text")),
        ("---\n# on purpose\n---\n", ("yaml", "# on purpose\n", "")),
        ("---\ntitle：A\n---\n", ("yaml", "title：A\n", "")),
        ("---\ntext: |\n  a\n  ---\n---\n", ("yaml", "text: |\n  a\n  ---\n", "")),
        ("\ufeff---\ntitle: A\n---\nText", ("yaml", "title: A\n", "Text")),
        ("\n\n---\ntitle: A\n---\nText", ("yaml", "title: A\n", "Text")),
        ('+++\ntitle = "A"\n+++\nText', ("toml", 'title = "A"\n', "Text")),
        ('{\n  "title": "}",\n  "x": {}\n}\nText', ("json", '{\n  "title": "}",\n  "x": {}\n}', "Text")),
    ],
)
def test_front_matter_is_what_stands_between_its_marks(text: str, expected: tuple[str, str, str]) -> None:
    assert parts(text) == expected


def test_the_block_covers_both_of_its_lines() -> None:
    text = "\n---\ntitle: A\n---\nText"
    block = locate(text)
    assert block is not None
    assert text[block.start : block.end] == "---\ntitle: A\n---"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "# Title\n\n---\n\nText\n\n---\n",
        "---\n\nProse between two breaks.\n\n---\n",
        "---\n\nNote: one.\n\nProse, then a break.\n\n---\n",
        "---\nA heading to CommonMark\n---\n",
        "---\n- a\n- b\n---\n",
        "\n---\n# a comment or a heading\n---\n",
        "----\ntitle: A\n----\n",
        "***\ntitle: A\n***\n",
        " ---\ntitle: A\n---\n",
        "{{< toc >}}\n",
        "{#anchor}\n",
        '{"a": 1} is an object\n',
        '{"a": 1\n',
    ],
)
def test_what_only_looks_like_it_is_none(text: str) -> None:
    assert locate(text) is None


@pytest.mark.parametrize(
    "text",
    ["---\ntitle: A\ntags: [b]\n\nText\n", "---\ntags:\n  - a\n- b", '+++\ntitle = "A"\ndate = 1\n\nText\n'],
)
def test_keys_that_nothing_closes_are_open_front_matter(text: str) -> None:
    block = locate(text)
    assert block is not None
    assert block.end == -1
    assert text[block.content_start : block.content_end] == text[4:].partition("\n\n")[0] + (
        "\n" if "\n\n" in text else ""
    )


@pytest.mark.parametrize(
    "text", ["---\n\nText\n", "---\nNote: this is prose.\n\nText\n", "---\ntitle: A\nprose\n\nText\n"]
)
def test_a_break_above_prose_is_no_open_front_matter(text: str) -> None:
    assert locate(text) is None


@given(st.text(alphabet='-+{}":=\n ta#\t：', max_size=40))
def test_offsets_lie_in_the_text(text: str) -> None:
    block = locate(text)
    if block is not None and block.end >= 0:
        assert 0 <= block.start <= block.content_start <= block.content_end <= block.end <= len(text)
        assert block.next_line == text.count("\n", 0, block.end) + 1
