"""Asking arXiv: in batches, at its pace, and "there is no such paper" only where it says so."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest

from notelint.online.arxiv import BATCH, PACE, Answer, Feed, UnreadableError, ask, read_feed
from notelint.papers.file import Paper, read, write
from online.fake_arxiv import ENTRY, HEAD, FakeArxiv

LLAVA = Paper(
    title="Visual Instruction Tuning",
    authors="Haotian Liu, Chunyuan Li, Qingyang Wu, Yong Jae Lee",
    version=2,
    published="2023-04-17",
    updated="2023-12-11",
    comment="NeurIPS 2023",
    abstract="A model named LLaVA.",
)
BLIP = Paper(title="BLIP: Bootstrapping Language-Image Pre-training", authors="Junnan Li", version=1)


class Waits(list[float]):
    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def asked(arxiv: FakeArxiv, ids: Iterable[str], waits: Waits | None = None) -> Answer:
    return asyncio.run(ask(ids, arxiv, wait=Waits() if waits is None else waits))


def test_a_paper_is_read_as_arxiv_tells_it() -> None:
    answer = asked(FakeArxiv({"2304.08485": LLAVA}), ["2304.08485"])
    assert answer.papers == {"2304.08485": LLAVA}
    assert (answer.missing, answer.undecided, answer.requests) == (set(), {}, 1)


def test_papers_are_told_apart_by_their_ids_whatever_the_order_of_the_answer() -> None:
    arxiv = FakeArxiv({"2201.12086": BLIP, "2304.08485": LLAVA})
    answer = asked(arxiv, ["2201.12086", "2304.08485"])
    assert {id: paper.title for id, paper in answer.papers.items()} == {
        "2201.12086": BLIP.title,
        "2304.08485": LLAVA.title,
    }


def test_what_was_asked_for_and_not_returned_does_not_exist() -> None:
    answer = asked(FakeArxiv({"2304.08485": LLAVA}), ["2304.08485", "2304.99999"])
    assert (list(answer.papers), answer.missing) == (["2304.08485"], {"2304.99999"})
    assert answer.requests == 1


def test_a_single_paper_that_is_not_there_is_believed_at_once() -> None:
    assert asked(FakeArxiv({}), ["2304.99999"]).missing == {"2304.99999"}


def test_many_papers_are_asked_for_a_hundred_at_a_time_and_three_seconds_apart() -> None:
    ids = [f"2304.{n:05d}" for n in range(1, 251)]
    arxiv, waits = FakeArxiv(dict.fromkeys(ids, BLIP)), Waits()
    answer = asked(arxiv, ids, waits)
    assert [len(batch) for batch in arxiv.asked] == [BATCH, BATCH, 50]
    assert waits == [PACE, PACE]
    assert len(answer.papers) == 250


def test_no_id_is_asked_for_twice() -> None:
    arxiv = FakeArxiv({"2304.08485": LLAVA, "math/0309136": BLIP})
    asked(arxiv, ["2304.08485", "2304.08485", "math.GT/0309136", "math/0309136"])
    assert arxiv.asked == [["2304.08485", "math/0309136"]]


@pytest.mark.parametrize("id", ["abc", "2313.00001", "2304.8485777", "", "2304.08485,abc"])
def test_what_is_no_id_is_not_asked_for_and_spoils_nothing(id: str) -> None:
    arxiv = FakeArxiv({"2304.08485": LLAVA})
    answer = asked(arxiv, ["2304.08485", id])
    assert arxiv.asked == [["2304.08485"]]
    assert (list(answer.papers), answer.undecided) == (["2304.08485"], {id: "malformed"})


def test_an_id_that_arxiv_rejects_is_found_and_the_others_are_answered() -> None:
    ids = [f"2304.{n:05d}" for n in range(1, 9)]
    arxiv = FakeArxiv(dict.fromkeys(ids, BLIP))
    arxiv.rejects = {ids[5]}
    answer = asked(arxiv, ids)
    assert sorted(answer.papers) == [id for id in ids if id != ids[5]]
    assert (answer.missing, answer.undecided) == (set(), {ids[5]: "rejected"})


@pytest.mark.parametrize(("status", "reason"), [(429, "rate-limited"), (403, "refused")])
def test_where_arxiv_asks_to_slow_down_nothing_more_is_asked_and_nothing_is_called_missing(
    status: int, reason: str
) -> None:
    ids = [f"2304.{n:05d}" for n in range(1, 301)]
    arxiv = FakeArxiv(dict.fromkeys(ids, BLIP))
    arxiv.faults = ["", status]
    answer = asked(arxiv, ids)
    assert (len(arxiv.asked), len(answer.papers), answer.missing) == (2, BATCH, set())
    assert answer.undecided == dict.fromkeys(ids[BATCH:], reason)


def test_one_failure_is_borne_and_two_in_a_row_end_it() -> None:
    ids = [f"2304.{n:05d}" for n in range(1, 401)]
    arxiv = FakeArxiv(dict.fromkeys(ids, BLIP))
    arxiv.faults = [503, "", 503, 500]
    answer = asked(arxiv, ids)
    assert sorted(answer.papers) == ids[100:200]
    assert {id: answer.undecided[id] for id in (ids[0], ids[200], ids[300])} == {
        ids[0]: "status 503",
        ids[200]: "status 503",
        ids[300]: "status 500",
    }
    arxiv.faults = [503, 503]
    assert (len(asked(arxiv, ids).undecided), len(arxiv.asked)) == (400, 4 + 2)


def test_no_connection_is_no_answer() -> None:
    async def post(url: str, data: object) -> tuple[int, dict[str, str], bytes]:
        raise ConnectionResetError

    answer = asyncio.run(ask(["2304.08485"], post, wait=Waits()))
    assert (answer.undecided, answer.missing) == ({"2304.08485": "no-answer"}, set())


@pytest.mark.parametrize("fault", ["empty", "cut"])
def test_an_answer_that_lacks_too_much_is_asked_for_once_more(fault: str) -> None:
    arxiv = FakeArxiv({"2201.12086": BLIP, "2304.08485": LLAVA})
    arxiv.faults = [fault]
    answer = asked(arxiv, ["2201.12086", "2304.08485"])
    assert sorted(answer.papers) == ["2201.12086", "2304.08485"]
    assert (answer.missing, answer.undecided, answer.requests) == (set(), {}, 2)


def test_what_arxiv_counts_and_does_not_show_is_undecided() -> None:
    arxiv = FakeArxiv({f"2304.0000{n}": BLIP for n in range(1, 5)})
    arxiv.faults = ["cut", "cut"]
    answer = asked(arxiv, list(arxiv.papers))
    assert (len(answer.papers), answer.missing) == (2, set())
    assert list(answer.undecided.values()) == ["incomplete", "incomplete"]


def test_papers_that_are_missing_twice_do_not_exist() -> None:
    answer = asked(FakeArxiv({}), ["2304.99998", "2304.99999"])
    assert (answer.missing, answer.requests) == ({"2304.99998", "2304.99999"}, 2)


def test_a_version_can_be_asked_for() -> None:
    first = Paper(title="Large Language and Vision Assistant", authors="Haotian Liu", version=1)
    arxiv = FakeArxiv({"2304.08485": LLAVA}, {"2304.08485": first})
    answer = asked(arxiv, ["2304.08485v1"])
    assert (arxiv.asked, answer.papers["2304.08485"].title) == ([["2304.08485v1"]], first.title)


def test_of_a_crowd_of_authors_the_first_are_kept() -> None:
    crowd = ", ".join(f"Author {n}" for n in range(1, 1351))
    answer = asked(FakeArxiv({"2312.11805": Paper(title="Gemini", authors=crowd)}), ["2312.11805"])
    assert answer.papers["2312.11805"].authors.endswith("Author 19, Author 20, et al.")


# Answers that are none


def feed(entries: str = "", total: int | str = 1) -> str:
    return HEAD.format(size=100, total=total) + entries + "</feed>"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Rate exceeded.",
        b"<html><body>maintenance</body></html>",
        b"\xff\xfe",
        feed()[:-20].encode(),
        feed(total="many").encode(),
        feed().replace("www.w3.org/2005/Atom", "example.com").encode(),
        b"<a>" * 100_000,
    ],
    ids=["empty", "text", "page", "bytes", "cut off", "no count", "other feed", "deep"],
)
def test_what_is_no_feed_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_feed(body)
    arxiv = FakeArxiv({})
    arxiv.faults = [body]
    assert asked(arxiv, ["2304.08485"]).undecided == {"2304.08485": "unreadable"}


LAUGHS = '<!DOCTYPE f [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
FILES = '<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declaration", [LAUGHS, FILES])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declaration: str, encoding: str) -> None:
    head, _, rest = feed(ENTRY).partition("\n")
    text = f"{head.replace('UTF-8', encoding)}{declaration}{rest.replace('{title}', '&a;')}"
    with pytest.raises(UnreadableError):
        read_feed(text.encode(encoding))


def test_an_answer_without_end_is_not_parsed() -> None:
    with pytest.raises(UnreadableError, match="longer"):
        read_feed(feed(" " * (9 << 20)).encode())


# What no answer should be


@pytest.mark.parametrize("total", ["²", "9" * 5000, "-1", "1e3", "", "1" * 10])
def test_a_count_that_is_none_makes_the_answer_unreadable(total: str) -> None:
    with pytest.raises(UnreadableError):
        read_feed(f"{HEAD.format(size=1, total=total)}</feed>".encode())


def test_a_mistake_about_one_answer_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    arxiv = FakeArxiv({"2304.08485": LLAVA})
    ids = [f"2304.{n:05}" for n in range(1, BATCH + 1)]
    failures = iter([KeyError("nobody has foreseen it")])

    def fails_once(body: bytes) -> Feed:
        for error in failures:
            raise error
        return read_feed(body)

    monkeypatch.setattr("notelint.online.arxiv.read_feed", fails_once)
    answer = asked(arxiv, [*ids, "2304.08485"])
    assert set(answer.undecided.values()) == {"unreadable"}
    assert list(answer.papers) == ["2304.08485"]


def test_what_arxiv_says_is_kept_no_longer_than_it_can_be_read_again(tmp_path: Path) -> None:
    endless = Paper(title="a " * 9_000, abstract="b " * 90_000, comment="c " * 9_000, authors="d " * 9_000)
    papers = asked(FakeArxiv({"2304.08485": endless}), ["2304.08485"]).papers
    write(tmp_path, papers)
    assert read(tmp_path) == papers
    assert len(papers["2304.08485"].title) == 1_000
