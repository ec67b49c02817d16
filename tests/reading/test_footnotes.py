from __future__ import annotations

import pytest

from notelint.reading.note import read_note
from notelint.reading.profile import ReadingProfile
from notelint.site.dialect import Decisions
from notelint.site.viewers import named
from notelint.text.source import from_text


def found(text: str, generator: str) -> list[str]:
    dialect = Decisions(generator, named(generator).dialect).dialect()
    note = read_note(from_text("a.md", text), ReadingProfile(generator=generator, dialect=dialect))
    return [text[each.start : each.end] for each in note.defects if each.problem == "footnote"]


NOTED = "> - 甲[^1]，乙[^注]。\n\n[^1]: the first\n[^注]: 第二 个\n"


@pytest.mark.parametrize("generator", ["MkDocs", "VitePress", "Eleventy"])
def test_marks_are_told_where_the_site_has_no_footnotes(generator: str) -> None:
    assert found(NOTED, generator) == ["[^1]", "[^注]"]


@pytest.mark.parametrize("generator", ["", "Astro", "Hugo", "Jekyll", "Obsidian", "Quarto", "Hexo"])
def test_marks_are_not_told_where_it_has_or_where_that_is_not_known(generator: str) -> None:
    assert found(NOTED, generator) == []


@pytest.mark.parametrize("text", ["[^a-z] 和 [^1]", "`[^1]`\n\n[^1]: the first", "\\[^1]\n\n[^1]: the first"])
def test_marks_without_a_note_and_marks_in_code_are_none(text: str) -> None:
    assert found(f"{text}\n", "MkDocs") == []


@pytest.mark.parametrize("generator", ["Astro", "Docusaurus", "Hugo", "Jekyll", "MkDocs", "VitePress", "mdBook"])
@pytest.mark.parametrize("note", ["^[第三节]", "^[see section three]", "^[see [a] below here]"])
def test_inline_footnotes_are_told_where_the_site_shows_them_as_text(note: str, generator: str) -> None:
    assert found(f"- **甲**乙{note}。\n", generator) == [note]


@pytest.mark.parametrize("generator", ["", "Obsidian", "Quarto", "Gatsby", "Foam", "Dendron", "Quartz", "Next.js"])
def test_inline_footnotes_are_not_told_where_they_are_shown_or_may_be(generator: str) -> None:
    assert found("甲^[第三节]\n", generator) == []


@pytest.mark.parametrize(
    "text", ["x^[2]", "x^[1, 2]", "x^[a, b]", "`^[第三节]`", "\\^[第三节]", "甲^[第三节](b.md)", "^[^第三节]"]
)
def test_what_is_raised_or_linked_is_no_footnote(text: str) -> None:
    assert found(f"{text}\n", "Astro") == []
