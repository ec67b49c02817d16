"""What readers see changes only where a fix says so, by renderers that are not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fix.mending import Collection, Mended
from fix.renderers import Renderer, changed, github, mkdocs, page
from fix.shapes import SHAPES, mutated, notes
from notelint.fix.proof import Claim, damage
from notelint.fix.proof import read as read_for_proof
from notelint.markdown import Features, parser
from notelint.model.edits import apply
from notelint.model.finding import Edit
from notelint.text.source import from_text

_SHARED = [HealthCheck.function_scoped_fixture]
_some = settings(max_examples=settings.default.max_examples // 3, suppress_health_check=_SHARED)
_more = settings(max_examples=settings.default.max_examples * 2)

real = st.sampled_from(list(SHAPES.values()))
texts = st.one_of(notes, real.flatmap(mutated))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return Collection(tmp_path_factory.mktemp("plain"), "plain")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    # What these mend is shown as a list or a table afterwards; tests of their own compare that.
    return Collection(tmp_path_factory.mktemp("site"), "mkdocs", without=("unrendered-list", "unrendered-table"))


@pytest.fixture(scope="module")
def on_site() -> Iterator[Renderer]:
    with mkdocs() as render:
        yield render


# What a fix says that it changes -> the tags that may come and go.
_MAY_CHANGE = {
    "construct": ("a", "img"),
    "emphasis": ("em", "strong", "del"),
    "heading": ("h[1-6]",),
}


def assert_seen_alike(mended: Mended, render: Renderer) -> None:
    """All that is rendered is what it was, but for addresses and for what the fixes say that they change."""
    old, new = page(render(mended.old.text)), page(render(mended.new.text))
    said = {each for claim in mended.claims for each in claim.changes}
    may = [name for change in said for name in _MAY_CHANGE.get(change, ())]
    assert old.without(*may) == new.without(*may)
    if not said & {"construct", "emphasis", "heading", "text"}:
        assert old.text == new.text
    edits = [edit for claim in mended.claims for edit in claim.edits]
    within = sum(claim.inside[1] - claim.inside[0] for claim in mended.claims if claim.inside)
    assert changed(old.text, new.text) <= within + sum(edit.end - edit.start + len(edit.new) for edit in edits)


@_some
@given(text=texts, unsafe=st.booleans())
def test_github_shows_a_fixed_note_as_it_was_shown(plain: Collection, text: str, unsafe: bool) -> None:
    assert_seen_alike(plain.mend(text.encode(), unsafe), github)


@_some
@given(text=texts, unsafe=st.booleans())
def test_mkdocs_shows_a_fixed_note_as_it_was_shown(
    site: Collection, on_site: Renderer, text: str, unsafe: bool
) -> None:
    assert_seen_alike(site.mend(text.encode(), unsafe), on_site)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, Edit]:
    """A note and some edit of it, as a rule might make that knows nothing."""
    text = draw(st.one_of(notes, real))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(start + 6, len(text))))
    new = draw(st.text(st.sampled_from("ab *_`$[]()<>|~=-#!>\\\n\t:&.字，"), max_size=4))
    return text, Edit("a.md", start, end, new)


@_more
@given(edited(), st.sampled_from([(), (), ("text",), ("blockquote", "text"), ("emphasis",), ("heading", "text")]))
def test_no_edit_that_changes_what_github_shows_is_let_through(
    example: tuple[str, Edit], changes: tuple[str, ...]
) -> None:
    text, edit = example
    after = apply(text, [edit])
    old, new = page(github(text)), page(github(after))
    marked = parser(Features())
    before, behind = (read_for_proof(from_text("a.md", each), marked) for each in (text, after))
    if damage(before, behind, [Claim([edit], frozenset(changes))]) == "":
        may = [name for change in changes for name in _MAY_CHANGE.get(change, ())]
        assert old.without(*may) == new.without(*may)
        if changes:
            assert changed(old.text, new.text) <= edit.end - edit.start + len(edit.new)
        else:
            assert old.text == new.text


def test_the_renderers_see_what_the_tests_look_for() -> None:
    with mkdocs() as site:
        for render in (github, site):
            shown = page(render('---\na: b\n---\n# A *b*\n\n[c](d "e") ![f](g)\n'))
            assert [re.sub(" id='.*?'", "", tag) for tag in shown.tags[:2]] == ["h1", "em"]
            assert "img alt='f'" in shown.tags or "img alt='f' /" in shown.tags
            assert shown.text == "A b c"
