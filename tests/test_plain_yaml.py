import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from notelint.data.parsing import MAX_DEPTH
from notelint.data.plain_yaml import plain_events
from notelint.front_matter.full import full_events
from notelint.front_matter.mistake import UnreadableError
from notelint.front_matter.values import Node, compose

WORDS = st.sampled_from(
    [
        "a",
        "title",
        "key",
        "标签",
        "x y",
        "1",
        "-1",
        "1.5",
        "true",
        "null",
        "~",
        "2026-01-24",
        "12:30",
        "http://a.b/c#d",
        "[[A]]",
    ]
)
ODD = st.text(alphabet="ab:# -\"'[]{},&*|>%@`?.~0é中：\\", max_size=6)
SCALARS = WORDS | ODD | WORDS.map('"{}"'.format) | WORDS.map("'{}'".format)
LISTS = st.lists(SCALARS, max_size=3).map(lambda items: f"[{', '.join(items)}]")
MAPS = st.lists(SCALARS | LISTS, max_size=3).map(lambda items: f"{{{', '.join(f'a: {item}' for item in items)}}}")
VALUES = (
    st.just("") | SCALARS | LISTS | MAPS | st.lists(LISTS | MAPS, max_size=2).map(lambda items: f"[{','.join(items)}]")
)
KEYS = st.sampled_from(
    ["a: ", "b:  ", "tags:", "x y: ", "标签: ", "- ", "-", "", "a : ", "- k: ", "- - ", "-  ", '"q r": ']
)
LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "", " ", "  ", "    "]),
    KEYS,
    VALUES,
    st.sampled_from(["", "", " # c", " "]),
)
DOCUMENTS = st.lists(LINES | st.sampled_from(["", "# c"]), max_size=6).map("\n".join)


@given(DOCUMENTS)
@settings(max_examples=1500, deadline=None)
def test_what_is_plain_is_what_the_full_parser_reads(text: str) -> None:
    plain = plain_events(text, 0, len(text))
    if plain is not None:
        assert plain == full_events(text, 0, len(text))


# Without aliases: a node of ruamel's stands where its anchor does, one of ours where it is used.
@given(DOCUMENTS.filter(lambda text: not {"*", "&"} & set(text)))
@settings(max_examples=500, deadline=None)
def test_the_full_parser_gives_what_ruamel_composes(text: str) -> None:
    try:
        root = compose(full_events(text, 0, len(text)))
    except UnreadableError:
        return
    expected = YAML(typ="safe", pure=True).compose(text)
    if expected is None or root is None:
        assert root is expected
    else:
        assert_same(root, expected, text)


def assert_same(node: Node, expected: object, text: str) -> None:
    if isinstance(expected, ScalarNode):
        assert node.kind == kind_of(expected)
        assert node.text == expected.value
        if text[expected.start_mark.index : expected.end_mark.index].strip():
            assert text[node.start : node.end] == text[expected.start_mark.index : expected.end_mark.index].rstrip()
        return
    assert isinstance(expected, (MappingNode, SequenceNode))
    pairs = expected.value if isinstance(expected, SequenceNode) else [node for pair in expected.value for node in pair]
    assert node.kind == ("list" if isinstance(expected, SequenceNode) else "map")
    assert node.start == expected.start_mark.index
    assert len(node.parts) == len(pairs)
    for part, each in zip(node.parts, pairs, strict=True):
        assert_same(part, each, text)


def kind_of(node: ScalarNode) -> str:
    """ruamel's tag; no `1_000`, `=` or `!` is in the samples, which js-yaml reads otherwise."""
    name = str(node.tag).rpartition(":")[2]
    if name == "timestamp":
        return "date" if re.fullmatch(r"[0-9-]{10}", node.value) else "datetime"
    return name if name in ("int", "float", "bool", "null") else "str"


@pytest.mark.parametrize(
    "text",
    [
        "title: Attention\ntags: [a, 'b, c', \"d # e\"]\n",
        "tags:\n- a\n-\n- b # c\nparams:\n  deep:\n    x: 1\n  y:\n\nlast: ~\n",
        "aliases:\n  - https://a.b/c#d\n  - x:y\nempty: []\n",
        "# only a comment\n",
        "",
        "a: {b: c, \"d e\": [f, {g: 'h'}, ], } # i\n",
        "link: [[A]]\nempty: {}\n",
        "- a: b\n  c:\n    - d\n-   - e\n    - f: {g: h}\n      i: j\n- \n",
        'steps:\n- "x y": 1\n  z: 2\n',
    ],
)
def test_usual_front_matter_needs_no_full_parser(text: str) -> None:
    events = plain_events(text, 0, len(text))
    assert events is not None
    assert events == full_events(text, 0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n  c",  # continues
        "a: |\n  text",
        "a: *b",
        "a: &b c",
        'a: "\\n"',
        "a: [b, [c]",
        "a: [b: c]",
        "a: {b}",
        "a: {b: }",
        'a: {"b":c}',
        "a: {b: c} d",
        "a: [b,\n  c]",
        "a: [" + "[" * 200 + "]" * 200 + "]",
        "{a: b}",
        "a: b: c",
        "a: - b",
        "a: @b",
        "a:\tb",
        "a: b\n c: d",
        "a: b\n- c",
        "a: \u2028",
        "a：b",
        "".join(" " * depth + "a:\n" for depth in range(MAX_DEPTH + 5)),
    ],
)
def test_what_is_not_plain_is_left_to_the_full_parser(text: str) -> None:
    assert plain_events(text, 0, len(text)) is None


def test_offsets_count_from_the_beginning_of_the_note() -> None:
    text = "---\ntitle: 题目\n---\n"
    events = plain_events(text, 4, 14)
    assert events is not None
    assert [text[event.start : event.end] for event in events if event.kind == "scalar"] == ["title", "题目"]
