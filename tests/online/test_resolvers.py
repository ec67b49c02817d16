from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl

import pytest

from notelint.config.config import HostSettings
from notelint.online.asking import Outcome
from notelint.online.guard import Guard
from notelint.online.http import Client
from notelint.online.resolvers import Apis, Asking, by_github
from notelint.online.targets import Target
from notelint.online.verdict import Verdict
from notelint.papers.file import Paper
from online.asked import ask
from online.fake_arxiv import FakeArxiv
from online.linkserver import LinkServer, Reply

# The repositories that GitHub has, by the name they are asked for, and the name that they have now.
REPOSITORIES = {"ada/engine": "ada/engine", "ada/old": "ada/new", "Ada/Engine": "ada/engine"}


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with LinkServer() as running:
        running.answers = {"doi": _doi, "repos": _github, "repositories": _github, "oembed": _youtube}
        yield running


def _doi(method: str, path: str, body: bytes) -> Reply:
    doi = path.removeprefix("/doi/").partition("?")[0]
    if doi == "10.1000/odd":
        return Reply(200, b"<html>")
    code = {"10.1145/3065386": 1, "10.1000/no-url": 200}.get(doi, 100)
    return Reply(200 if code != 100 else 404, json.dumps({"responseCode": code}).encode(), "application/json")


def _github(method: str, path: str, body: bytes) -> Reply:
    name = path.removeprefix("/repos/")
    if path.startswith("/repositories/"):
        return Reply(200, json.dumps({"full_name": "ada/new"}).encode(), "application/json")
    if "/contents/" in name:
        return Reply(200 if name == "ada/engine/contents/docs/a%20b.md?ref=main" else 404, b"[]")
    now = REPOSITORIES.get(name)
    if now and now.lower() != name.lower():
        return Reply(301, Location="/repositories/1")
    return Reply(200, json.dumps({"full_name": now}).encode()) if now else Reply(404, b'{"message": "Not Found"}')


def _youtube(method: str, path: str, body: bytes) -> Reply:
    status = {"dQw4w9WgXcQ": 200, "gonegonegon": 404}
    return Reply(next((code for video, code in status.items() if video in path), 401), b"{}")


def asked(
    server: LinkServer, *urls: str, arxiv: Sequence[str] = (), faults: Sequence[int] = (), **more: Any
) -> Outcome:
    """What comes of asking; `arxiv` are the papers that there are."""
    fake = FakeArxiv({each: Paper(title="A paper", version=2) for each in arxiv})
    fake.faults = list(faults)

    def answer(method: str, path: str, body: bytes) -> Reply:
        status, _, data = fake.answer(dict(parse_qsl(body.decode())))
        return Reply(status, data, "application/atom+xml")

    server.answers["arxiv"] = answer
    apis = Apis(*(server.url(path) for path in ("/arxiv", "/doi/", "/repos/", "/oembed")))
    return ask(*urls, apis=apis, **more)


def states(outcome: Outcome) -> dict[str, str]:
    return {url: each.state for url, each in outcome.verdicts.items()}


# arXiv, its mirrors and its readers


def test_a_paper_s_mirrors_and_readers_follow_from_arxiv_s_answer(server: LinkServer) -> None:
    pages = [
        *("https://arxiv.org/abs/{}", "https://arxiv.org/pdf/{}.pdf", "https://hjfy.top/arxiv/{}"),
        *("https://ar5iv.labs.arxiv.org/html/{}", "https://www.alphaxiv.org/abs/{}", "https://papers.cool/arxiv/{}"),
        *("https://huggingface.co/papers/{}", "https://doi.org/10.48550/arXiv.{}"),
    ]
    here, gone = ([page.format(id) for page in pages] for id in ("2304.08485", "2304.00009"))
    outcome = asked(server, *here, *gone, arxiv=["2304.08485"])
    assert states(outcome) == dict.fromkeys(here, "alive") | dict.fromkeys(gone, "dead")
    assert {(each.reason, each.via) for each in outcome.verdicts.values()} == {("", "arxiv"), ("unknown-id", "arxiv")}
    assert outcome.requests == 1


def test_a_version_that_a_paper_does_not_have_is_dead(server: LinkServer) -> None:
    two, three = "https://arxiv.org/abs/2304.08485v2", "https://arxiv.org/abs/2304.08485v3"
    assert states(asked(server, two, three, arxiv=["2304.08485"])) == {two: "alive", three: "dead"}


@pytest.mark.parametrize(("status", "reason"), [(429, "wall"), (403, "wall"), (503, "server")])
def test_where_arxiv_does_not_answer_nothing_is_dead(server: LinkServer, status: int, reason: str) -> None:
    (verdict,) = asked(server, "https://arxiv.org/abs/2304.08485", faults=[status]).verdicts.values()
    assert (verdict.state, verdict.reason, verdict.status) == ("undecided", reason, status)
    assert len(server.requests) == 1


def test_a_host_can_be_said_to_hold_the_ids_of_another(server: LinkServer) -> None:
    papers, dois = "https://papers.lab.notes/read/2304.08485v1", "https://lab.notes/doi-of/10.1145/3065386"
    hosts = {"papers.lab.notes": HostSettings(same_id_as="arxiv"), "lab.notes": HostSettings(same_id_as="doi")}
    outcome = asked(server, papers, dois, arxiv=["2304.08485"], hosts=hosts)
    assert states(outcome) == {papers: "alive", dois: "alive"}
    assert [verdict.via for verdict in outcome.verdicts.values()].count("") == 0


# DOIs


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://doi.org/10.1145/3065386", "alive"),
        ("https://dx.doi.org/10.1145/3065386", "alive"),
        ("https://doi.org/10.1000/no-url", "alive"),
        ("https://doi.org/10.1000/nobody-s", "dead"),
        ("https://doi.org/10.1000/odd", "undecided"),
        # Of a publisher that turns programs away, its DOI is asked.
        ("https://dl.acm.org/doi/10.1145/3065386", "alive"),
        ("https://www.tandfonline.com/doi/abs/10.1080/0", "dead"),
    ],
)
def test_a_doi_is_asked_of_the_doi_system_and_never_of_the_publisher(server: LinkServer, url: str, state: str) -> None:
    outcome = asked(server, url)
    assert (states(outcome), outcome.requests) == ({url: state}, 1)
    assert server.paths()[0].endswith("?type=URL")


# GitHub


def test_a_repository_is_asked_once_for_all_its_links(server: LinkServer) -> None:
    ends = ("", ".git", "/", "?tab=readme-ov-file", "#readme")
    urls = [f"https://github.com/ada/engine{end}".partition("#")[0] for end in ends]
    outcome = asked(server, *urls, "https://github.com/Ada/Engine", token="t")
    assert set(states(outcome).values()) == {"alive"}
    assert outcome.requests == 1
    assert server.requests[0][2]["authorization"] == "bearer t"


def test_of_a_repository_that_is_gone_nothing_else_is_asked(server: LinkServer) -> None:
    urls = [f"https://github.com/ada/gone{end}" for end in ("", "/blob/main/a.md", "/tree/main/src", "/issues/3")]
    outcome = asked(server, *urls, token="t")
    assert states(outcome) == dict.fromkeys(urls, "dead")
    assert outcome.requests == 1


def test_files_are_asked_of_the_api_and_where_it_has_none_the_page_decides(server: LinkServer) -> None:
    asked_for: list[str] = []
    told: dict[str, Verdict] = {}

    async def page(url: str) -> Verdict:
        asked_for.append(url.removeprefix("https://github.com/ada/engine"))
        return Verdict(url=url, state="dead" if "gone" in url else "alive")

    def tell(verdict: Verdict) -> None:
        told[verdict.url.removeprefix("https://github.com/ada/engine")] = verdict

    async def run() -> None:
        async with Client(Guard(allow_private=True)) as client:
            await by_github(targets, Asking(client, page, tell, Apis(github=server.url("/repos/")), "t"))

    ends = ["/blob/main/docs/a%20b.md", "/blob/feature/x/a.md", "/blob/main/gone.md", "/issues/3"]
    targets = [Target(f"https://github.com/ada/engine{end}", "github", "ada/engine") for end in ends]
    asyncio.run(run())
    assert sorted(asked_for) == sorted(ends[1:])
    assert {end: verdict.state for end, verdict in told.items()} == dict.fromkeys(ends, "alive") | {ends[2]: "dead"}
    assert told[ends[0]].via == "github"


def test_a_renamed_repository_has_moved(server: LinkServer) -> None:
    url = "https://github.com/ada/old"
    verdict = asked(server, url, token="t").verdicts[url]
    assert (verdict.state, verdict.moved, verdict.kept) == ("alive", "https://github.com/ada/new", True)


@pytest.mark.parametrize(
    ("ends", "dead", "pages"),
    [
        (["", "/blob/main/a.md", "/issues"], "", ["", "/blob/main/a.md", "/issues"]),
        (["/blob/main/a.md", "/issues"], "", ["", "/blob/main/a.md", "/issues"]),
        (["/blob/main/a.md"], "", ["/blob/main/a.md"]),
        (["/blob/main/a.md", "/issues"], "https://github.com/ada/engine", [""]),
    ],
)
def test_without_a_token_github_s_pages_are_asked_the_repository_s_first(
    ends: list[str], dead: str, pages: list[str]
) -> None:
    asked_for: list[str] = []
    told: dict[str, str] = {}

    async def page(url: str) -> Verdict:
        asked_for.append(url.removeprefix("https://github.com/ada/engine"))
        return Verdict(url=url, state="dead" if url == dead else "alive")

    def tell(verdict: Verdict) -> None:
        told[verdict.url] = verdict.state

    urls = [f"https://github.com/ada/engine{end}" for end in ends]
    targets = [Target(url, "github", "ada/engine") for url in urls]
    asyncio.run(by_github(targets, Asking(Client(), page, tell)))
    assert asked_for == pages
    assert told == dict.fromkeys(urls, "dead" if dead else "alive")


# YouTube


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "alive"),
        ("https://youtu.be/dQw4w9WgXcQ?t=3", "alive"),
        ("https://www.youtube.com/shorts/gonegonegon", "dead"),
        ("https://youtu.be/privateone1", "undecided"),
    ],
)
def test_a_video_is_asked_of_youtube_s_embedding(server: LinkServer, url: str, state: str) -> None:
    assert states(asked(server, url)) == {url: state}


# The seed's shape


def test_forty_eight_links_to_papers_and_code_cost_no_more_than_four_requests(server: LinkServer) -> None:
    ids = [f"23{month:02}.{number:05}" for month in range(1, 13) for number in (11, 12)][:23]
    urls = [f"https://arxiv.org/abs/{id}" for id in ids] + [f"https://hjfy.top/arxiv/{id}" for id in ids]
    urls += ["https://github.com/ada/engine", "https://github.com/ada/old"]
    outcome = asked(server, *urls, arxiv=ids, token="t")
    assert len(urls) == 48
    assert set(states(outcome).values()) == {"alive"}
    assert outcome.requests <= 4
