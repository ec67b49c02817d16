from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from runs import alone, notelint, write

from notelint.online import fragments
from notelint.online.http import Answer
from online.asked import ask
from online.linkserver import LinkServer, Reply

HTML = (
    b"<h1 id='top-of-it'>A</h1><h2 id='%E5%AE%89'>x</h2><section id=Usage><h2>Usage</h2></section>"
    b"<a name='old'></a><h2 id='user-content-\xe5\xae\x89\xe8\xa3\x85'>\xe5\xae\x89\xe8\xa3\x85</h2>"
)
MARKDOWN = "# Engine\n\n## Getting started, at once!\n\n## 安装\n\n## 安装\n\n<a id='own'></a>\n"


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with LinkServer() as running:
        running.answers = {
            "page": lambda method, path, body: Reply(200, HTML),
            "script": lambda method, path, body: Reply(200, b"<div id='root'></div>"),
        }
        yield running


@pytest.mark.parametrize(
    ("fragment", "state"),
    [
        *(
            ("usage", "alive"),
            ("old", "alive"),
            ("%E5%AE%89%E8%A3%85", "alive"),
            ("user-content-%E5%AE%89%E8%A3%85", "alive"),
        ),
        *(("install", "dead"), ("%E4%BD%BF%E7%94%A8", "dead")),
    ],
)
def test_a_section_of_a_page_is_found_by_its_name_however_that_is_written(
    server: LinkServer, fragment: str, state: str
) -> None:
    url = server.url(f"/page/1#{fragment}")
    assert ask(url).verdicts[url].state == state


def test_all_sections_of_a_page_cost_the_one_request_that_the_page_costs(server: LinkServer) -> None:
    url = server.url("/page/1")
    outcome = ask(url, f"{url}#usage", f"{url}#gone", f"{url}#old")
    assert [each.state for each in outcome.verdicts.values()] == ["alive", "alive", "dead", "alive"]
    assert server.paths() == ["/page/1"]


def test_of_a_page_that_a_script_makes_nothing_is_said(server: LinkServer) -> None:
    url = server.url("/script/1#anything")
    assert (ask(url).verdicts[url].state, ask(url).verdicts[url].reason) == ("undecided", "no-sections")


def test_a_page_that_is_dead_is_dead_and_its_sections_are_not_asked(server: LinkServer) -> None:
    url = server.url("/missing/1")
    verdicts = ask(f"{url}#a").verdicts
    assert (verdicts[url].state, verdicts[f"{url}#a"].state) == ("dead", "undecided")
    assert len(server.requests) == 1


def test_a_page_that_is_remembered_is_read_for_a_new_section(server: LinkServer, tmp_path: Path) -> None:
    url = server.url("/page/1")
    ask(url, memory=tmp_path)
    assert ask(url, f"{url}#gone", memory=tmp_path).verdicts[f"{url}#gone"].state == "dead"
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("fragment", "state"),
    [("getting-started-at-once", "alive"), ("安装-1", "alive"), ("own", "alive"), ("使用", "dead")],
)
def test_on_github_the_headings_of_the_file_count(fragment: str, state: str) -> None:
    answer = Answer(f"{fragments.RAW}ada/engine/HEAD/README.md", 200, {"content-type": "text/plain"}, MARKDOWN.encode())
    (verdict,) = fragments.judge("https://github.com/ada/engine", [fragment], fragments.names(answer))
    assert verdict.state == state


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://github.com/ada/engine", "ada/engine/HEAD/README.md"),
        ("https://github.com/ada/engine/blob/main/docs/Use.md", "ada/engine/main/docs/Use.md"),
    ],
)
def test_github_gives_a_file_itself_beside_the_page_that_shows_it(url: str, source: str) -> None:
    assert fragments.source(url) == fragments.RAW + source


@pytest.mark.parametrize(
    "url", ["https://github.com/ada/engine/issues/3", "https://github.com/ada", "https://docs.notes/a.md"]
)
def test_other_pages_are_read_themselves(url: str) -> None:
    assert fragments.source(url) == url


@pytest.mark.parametrize(
    "fragment", ["L10-L20", ":~:text=word", "/route", "!/route", "page=3", "issuecomment-1", "top", ""]
)
def test_what_names_no_section_is_not_asked_for(fragment: str) -> None:
    assert fragments.section(f"https://a.notes/b#{fragment}") == ""


def test_sections_are_asked_for_only_where_the_user_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: LinkServer
) -> None:
    here = alone(tmp_path, monkeypatch)
    write(here, {"a.md": f"[a]({server.url('/page/1')}#usage) [b]({server.url('/page/1')}#gone)\n"})
    online = ("--online", "--allow-private", "--select", "links")
    assert notelint(*online).out == ""
    ran = notelint(*online, "--fragments")
    page = server.url("/page/1")
    assert ran.out == f"a.md:1:{len(page) + 17}: warning: {page} has no section `#gone` [dead-fragment]\n"
    # and remembered
    assert notelint("--select", "links").out == ran.out
    assert notelint("--fragments").code == 2
