"""No input makes the parser slow: sizes at which work that grows with the square would hang the tests."""

import pytest

from markdown.tools import EVERYTHING, NOTES, document, every, slices
from notelint.markdown import Features, parser

MANY = 20_000
BLOCK = 256 * 1024
REPEATED = [
    *[
        "[",
        "`",
        "$",
        "{",
        "<",
        ">",
        "!",
        "&",
        "\\",
        "*",
        "_",
        "=",
        "~",
        "^",
        "|",
        "%",
        "#",
        "-",
        "+",
        ":",
        "(",
        ")",
        "]",
    ],
    *[
        "*a ",
        "_a ",
        "a**b",
        "~~a ",
        "==a ",
        "**a* ",
        "*_",
        "`a",
        "``a`",
        "$a ",
        "$$",
        "![",
        "![[",
        "[[a",
        "[[",
        "](",
        "[a](",
        "[a][",
        "[^",
        "^[",
        "^[a] ",
        "{{<",
        "{{%",
        "{%",
        "{{",
        "{#",
        "%%",
        "{: ",
        "{#a ",
    ],
    *[
        "<a ",
        "<b c='",
        "<!--",
        "<?",
        "<!A",
        "<![CDATA[",
        "</",
        "<A b={",
        "<a@b.c",
        "http://",
        "www.",
        "http://a.b((",
        "&amp;",
        "&#",
    ],
    *["{{< a >}}", "{{< a ", "{{< a\n", "{% raw %}\n", "{{a}} ", "a{.b}", "{a", "import a\n"],
    *[
        "> ",
        "- ",
        "1. ",
        "> - ",
        "* *",
        "> a\n",
        "- a\n ",
        "-\n",
        "[a]: b\n",
        "[a]:\n",
        "[^a]: b\n",
        "[^a]: ",
        "```\n",
        "~~~",
        "$$\n",
        "%%\n",
        ":::a\n",
        ":::\n",
        "!!! a\n",
        "    ",
        "\t",
    ],
    *(
        "| a ",
        "\n|-",
        "| a |\n|---|\n",
        "\\|",
        "| a\\|b |\n",
        "a\n",
        "\n",
        "a  \n",
        "===\n",
        "# ",
        "<div>\n",
        '=== "a"\n',
    ),
]


@pytest.mark.parametrize("mdx", [False, True], ids=["notes", "mdx"])
@pytest.mark.parametrize("piece", REPEATED)
def test_a_piece_repeated_many_times_ends(piece, mdx):
    if mdx and piece[0] not in "{<i":
        return  # nothing of MDX begins so
    features = EVERYTHING if mdx else NOTES
    text = (piece * MANY)[: BLOCK - 1]
    tokens = parser(features).parse(text).tokens
    assert len(tokens) <= 3 * len(text)
    assert all(0 <= token.start <= token.end <= len(text) for token in every(tokens))


@pytest.mark.parametrize(
    "text",
    [
        "[" * MANY + "]" * MANY,
        "[a](" * MANY + ")" * MANY,
        "![" * MANY + "](b)" * MANY,
        "*a " * MANY + "a*" * MANY,
        "".join("`" * n + " " for n in range(600)),
        "{{% " * MANY + "%}}",
        "{{< " * MANY + ">}}",
        "{{< a >}} " * MANY + "{{< /a >}}",
        "{" * MANY + "}" * MANY,
        "$a" * MANY + "$",
        "<!-- " * MANY + "-->",
        "[a]: <" * MANY + ">",
        "> " * 5_000 + "a",
        "".join(" " * depth + "- a\n" for depth in range(600)),
        "".join("> " * depth + "a\n" for depth in range(600)),
        ":::a\n" * 3_000 + ":::\n" * 3_000,
        "| a |\n|---|\n" + "|\n" * MANY,
        "a | " * 5_000 + "\n" + "- | " * 5_000 + "\n" + "b\n" * 50,
        "[^a]: b\n\n    " * 2_000,
        "[a]: /b 'c\n" * MANY,
        "<A " + "b={" * MANY,
    ],
    ids=lambda text: f"{text[:12]!r}…{text[-6:]!r}",
)
def test_what_opens_many_times_and_closes_late_ends(text):
    for features in (NOTES, EVERYTHING):
        parser(features).parse(text)


def test_a_block_of_more_than_256_kib_is_said_to_be_too_long_and_left_alone():
    text = "# a *b*\n\n" + "[c](d) " * (BLOCK // 7 + 1) + "\n\n*e*\n"
    inlines = [token for token in document(text).tokens if token.type == "inline"]
    assert [token.meta.get("too_long", False) for token in inlines] == [False, True, False]
    assert inlines[1].children == []
    assert slices(text, "link") == []
    assert slices(text, "emphasis") == ["*b*", "*e*"]


def test_a_block_of_just_256_kib_is_read():
    text = "*a* " + "b" * (BLOCK - 4)
    assert slices(text, "emphasis") == ["*a*"]
    assert slices(text + "b", "emphasis") == []


@pytest.mark.parametrize("line", ["a" * 10_000_000, "[a](b) *c* " * 900_000, "> " * 5_000_000, "|" * 10_000_000])
def test_one_line_of_ten_megabytes(line):
    tokens = parser(Features()).parse(line).tokens
    assert tokens[0].start == 0
    assert tokens[-1].end == len(line)


@pytest.mark.parametrize(
    "text", ["", "\n" * 5, " ", "\ufffd", "\u2028a\u2029", "\ud800", "a\x0bb\x0c", "\t\t\t", "\U0001f600" * 3]
)
def test_odd_texts_are_parsed(text):
    for features in (NOTES, EVERYTHING):
        for token in every(parser(features).parse(text).tokens):
            assert 0 <= token.start <= token.end <= len(text)


def test_a_parser_keeps_nothing_from_the_text_before():
    markdown = parser(NOTES)
    markdown.parse("[a]: /b\n[^c]: d\n\n[a] [^c]\n")
    tokens = list(every(markdown.parse("[a] [^c]\n").tokens))
    assert [t.type for t in tokens if t.type == "link_open"] == []
    assert [t.meta["defined"] for t in tokens if t.type == "footnote_ref"] == [False]
