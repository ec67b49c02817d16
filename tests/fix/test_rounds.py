"""What holds for every note that is fixed, generated ones and such as people write, with all rules on."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from runs import write

from fix.mending import KINDS, Collection, Mended, counts, errors
from fix.shapes import SHAPES, encodings, mutated, newlines, notes, written
from notelint.fix import rounds
from notelint.fix.rounds import fix
from notelint.run.session import Session
from notelint.run.workers import Worker


def _examples(share: float) -> settings:
    """A part of as many examples as the profile wants: these cost more than others."""
    most = int(settings.default.max_examples * share)
    return settings(
        max_examples=most, report_multiple_bugs=False, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )


@pytest.fixture(scope="module", params=KINDS)
def collection(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return Collection(tmp_path_factory.mktemp("collection"), request.param)


def holds(collection: Collection, data: bytes, unsafe: bool) -> Mended:
    """Fixes a note, and asserts what must hold of it."""
    mended = collection.mend(data, unsafe)
    old, new, before, fixed, _ = mended
    assert (new.encoding, new.bom) == (old.encoding, old.bom)
    assert new.newline == old.newline or old.newline == "mixed" or "\n" not in old.text
    assert set(fixed.contents) <= {collection.note}
    assert counts(fixed.report) <= counts(before)
    assert errors(fixed.report) <= errors(before)
    again = collection.mend(new.original(), unsafe)
    assert again.new.original() == new.original()
    assert again.fixed.made == []
    return mended


@_examples(0.15)
@given(text=notes, encoding=encodings, newline=newlines, unsafe=st.booleans())
def test_a_note_is_mended_once_and_for_all_and_none_of_its_fixes_is_refused(
    collection: Collection, text: str, encoding: str, newline: str, unsafe: bool
) -> None:
    mended = holds(collection, written(text, encoding, newline), unsafe)
    assert mended.fixed.refused == []


@_examples(0.15)
@given(data=st.data(), encoding=encodings, newline=newlines, unsafe=st.booleans())
def test_a_slip_in_a_real_note_makes_no_fix_do_harm(
    collection: Collection, data: st.DataObject, encoding: str, newline: str, unsafe: bool
) -> None:
    text = data.draw(st.sampled_from(list(SHAPES.values())).flatmap(mutated))
    # A fix may be refused here: what a slip leaves of an image in an image is nobody's to mend.
    holds(collection, written(text, encoding, newline), unsafe)


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\r"), ("gb18030", "mixed")]
)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_themselves_are_mended(collection: Collection, shape: str, encoding: str, newline: str) -> None:
    mended = holds(collection, written(SHAPES[shape], encoding, newline), True)
    assert mended.fixed.refused == []
    assert mended.fixed.made or collection.kind == "vault"  # which finds files by their names alone


def test_a_bracket_that_the_old_path_balanced_ends_no_link(tmp_path: Path) -> None:
    mended = Collection(tmp_path).mend(b"[a](pap(papers/vit.md#a)ers/vit.md#b) [x](papers/Vit.md)\n")
    assert mended.new.original() == b"[a](pap(papers/vit.md#a)ers/vit.md#b) [x](papers/vit.md)\n"
    assert mended.fixed.refused == []


def test_a_fix_that_is_good_by_itself_waits_for_the_next_round(tmp_path: Path) -> None:
    mended = Collection(tmp_path).mend("> [!NOTE] [a](papers/vit.md） [t](old/talk.pdf) b\n".encode())
    assert mended.new.text == "> [!NOTE] [a](papers/vit.md) [t](files/talk.pdf) b\n"
    assert mended.fixed.refused == []


def test_emphasis_that_hid_a_second_entry_is_left_to_a_person(tmp_path: Path) -> None:
    paper = "<https://arxiv.org/abs/2103.00020>"
    mended = Collection(tmp_path).mend(f"- **CLIP** {paper}\n- **重点：**文字 {paper}\n".encode())
    assert errors(mended.fixed.report) <= errors(mended.before)


def test_a_round_looks_at_the_collection_once_and_reads_only_what_it_has_changed(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    looked = patch.object(Session, "report", autospec=True, side_effect=Session.report)
    read = patch.object(Worker, "note", autospec=True, side_effect=Worker.note)
    with looked as looks, read as reads:
        mended = collection.mend("> [!NOTE] [a](papers/vit.md） [t](old/talk.pdf) b\n".encode())
    assert len(mended.fixed.made) == 2  # one after the other, in two rounds
    assert looks.call_count == 1 + 1 + 2  # by `mend`, before the first round, and after each
    assert [call.args[1] for call in reads.call_args_list] == ["note.md"] * (1 + 2)


def test_a_note_that_has_changed_since_it_was_read_is_mended_as_it_is_now(tmp_path: Path) -> None:
    session = Collection(tmp_path).session
    write(tmp_path, {"note.md": "# Note\n\n[x](papers/Vit.md)\n"})
    session.read(["note.md"])
    write(tmp_path, {"note.md": "[y](papers/vit.md) and [x](papers/Vit.md)\n"})
    assert fix(session).contents == {"note.md": b"[y](papers/vit.md) and [x](papers/vit.md)\n"}


def test_a_note_that_is_again_what_it_was_is_not_read_again(tmp_path: Path) -> None:
    session = Collection(tmp_path).session
    session.replace({"note.md": b"[x](papers/Vit.md)\n"})
    before = session.report().findings
    assert session.replace({"note.md": b"[x](papers/vit.md)\n"})
    with patch.object(Worker, "note") as reads:
        assert session.replace({"note.md": b"[x](papers/Vit.md)\n"})
        assert not session.replace({"note.md": b"[x](papers/Vit.md)\n"})
    assert reads.call_count == 0
    assert session.report().findings == before


def test_the_search_for_fixes_that_do_not_hold_ends(tmp_path: Path) -> None:
    looks: list[int] = []

    def refusing(task: rounds._Task) -> str:
        looks.append(len(task.claims))
        return "it does harm"

    with patch.object(rounds, "_proved", refusing):
        mended = Collection(tmp_path).mend(b"[x](papers/Vit.md)\n\n" * 1000)
    assert len(looks) <= rounds._LOOKS + 1
    assert len(mended.fixed.refused) == 1000  # each is told
    assert {each.reason for each in mended.fixed.refused} == {"it does harm", "too many fixes do not hold"}
    assert mended.fixed.contents == {}
