"""Each mistake with its reason and its place: the mark ‸ stands before the character that is blamed."""

import pytest

from notelint.checks import CHECKS
from notelint.front_matter import parse
from notelint.rule.rule import builtin_rules, load_rule

MISTAKES = [
    ("aliases:\n- ‸@ada", "reserved: @"),
    ("a: ‸`x`", "reserved: `"),
    ("a: ‸%x", "reserved: %"),
    ("a: ‸*bold* text", "reserved: *"),
    ("a: ‸**bold**", "reserved: *"),
    ("a: ‸*nobody", "reserved: *"),
    ("a: ‸> quoted", "reserved: >"),
    ("a: ‸- b", "reserved: -"),
    ("a: ‸!e!x b", "reserved: !"),
    ("title: Foo‸: bar", "colon: title"),
    ("k:\n- title: Foo‸: bar", "colon: title"),
    ("a: 1\ntitle‸：x\nb: 2", "full-width-colon: title"),
    ("title‸：x\nb: 2", "full-width-colon: title"),
    ("title‸：x", "full-width-colon: title"),
    ("a: 1\ntitle‸:x\nb: 2", "space: title"),
    ("title‸:x", "space: title"),
    ("a: b\n‸some words\nc: d", "no-key: some words"),
    ("a: b\n‸some words", "no-key: some words"),
    ('a: ‸"x', 'quote: "'),
    ('a: ‸"x\nb: "y"\nc: d', 'quote: "'),
    ("a: 'it'‸s'", "after-quote: '"),
    ('a: "x"‸, b', 'after-quote: "'),
    (r'a: "C:‸\path"', r"escape: \p"),
    ("tags: ‸[a, b\nc: d", "bracket: ["),
    ("tags: ‸{a: b", "bracket: {"),
    ("tags: ‸[a,", "bracket: ["),
    ("tags: [a] ‸b", "after-bracket: ]"),
    ("up: [[A]]‸, [[B]]", "wikilink: ]"),
    ('tags: ["a" ‸"b"]', "comma: "),
    ("tags: [a,‸, b]", "stray: ,"),
    ("tags: [a]‸]", "stray: ]"),
    ("a: b\n  ‸c: d", "indentation: "),
    ("a:\n  - x\n ‸- y", "indentation: "),
    ("  a: b\n‸c: d", "indentation: "),
    ("a: b\n‸- c", "list-item: a"),
    ("a: b\n‸\tc: d", "tab: "),
    ("a: ‸\x08", "control: U+0008"),
    ("a: b\n‸--- c", "document: "),
]


@pytest.mark.parametrize(("marked", "error"), MISTAKES)
def test_a_mistake_is_named_where_it_was_made(marked: str, error: str) -> None:
    text = f"---\n{marked}\n---\n"
    parsed = parse(text.replace("‸", ""), "a.md")
    assert parsed is not None
    assert (parsed.front_matter.error, parsed.front_matter.error_at) == (error, text.index("‸"))


def test_front_matter_that_runs_into_the_text_is_unclosed() -> None:
    parsed = parse("---\ntitle: A\n\nProse begins.\n\n---\n\nMore.\n", "a.md")
    assert parsed is not None
    assert (parsed.front_matter.error, parsed.front_matter.error_at) == ("unclosed: ---", 0)


def test_a_blank_line_between_keys_closes_nothing() -> None:
    parsed = parse("---\ntitle: A\n\nsome words\ntags: b\n---\n", "a.md")
    assert parsed is not None
    assert parsed.front_matter.error == "no-key: some words"


@pytest.mark.parametrize(
    "line", ["a: {{ x }} y", "a: {{ replace .Name }}: b", "a: <% tp.date() %>: x", "{% if x %}: a: b"]
)
def test_a_placeholder_of_a_template_is_no_mistake_of_its_author(line: str) -> None:
    parsed = parse(f"---\ntitle: A\n{line}\n---\n", "a.md")
    assert parsed is not None
    assert parsed.front_matter.error.partition(":")[0] == "placeholder"


def test_every_reason_is_a_case_of_the_rule() -> None:
    path = builtin_rules() / "front-matter" / "invalid-front-matter.md"
    rule = load_rule(path, CHECKS)
    reasons = {error.partition(":")[0] for _, error in MISTAKES}
    assert set(rule.cases) == reasons | {"late", "unclosed", "size", "depth", "other"}
