import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.site import script as js
from notelint.site.script import Group


def constant(text: str) -> list[js.Node]:
    return js.constants(js.read(f"const x = {text}"))["x"]


def test_comments_and_brackets_in_strings_mean_nothing() -> None:
    text = "[ 'a)', /* ] */ \"b]\", // ]\n `c`, /[)]\\/]/g ]"
    (group,) = constant(text)
    assert isinstance(group, Group)
    assert [js.string(element) for element in js.elements(group)] == ["a)", "b]", "c", None]


@pytest.mark.parametrize("text", [r"'a\n'", "`a${b}`", "a", "'a' + 'b'", "'a"])
def test_what_only_running_it_tells_is_no_string(text: str) -> None:
    assert js.string(constant(text)) is None


def test_constants_end_where_the_next_statement_begins() -> None:
    text = "import { a } from 'b'\nexport const x: Type = f(1)\nconst y = 'z' as const; let w = (v) satisfies U\n"
    found = js.constants(js.read(text))
    assert set(found) == {"x", "y", "w"}
    assert js.string(found["y"]) == "z"
    assert [name for name, _ in js.calls(found["x"])] == ["f"]
    assert [name for name, _ in js.calls(found["w"])] == ["v"]


def test_an_object_gives_its_keys() -> None:
    found = js.properties(constant("{ a: 1, 'b c': { d: 2 }, e, }"))
    assert found is not None
    assert list(found) == ["a", "b c", "e"]


@pytest.mark.parametrize("text", ["{ ...a }", "{ [a]: 1 }", "{ a() { return 1 } }", "[a]", "a", "{ a: 1 } + 1"])
def test_an_object_whose_keys_only_running_it_tells_gives_none(text: str) -> None:
    assert js.properties(constant(text)) is None


def test_a_chain_of_calls_is_read_name_by_name() -> None:
    found = js.calls(constant("z.string({ a: 1 }).min(1)"))
    assert [(name, arguments is not None) for name, arguments in found] == [
        ("z", False),
        ("string", True),
        ("min", True),
    ]


@pytest.mark.parametrize("text", ["a + b", "a<B>(c)", "'a'", "a.b[c]", "new A()", "() => a"])
def test_anything_else_is_no_chain(text: str) -> None:
    assert js.calls(constant(text)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a.b()", ["a", "b"]),
        ("({ image }) => a.b()", ["a", "b"]),
        ("c => (a.b())", ["a", "b"]),
        ("() => { return a.b(); }", ["a", "b"]),
        ("() => { const c = 1; return a.b() }", []),
    ],
)
def test_a_function_is_what_it_returns(text: str, names: list[str]) -> None:
    assert [name for name, _ in js.calls(js.returned(constant(text)))] == names


@pytest.mark.parametrize("text", ["(", "(]", ")", "(" * 200 + ")" * 200])
def test_brackets_that_do_not_fit_give_nothing(text: str) -> None:
    assert js.read(text) == []


@given(st.text(alphabet="a.=,(){}[]'\"`/*\\\n $;>", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for expression in js.constants(js.read(f"const x = {text}")).values():
        js.properties(expression), js.calls(expression), js.returned(expression), js.string(expression)


@given(st.text(alphabet="a.=,(){}[]'\"`/*\\\n $;>", max_size=40))
def test_a_script_without_comments_is_the_same_script(text: str) -> None:
    assert js.read_loosely(js.without_comments(text)) == js.read_loosely(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a // b\nc", "a  \nc"),
        ("'//' /* b */ c", "'//'   c"),
        ("test: /\\/notes\\//, x", "test: /\\/notes\\//, x"),  # a pattern that ends like a comment begins
        ("return /[/*]/ // b", "return /[/*]/  "),
        ("(a / b) / c // d", "(a / b) / c  "),
    ],
)
def test_comments_are_taken_out(text: str, rest: str) -> None:
    assert js.without_comments(text) == rest


def test_a_script_that_is_cut_off_is_read_as_far_as_its_brackets_fit() -> None:
    (_, _, group) = js.read_loosely("a = [b, (c], d")[:3]
    assert isinstance(group, Group)
    assert [js.text(node) for node in group.nodes] == ["b", ",", ""]
    assert js.read("a = [b, (c], d") == []
