"""`notelint papers`, as a user meets it; arXiv is on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from online.fake_arxiv import FakeArxiv, serving
from runs import alone, notelint, paper, write

from notelint.online import arxiv as client
from notelint.online import papers as online
from notelint.online.guard import Guard
from notelint.online.hosts import Hosts
from notelint.papers.file import NAME, Paper, read

LLAVA = Paper(title="Visual Instruction Tuning", version=2, abstract="We introduce LLaVA.", authors="Haotian Liu")
BLIP = Paper(title="BLIP: Bootstrapping Language-Image Pre-training", version=1, abstract="Captions.")
QWEN = Paper(title="Qwen-VL: A Versatile Vision-Language Model", version=3, abstract="A series of models.")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


@pytest.fixture
def arxiv(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeArxiv]:
    fake = FakeArxiv({"2304.08485": LLAVA, "2201.12086": BLIP, "2308.12966": QWEN})
    with serving(fake) as url:
        monkeypatch.setattr(client, "API", url)
        monkeypatch.setattr(online, "Guard", partial(Guard, allow_private=True))
        monkeypatch.setattr(client, "PACE", 0.0)
        yield fake


def test_what_arxiv_says_is_kept_and_compared_from_then_on(here: Path, arxiv: FakeArxiv) -> None:
    text = paper("CLIP", "2201.12086", "x") + paper("LLaVA", "2304.08485", "x") + paper("A", "2304.99999", "x")
    write(here, {"a.md": text})
    assert notelint("--select", "paper-title-mismatch,unknown-paper").code == 0
    done = notelint("papers", "update")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "3 papers, 1 request to arXiv, 3 added",
        "not on arXiv: arXiv:2304.99999",
        f"written: {NAME}",
    ]
    found = notelint("--select", "paper-title-mismatch,unknown-paper")
    assert found.code == 1
    assert [line.split(": ")[0] + " " + line.split("[")[-1] for line in found.out.splitlines()] == [
        "a.md:4:13 paper-title-mismatch]",
        "a.md:16:13 unknown-paper]",
    ]


def test_only_what_is_new_is_asked_about(here: Path, arxiv: FakeArxiv) -> None:
    write(here, {"a.md": paper()})
    notelint("papers", "update")
    again = notelint("papers", "update")
    assert again.out.splitlines() == ["1 paper, 0 requests to arXiv", "nothing has changed"]
    write(here, {"b.md": paper("BLIP", "2201.12086")})
    notelint("papers", "update")
    notelint("papers", "update", "--all")
    assert arxiv.asked == [["2304.08485"], ["2201.12086"], ["2201.12086", "2304.08485"]]


def test_what_the_notes_no_longer_name_goes(here: Path, arxiv: FakeArxiv) -> None:
    write(here, {"a.md": paper(), "b.md": "See [BLIP](https://arxiv.org/pdf/2201.12086v1).\n"})
    notelint("papers", "update")
    assert sorted(read(here)) == ["2201.12086", "2304.08485"]
    (here / "b.md").unlink()
    assert notelint("papers", "update").out.splitlines()[0] == "1 paper, 0 requests to arXiv, 1 removed"
    assert sorted(read(here)) == ["2304.08485"]


def test_a_heading_that_was_the_first_versions_title_is_explained_by_it(here: Path, arxiv: FakeArxiv) -> None:
    arxiv.papers["2308.12966"] = Paper(title="A Versatile Model for Reading", version=3, abstract="It reads.")
    arxiv.first["2308.12966"] = Paper(title="FooBarVL: A Frontier Model", version=1)
    write(here, {"a.md": paper("FooBarVL", "2308.12966")})
    notelint("papers", "update")
    assert arxiv.asked == [["2308.12966"], ["2308.12966v1"]]
    assert read(here)["2308.12966"].former == ("FooBarVL: A Frontier Model",)
    assert notelint("--select", "paper-title-mismatch").code == 0


def test_where_arxiv_asks_to_slow_down_nothing_is_lost(here: Path, arxiv: FakeArxiv) -> None:
    write(here, {"a.md": paper()})
    notelint("papers", "update")
    before = (here / NAME).read_bytes()
    write(here, {"b.md": paper("BLIP", "2201.12086")})
    arxiv.faults = [429]
    refused = notelint("papers", "update")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "notelint: 1 paper could not be asked about: arXiv asks to slow down (429); "
        "run `notelint papers update` again later, what is known is kept\n"
    )
    assert (here / NAME).read_bytes() == before


def test_a_part_of_the_answers_is_kept(here: Path, arxiv: FakeArxiv, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "BATCH", 1)
    write(here, {"a.md": paper(), "b.md": paper("BLIP", "2201.12086")})
    arxiv.faults = ["", 429]
    done = notelint("papers", "update", "--lang", "zh")
    assert done.code == 0
    assert done.out.splitlines() == ["2 篇论文，向 arXiv 请求 2 次，新增 1 篇", f"已写入：{NAME}"]
    assert done.err.startswith("notelint: 有 1 篇论文没有问到：arXiv 要求放慢")
    assert list(read(here)) == ["2201.12086"]


def test_without_a_network_the_run_says_so(here: Path, arxiv: FakeArxiv, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "API", "http://127.0.0.1:9/api/query")
    write(here, {"a.md": paper()})
    done = notelint("papers", "update")
    assert (done.code, (here / NAME).exists()) == (2, False)
    assert "no answer from export.arxiv.org" in done.err


def test_notes_without_papers_make_no_file(here: Path, arxiv: FakeArxiv) -> None:
    write(here, {"a.md": "# A\n\nText.\n"})
    done = notelint("papers", "update")
    assert done.out.splitlines() == ["0 papers, 0 requests to arXiv", "nothing has changed"]
    assert not (here / NAME).exists()
    assert arxiv.asked == []


def test_arxiv_is_asked_as_slowly_as_it_wants() -> None:
    plan = Hosts().plan(client.API)
    assert (plan.at_once, plan.interval, client.PACE) == (1, 3.0, 3.0)


# The list


def test_the_papers_are_listed_with_their_places(here: Path, arxiv: FakeArxiv) -> None:
    doi = "## Old\n\n> [!NOTE] Old\n> **DOI** [10.1109/CVPR.2016.90](https://doi.org/10.1109/CVPR.2016.90)\n"
    write(here, {"a.md": paper(text="See [BLIP](https://arxiv.org/abs/2201.12086)."), "b.md": doi})
    notelint("papers", "update")
    write(here, {"c.md": paper("A", "2304.00001")})
    listed = notelint("papers")
    assert (listed.code, listed.err) == (0, "")
    assert listed.out.splitlines() == [
        "arXiv:2201.12086  BLIP: Bootstrapping Language-Image Pre-training",
        "    a.md:6:5",
        "arXiv:2304.00001  (not asked: `notelint papers update`)",
        "    c.md:4:13  A",
        "arXiv:2304.08485  Visual Instruction Tuning",
        "    a.md:4:13  LLaVA",
        "doi:10.1109/cvpr.2016.90",
        "    b.md:4:11  Old",
    ]


def test_programs_get_json(here: Path) -> None:
    write(here, {"a.md": paper(), NAME: '{"papers": {"2304.08485": {"unknown": true}}}'})
    listed = json.loads(notelint("papers", "--format", "json").out)
    place = {"path": "a.md", "line": 4, "column": 13, "heading": "LLaVA"}
    title = "Visual Instruction Tuning"
    assert listed == {
        "version": 1,
        "papers": [{"id": "arXiv:2304.08485", "title": title, "state": "unknown", "places": [place]}],
    }


def test_of_many_places_some_are_named(here: Path) -> None:
    write(here, {"a.md": "".join(f"[{n}](https://arxiv.org/abs/2304.08485) x\n" for n in range(5))})
    assert notelint("papers").out.splitlines()[-2:] == ["    a.md:3:1", "    +2 more"]


# The file


CONFLICT = '{\n"papers": {\n<<<<<<< HEAD\n}\n'


def test_a_file_with_a_merge_conflict_is_written_anew_and_kept_under_another_name(here: Path, arxiv: FakeArxiv) -> None:
    for name in (f"{NAME}.damaged", f"{NAME}.damaged1"):
        write(here, {"a.md": paper(text="x"), NAME: CONFLICT})
        done = notelint("papers", "update")
        assert done.code == 0
        assert f"{NAME}:3: there is a merge conflict in it; all papers were asked about anew" in done.err
        assert f"the old file is now {name}" in done.err
        assert (here / name).read_text() == CONFLICT
        assert list(read(here)) == ["2304.08485"]


def test_a_file_that_cannot_be_read_stays_where_arxiv_does_not_answer(here: Path, arxiv: FakeArxiv) -> None:
    arxiv.faults = [429]
    write(here, {"a.md": paper(text="x"), NAME: CONFLICT})
    assert notelint("papers", "update").code == 2
    assert (here / NAME).read_text() == CONFLICT


def test_a_file_with_a_merge_conflict_ends_the_list_and_is_told_by_a_check(here: Path, arxiv: FakeArxiv) -> None:
    write(here, {"a.md": paper(text="x"), NAME: CONFLICT})
    done = notelint("papers")
    assert (done.code, done.err) == (2, f"notelint: {NAME}:3: there is a merge conflict in it\n")
    checked = notelint("--select", "unknown-paper")
    assert checked.code == 0
    assert f"{NAME}:3: there is a merge conflict in it" in checked.err
    assert arxiv.asked == []


def test_a_folder_of_that_name_does_not_hide_the_update(here: Path, arxiv: FakeArxiv) -> None:
    write(here, {"papers/a.md": paper()})
    assert notelint("papers", "update").code == 0
    assert "`./papers`" in notelint("papers").err
