import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.front_matter import MAX_SIZE, Parsed, parse
from notelint.model.items import Key


def read(yaml: str) -> Parsed:
    parsed = parse(f"---\n{yaml}\n---\nText\n", "a.md")
    assert parsed is not None
    return parsed


def key(yaml: str) -> Key:
    (found,) = read(yaml).keys
    return found


def test_keys_and_values_stand_where_they_are_written() -> None:
    text = '---\ntitle: "A: b" # why\ntags:\n  - x\n  - "y z"\n\nseries:\n---\n'
    parsed = parse(text, "a.md")
    assert parsed is not None
    assert [(text[k.start : k.end], text[k.value_start : k.value_end]) for k in parsed.keys] == [
        ("title", '"A: b"'),
        ("tags", '- x\n  - "y z"'),
        ("series", ""),
    ]
    assert [k.raw for k in parsed.keys] == ['"A: b"', '- x\n  - "y z"', ""]
    assert text[: parsed.keys[2].value_start].endswith("series:")


@pytest.mark.parametrize(
    "yaml",
    [
        "a: |\n  x # no comment\n\nb: 1",
        'a: "x\n  y"\nb: 1',
        "a: [x,\n  y]\nb: 1",
        "a: &x [1, 2]\nb: *x",
        "? a\n: b\nb: 1",
        "a: # comment\n\n# comment\nb: 1",
        "a:\n- x\n# comment\n\nb: 1",
        "😀: 😀 😀\nb: 😀",
    ],
)
def test_no_value_runs_into_the_next_key(yaml: str) -> None:
    text = f"---\nz: 0\n{yaml}\n---\n"
    _, first, second = read(f"z: 0\n{yaml}").keys
    assert first.start <= first.end <= first.value_start <= first.value_end < second.start
    assert not text[first.value_start : first.value_end].endswith(("\n", " "))
    assert text[second.start : second.end] == "b"


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("text", "str", "text"),
        ("'1'", "str", "1"),
        ("", "null", None),
        ("~", "null", None),
        ("Null", "null", None),
        ("true", "bool", True),
        ("FALSE", "bool", False),
        ("yes", "str", "yes"),
        ("1", "int", 1),
        ("-07", "int", -7),
        ("0x1F", "int", 31),
        ("0o17", "int", 15),
        ("1_000", "str", "1_000"),
        ("2103.00020", "float", 2103.0002),
        ("1e3", "float", 1000.0),
        (".5", "float", 0.5),
        ("-.inf", "float", float("-inf")),
        ("1.2.3", "str", "1.2.3"),
        ("2026-01-24", "date", "2026-01-24"),
        ("2026-13-45", "date", "2026-13-45"),
        ("2026-1-4", "str", "2026-1-4"),
        ("2026-01-24 02:22:48+08:00", "datetime", "2026-01-24 02:22:48+08:00"),
        ("2026-01-24T02:22:48Z", "datetime", "2026-01-24T02:22:48Z"),
        ("2026-01-24 02:22:48 +0800", "str", "2026-01-24 02:22:48 +0800"),
        ("2026-01-24 02:22", "str", "2026-01-24 02:22"),
        ("9" * 5000, "int", "9" * 5000),
        ("[a, 1, ~]", "list", ["a", 1, None]),
        ("{a: 1}", "map", {"a": 1}),
        ("!!str 1", "str", "1"),
        ("!!int '1'", "int", 1),
    ],
)
def test_values_are_read_as_their_generators_read_them(raw: str, kind: str, value: object) -> None:
    parsed = read(f"k: {raw}")
    assert (parsed.keys[0].kind, parsed.keys[0].raw) == (kind, raw)
    assert parsed.values["k"] == value


def test_a_list_of_scalars_gives_its_items() -> None:
    assert key("tags: [MLLM, 'a b', 2024, true]").items == ("MLLM", "a b", "2024", "true")
    assert key("tags:\n- a\n-\n- b").items == ("a", "", "b")
    assert key("up: [[Home]]").items == ()
    assert key("up: [{}]").items == ()
    assert key("tags: a").items == ()


def test_a_key_that_stands_twice_knows_the_first() -> None:
    parsed = read("tags: a\ntitle: b\ntags: c\ntags: d")
    assert [k.duplicate_of for k in parsed.keys] == [-1, -1, 4, 4]
    assert parsed.values == {"tags": "d", "title": "b"}


def test_names_are_text_whatever_they_look_like() -> None:
    assert [k.name for k in read('1: a\n"x y": b\ntrue: c\n[z]: d').keys] == ["1", "x y", "true", "[z]"]


def test_aliases_share_and_merge() -> None:
    parsed = read("base: &b {a: 1, c: 1}\nother: *b\n<<: *b\nc: 2")
    assert parsed.values == {"base": {"a": 1, "c": 1}, "other": {"a": 1, "c": 1}, "a": 1, "c": 2}
    assert [k.raw for k in parsed.keys][1:3] == ["*b", "*b"]


def test_aliases_cannot_explode_or_turn_in_circles() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert len(read(bomb).keys) == 40
    assert read("a: &a [1, *a]").values == {"a": [1, None]}


def test_escaped_surrogates_become_characters() -> None:
    parsed = read(r'a: "\ud83d\ude00"' + "\n" + r'b: "\ud800"')
    assert parsed.values["a"] == "😀"
    assert msgspec.json.encode(parsed.values)


def test_comments_are_what_is_no_text() -> None:
    parsed = read("# one\na: 'x # y' # two\nb: x#y\nc: |\n  # z\nd: [e, # three\n  f]")
    assert [comment.text for comment in parsed.comments] == ["one", "two", "three"]
    assert parsed.comments[1].start == len("---\n# one\na: 'x # y' ")


def test_front_matter_of_nothing_but_comments_is_known() -> None:
    assert read("# Do not remove front matter.").front_matter.comment_only
    assert not read("# c\na: 1").front_matter.comment_only
    empty = parse("---\n---\n", "a.md")
    assert empty is not None
    assert not empty.front_matter.comment_only


def test_a_note_without_front_matter_has_none() -> None:
    assert parse("# Title\n", "a.md") is None


def test_front_matter_that_cannot_be_read_still_has_its_comments() -> None:
    parsed = read("# notelint-disable-line\na: @b")
    assert parsed.front_matter.error == "reserved: @"
    assert (parsed.keys, parsed.values) == ([], {})
    assert [comment.text for comment in parsed.comments] == ["notelint-disable-line"]


def test_tabs_that_separate_are_blanks() -> None:
    parsed = read("a:\tb\t\n\t\nc: [d]\t# e\nf:\n-\tg")
    assert parsed.values == {"a": "b", "c": ["d"], "f": ["g"]}


@pytest.mark.parametrize(
    ("yaml", "reason"),
    [
        ("a: " + "x" * MAX_SIZE, "size"),
        ("a: " + "[" * 3000, "depth"),
        ("a: " + "{ " * 3000, "depth"),
        ("a:\n " + "- " * 3000, "depth"),
        ("".join(" " * depth + "a:\n" for depth in range(200)), "depth"),
        ("a: [" + "x, " * 2000, "bracket"),
        ('a: "' + "\\n" * 2000, "quote"),
    ],
)
def test_monstrous_front_matter_is_refused(yaml: str, reason: str) -> None:
    assert read(yaml).front_matter.error.partition(":")[0] == reason


@given(st.text(alphabet="ab:# -\"'[]{},&*!|>%@`?\\.~0é中：\n\t\x00\u2028", max_size=40))
@settings(max_examples=500, deadline=None)
def test_anything_can_be_read_and_stored(yaml: str) -> None:
    parsed = parse(f"---\nk: {yaml}\n---\n", "a.md")
    assert parsed is None or msgspec.msgpack.encode(parsed)


def test_each_item_of_a_list_has_its_kind_and_place() -> None:
    text = "---\ntags: [a, 3.10, '7']\nyears:\n  - 2024\n  -\n---\n"
    parsed = parse(text, "a.md")
    assert parsed is not None
    tags, years = parsed.keys
    assert tags.item_kinds == ("str", "float", "str")
    assert [text[slice(*span)] for span in tags.item_spans] == ["a", "3.10", "'7'"]
    assert years.item_kinds == ("int", "null")


@pytest.mark.parametrize(
    ("yaml", "hashes"),
    [
        ("title: Fix #3", ["#3"]),
        ("tags: #book #todo", ["#book #todo"]),
        ("tags:\n  - #book\n  - x # y\n  - a #b", ["#book", "#b"]),
        ("draft: true # not yet", []),
        ('title: "Fix #3"', []),
        ("title: C#3", []),
        ("title: |\n  Fix #3", []),
        ("a: 1\n#b: 2", []),
    ],
)
def test_a_comment_that_looks_like_a_part_of_the_value_is_kept(yaml: str, hashes: list[str]) -> None:
    text = f"---\n{yaml}\n---\n"
    parsed = parse(text, "a.md")
    assert parsed is not None
    assert [said for key in parsed.keys for _, said in key.hashes] == hashes
    assert all(text.startswith(said, start) for key in parsed.keys for start, said in key.hashes)


def test_aliases_that_make_much_of_little_are_not_read() -> None:
    long = "a: &a [" + "x, " * 5000 + "x]\n" + "".join(f"b{n}: *a\n" for n in range(1000))
    merged = "a: &a {" + ", ".join(f"k{n}: 1" for n in range(2000)) + "}\n"
    merged += "".join(f"b{n}: {{<<: *a}}\n" for n in range(1000))
    for text in (long, merged):
        front = read(text).front_matter
        assert front.error == "other: aliases stand for more than 100,000 values"


def test_toml_whose_keys_have_too_many_parts_is_not_read() -> None:
    front = parse("+++\n" + "a." * 20000 + "a = 1\n+++\n", "a.md")
    assert front is not None
    assert front.front_matter.error.startswith("depth: ")
