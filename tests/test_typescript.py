import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.site import typescript as ts
from notelint.site.typescript import Group


def constant(text: str) -> list[ts.Node]:
    return ts.constants(ts.read(f"const x = {text}"))["x"]


def test_comments_and_brackets_in_strings_mean_nothing() -> None:
    text = "[ 'a)', /* ] */ \"b]\", // ]\n `c`, /[)]\\/]/g ]"
    (group,) = constant(text)
    assert isinstance(group, Group)
    assert [ts.string(element) for element in ts.elements(group)] == ["a)", "b]", "c", None]


@pytest.mark.parametrize("text", [r"'a\n'", "`a${b}`", "a", "'a' + 'b'", "'a"])
def test_what_only_running_it_tells_is_no_string(text: str) -> None:
    assert ts.string(constant(text)) is None


def test_constants_end_where_the_next_statement_begins() -> None:
    text = "import { a } from 'b'\nexport const x: Type = f(1)\nconst y = 'z' as const; let w = (v) satisfies U\n"
    found = ts.constants(ts.read(text))
    assert set(found) == {"x", "y", "w"}
    assert ts.string(found["y"]) == "z"
    assert [name for name, _ in ts.calls(found["x"])] == ["f"]
    assert [name for name, _ in ts.calls(found["w"])] == ["v"]


def test_an_object_gives_its_keys() -> None:
    found = ts.properties(constant("{ a: 1, 'b c': { d: 2 }, e, }"))
    assert found is not None
    assert list(found) == ["a", "b c", "e"]


@pytest.mark.parametrize("text", ["{ ...a }", "{ [a]: 1 }", "{ a() { return 1 } }", "[a]", "a", "{ a: 1 } + 1"])
def test_an_object_whose_keys_only_running_it_tells_gives_none(text: str) -> None:
    assert ts.properties(constant(text)) is None


def test_a_chain_of_calls_is_read_name_by_name() -> None:
    found = ts.calls(constant("z.string({ a: 1 }).min(1)"))
    assert [(name, arguments is not None) for name, arguments in found] == [
        ("z", False),
        ("string", True),
        ("min", True),
    ]


@pytest.mark.parametrize("text", ["a + b", "a<B>(c)", "'a'", "a.b[c]", "new A()", "() => a"])
def test_anything_else_is_no_chain(text: str) -> None:
    assert ts.calls(constant(text)) == []


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
    assert [name for name, _ in ts.calls(ts.returned(constant(text)))] == names


@pytest.mark.parametrize("text", ["(", "(]", ")", "(" * 200 + ")" * 200])
def test_brackets_that_do_not_fit_give_nothing(text: str) -> None:
    assert ts.read(text) == []


@given(st.text(alphabet="a.=,(){}[]'\"`/*\\\n $;>", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for expression in ts.constants(ts.read(f"const x = {text}")).values():
        ts.properties(expression), ts.calls(expression), ts.returned(expression), ts.string(expression)
