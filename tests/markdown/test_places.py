"""Constructs put at random places are found exactly there, and spans keep their order wherever they stand."""

from hypothesis import given, settings
from hypothesis import strategies as st

from markdown.test_stock import fragments
from markdown.tools import CONTAINERS, EVERYTHING, KINDS, NOTES, document, every, found, wrapped
from notelint.markdown import Token

CONSTRUCTS = [
    ("link", "[a](b)"),
    ("link", '[中 *a*](<b c> "d")'),
    ("link", "<http://a.b/c>"),
    ("link", "[a][label]"),
    ("image", "![a](b 'c')"),
    ("code", "`` a ` | b ``"),
    ("emphasis", "*a **b** c*"),
    ("strong", "**a（b）**"),
    ("strike", "~~a~~"),
    ("mark", "==a *b*=="),
    ("math", "$a_1 * b_2$"),
    ("display math", "$$a \\| b$$"),
    ("HTML", "<img src='a' alt=\"b\">"),
    ("HTML", "<!-- a -->"),
    ("wikilink", "[[a#b|c]]"),
    ("wikilink", "![[a.png|300]]"),
    ("footnote", "[^a]"),
    ("inline footnote", "^[a *b*]"),
    ("comment", "%% a %%"),
    ("shortcode", '{{< a b="c" >}}'),
    ("attributes", "{#a .b}"),
]
# Text around a construct: nothing of it is markup, and none of it can join with what stands beside it.
words = st.text(st.sampled_from("ab 中文，。 😀é\u00a0"), max_size=12)
nested_containers = st.lists(st.sampled_from(["> ", ">", "- ", "12. ", "* ", ">\t", "> [!NOTE] x\n> "]), max_size=3)


def in_containers(text: str, containers: list[str]) -> str:
    for marker in reversed(containers):
        last = marker.rpartition("\n")[2]
        text = wrapped(text, marker, last if last.startswith(">") else " " * len(last))
    return text


@settings(max_examples=300)
@given(st.sampled_from(CONSTRUCTS), words, words, words, nested_containers)
def test_a_construct_is_found_where_it_was_put(construct, before, after, line, containers):
    kind, source = construct
    text = in_containers(f"a {line}\n中 {before} {source} {after}。\n", containers)
    text = f"# head\n\n{text}\n[label]: /u\n"
    start = text.index(source)
    assert (start, start + len(source)) in found(text, kind)
    assert text[start : start + len(source)] == source


@settings(max_examples=200)
@given(st.sampled_from(CONSTRUCTS), st.sampled_from(CONSTRUCTS), words, words, st.sampled_from(["", "> ", "- x\n  > "]))
def test_in_a_table_too_with_its_pipes_escaped(first, second, before, after, prefix):
    (kind, one), (other, two) = ((k, source.replace("\\|", "|").replace("|", "\\|")) for k, source in (first, second))
    later = {"": "", "> ": "> ", "- x\n  > ": "  > "}[prefix]
    row = f"| {before} {one} {after} | 中 {two} |"
    text = f"{prefix}| a | b |\n{later}|---|---|\n{later}{row}\n\n[label]: /u\n"
    at = text.index(row)
    start = at + row.index(one)
    assert (start, start + len(one)) in found(text, kind)
    start = at + row.rindex(two)
    assert (start, start + len(two)) in found(text, other)


everything = fragments | st.lists(
    st.sampled_from(
        [source for _, source in CONSTRUCTS]
        + list("*_`[]()!<>$={}%^|\\:\n")
        + ["\n\n", "> ", "- ", "    ", "$$\n", "%%\n"]
    ),
    max_size=20,
).map("".join)


@settings(max_examples=800)
@given(everything, st.sampled_from(list(CONTAINERS.values())), st.sampled_from([NOTES, EVERYTHING]))
def test_spans_are_ordered_nested_and_texts_are_their_slices(text, container, features):
    text = wrapped(text, *container)
    blocks = document(text, features).tokens
    ordered(blocks, 0, len(text))
    for block in blocks:
        ordered(block.children or [], block.start, block.end)
    for token in every(blocks):
        if token.type == "text":
            assert within_a_line(text, token)


def ordered(tokens: list[Token], start: int, end: int) -> None:
    """Every token begins where the one before ends or later, and ends inside the one that encloses it."""
    at = start
    for token in tokens:
        assert at <= token.start <= token.end <= end, (token.type, token.start, token.end, at, end)
        at = token.start if token.nesting > 0 and token.block else token.end


def within_a_line(text: str, token: Token) -> bool:
    """A text is its slice; only an escaped pipe of a table may stand in it with its backslash."""
    piece = text[token.start : token.end]
    return piece == token.content or piece.replace("\\|", "|") == token.content


def test_all_inline_kinds_are_put_somewhere():
    assert {kind for kind, _ in CONSTRUCTS} == set(KINDS) - {"escape", "MDX"}
