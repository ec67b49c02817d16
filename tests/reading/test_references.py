from __future__ import annotations

import pytest

from reading.tools import read


def undefined(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.near) for each in read(text).references if each.kind == "link" and not each.defined]


@pytest.mark.parametrize(
    "text",
    [
        "[the paper][vit]",
        "[论文][vit]",
        "![图一][fig]",
        "[**bold** text][vit]",
        "[`code`][vit]",
        "[Smith et al.][12]",
        "[图][fig]",
        "[PDF][link]",
        "[![状态](b.png)][builds]",
    ],
)
def test_a_reference_without_its_definition(text: str) -> None:
    source = f"> - 见{text}。\n"
    assert undefined(source) == [(text, "")]
    [found] = [each for each in read(source).references if not each.defined]
    assert source[found.start : found.end] == text


@pytest.mark.parametrize(
    "text",
    [
        *("a[i][j]", "x[0][1]", "[1][2]", "f(x)[a][b]", "[B, N][3]", "[CLS][SEP]", "[i][j]", "[the paper]\\[vit]"),
        *("`[the paper][vit]`", "$[the paper][vit]$", "[the paper][vit](https://example.org)", "[a b][c d][e f]"),
        *("[问题][解答]", "[the paper][https://example.org]", "[the paper][b.md]"),
        *("[!NOTE][vit]", "[^1][vit]", "[the paper] [vit]", "[x][todo]", "<b title='[the paper][vit]'>"),
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert undefined(f"{text}\n") == []


def test_a_label_alone_counts_where_one_that_is_defined_is_near() -> None:
    text = (
        "[contrastive lerning] and [see below], [Contrastive Learning]\n\n[Contrastive Learning]: https://example.org\n"
    )
    assert undefined(text) == [("[contrastive lerning]", "Contrastive Learning")]


def test_what_uses_a_definition() -> None:
    text = "![logo] [a][B]\n\n`[c]`\n\n[logo]: x.png\n[b]: x\n[c]: x\n[d]: x\n[D]: y\n"
    found = read(text).definitions
    assert {each.label: each.used for each in found} == {"logo": True, "b": True, "c": True, "d": False, "D": False}
    assert [each.repeats for each in found][-1] == found[-2].start


def test_links_to_files_of_the_computer_are_links() -> None:
    note = read("[a](file:///x/b.pdf) ![c](<file:///x/d e.png>) `[f](file:///g)` \\[h](file:///i)\n")
    assert [each.target for each in note.links] == ["file:///x/b.pdf"]
    assert [each.target for each in note.images] == ["file:///x/d e.png"]
