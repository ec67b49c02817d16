from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from notelint.config.config import HostSettings
from notelint.online.http import Limits
from notelint.online.memory import DAY, Memory
from notelint.online.verdict import Verdict
from online.asked import QUICK, ask
from online.linkserver import LinkServer


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with LinkServer() as running:
        yield running


# path -> state, reason, requests
TABLE = {
    "/ok/1": ("alive", "", 1),
    "/missing/1": ("dead", "missing", 1),
    "/gone/1": ("dead", "gone", 1),
    "/slow/30/1": ("alive", "", 1),
    "/big/1/1": ("alive", "", 1),
    "/hang/1": ("undecided", "timeout", 1),
    "/reset/1": ("undecided", "reset", 3),
    "/resetonce/1": ("alive", "", 2),
    "/flaky/1/1": ("alive", "", 2),
    "/flaky/9/1": ("undecided", "server", 3),
    "/status/500/1": ("undecided", "server", 3),
    "/status/521/1": ("undecided", "server", 1),
    "/status/530/1": ("undecided", "server", 1),
    "/status/400/1": ("undecided", "client", 1),
    "/status/401/1": ("undecided", "wall", 1),
    "/forbidden/1": ("undecided", "wall", 1),
    "/status/451/1": ("undecided", "wall", 1),
    "/status/202/1": ("undecided", "wall", 1),
    "/999/1": ("undecided", "wall", 1),
    "/cloudflare/1": ("undecided", "wall", 1),
    "/limited/0.1/1": ("alive", "", 2),
    "/always429/1": ("undecided", "wall", 3),
    "/nohead/1": ("alive", "", 1),
    "/head404/1": ("alive", "", 1),
    "/redirect/1": ("alive", "", 2),
    "/moved/1": ("alive", "", 2),
    "/movedaway/1": ("dead", "missing", 2),
    "/chain/8/1": ("alive", "", 9),
    "/chain/9/1": ("undecided", "hops", 9),
    "/loop/1": ("undecided", "loop", 1),
    "/file/1": ("undecided", "scheme", 1),
    "/home/1": ("undecided", "home-page", 2),
    "/soft404/1": ("undecided", "not-found-page", 1),
    "/chinese404/1": ("undecided", "not-found-page", 1),
}


def test_every_fault_has_its_verdict_and_costs_what_it_must(server: LinkServer) -> None:
    with LinkServer() as gone:
        closed = gone.url("/ok/1")
    urls = {server.url(path): row for path, row in TABLE.items()}
    outcome = ask(*urls, closed)
    got = {url: (outcome.verdicts[url].state, outcome.verdicts[url].reason) for url in urls}
    assert got == {url: row[:2] for url, row in urls.items()}
    assert (outcome.verdicts[closed].state, outcome.verdicts[closed].reason) == ("undecided", "refused")
    assert len(server.requests) == sum(row[2] for row in TABLE.values())
    assert outcome.requests == len(server.requests) + 1
    # Of all of them only 404 and 410 are dead.
    assert {each.status for each in outcome.verdicts.values() if each.state == "dead"} == {404, 410}


def test_an_address_is_asked_once_however_often_it_is_named(server: LinkServer) -> None:
    ask(*[server.url("/ok/1")] * 5, server.url("/ok/2"))
    assert len(server.requests) == 2


# Names


async def _nobody(host: str) -> list[str]:
    if host == "example.org":
        return ["127.0.0.1"]
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def test_a_name_that_is_not_found_twice_is_dead() -> None:
    (verdict,) = ask("https://gone.notes/a", lookup=_nobody).verdicts.values()
    assert (verdict.state, verdict.reason) == ("dead", "no-name")


def test_a_name_that_is_found_the_second_time_is_asked(server: LinkServer) -> None:
    looked: list[str] = []

    async def lookup(host: str) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) > 1 else await _nobody(host)

    url = server.url("/ok/1", host="hiccup.notes")
    assert ask(url, lookup=lookup).verdicts[url].state == "alive"
    assert looked == ["hiccup.notes"] * 2


def test_no_name_is_dead_where_none_is_found() -> None:
    async def lookup(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "the network is down")

    (verdict,) = ask("https://gone.notes/a", lookup=lookup).verdicts.values()
    assert (verdict.state, verdict.reason) == ("undecided", "name-unknown")


def test_a_resolver_that_cannot_tell_decides_nothing() -> None:
    async def lookup(host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    (verdict,) = ask("https://gone.notes/a", lookup=lookup).verdicts.values()
    assert (verdict.state, verdict.reason) == ("undecided", "name-unknown")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://example.com/a", "reserved"),
        ("http://localhost:8000/", "reserved"),
        ("http://printer.local/", "reserved"),
        ("https://www.linkedin.com/in/ada", "never"),
        ("https://zhuanlan.zhihu.com/p/1", "never"),
        ("https://cn.arxiv.org/abs/2304.08485", "switched-off"),
        ("https://arxiv.org/abs/2313.08485", "malformed-id"),
    ],
)
def test_what_cannot_be_judged_is_not_asked(url: str, reason: str) -> None:
    outcome = ask(url)
    assert (outcome.verdicts[url].state, outcome.verdicts[url].reason, outcome.requests) == ("undecided", reason, 0)


# What the configuration says


def test_a_host_s_codes_can_be_accepted_and_a_host_left_alone(server: LinkServer) -> None:
    url = server.url("/forbidden/1")
    assert ask(url, hosts={"127.0.0.1": HostSettings(accept=[403])}).verdicts[url].state == "alive"
    assert ask(url, hosts={"127.0.0.1": HostSettings(ask=False)}).requests == 0


def test_head_is_believed_only_where_it_says_that_the_page_is_there(server: LinkServer) -> None:
    urls = [server.url(path) for path in ("/ok/1", "/nohead/1", "/head404/1", "/missing/1")]
    outcome = ask(*urls, hosts={"127.0.0.1": HostSettings(method="head")})
    assert [outcome.verdicts[url].state for url in urls] == ["alive", "alive", "alive", "dead"]
    assert [method for method, path, _ in server.requests if path == "/ok/1"] == ["HEAD"]
    assert len(server.requests) == 7


def test_a_host_can_be_asked_one_at_a_time_and_slowly(server: LinkServer) -> None:
    slow = HostSettings(at_once=1, interval=0.05)
    began = time.monotonic()
    ask(*(server.url(f"/slow/10/{n}") for n in range(4)), hosts={"127.0.0.1": slow})
    assert server.peak == 1
    assert time.monotonic() - began >= 0.15


# Pace


def test_a_host_s_limit_is_learned_from_its_first_refusal(server: LinkServer, tmp_path: Path) -> None:
    urls = [server.url(f"/window/10/0.2/{n}") for n in range(30)]
    outcome = ask(*urls, memory=tmp_path)
    assert {each.state for each in outcome.verdicts.values()} == {"alive"}
    assert len(server.requests) <= 30 + 2 * 8  # those that were on their way
    # and is known from the beginning in the next run
    server.requests.clear()
    time.sleep(0.2)
    ask(*urls, memory=tmp_path, recheck=True)
    assert len(server.requests) <= 32


def test_a_host_that_refuses_everything_is_soon_left_alone(server: LinkServer) -> None:
    outcome = ask(*(server.url(f"/always429/{n}") for n in range(50)))
    assert {each.reason for each in outcome.verdicts.values()} == {"wall"}
    assert len(server.requests) <= 20


def test_a_host_that_asks_for_a_long_pause_gets_it(server: LinkServer) -> None:
    began = time.monotonic()
    outcome = ask(*(server.url(f"/limited/3600/{n}") for n in range(10)))
    assert {each.status for each in outcome.verdicts.values()} == {429}
    assert time.monotonic() - began < 3


# Time


def test_what_the_budget_does_not_reach_is_undecided_and_nothing_is_learned_of_it(
    server: LinkServer, tmp_path: Path
) -> None:
    fine, late = server.url("/ok/1"), server.url("/slow/900/1")
    outcome = ask(fine, late, budget=0.3, memory=tmp_path)
    assert outcome.stopped == "budget"
    assert (outcome.verdicts[fine].state, outcome.verdicts[late].reason) == ("alive", "budget")
    assert list(Memory(tmp_path).known()) == [fine]


def test_a_resolver_that_takes_its_time_does_not_keep_a_run_that_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    waited: list[bool] = []

    def getaddrinfo(*_: object, **__: object) -> list[object]:
        waited.append(over.wait(20))
        return []

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    outcome = ask("https://slow.notes/a", budget=0.2)
    over.set()
    assert outcome.stopped == "budget"
    assert False not in waited


def test_where_nobody_answers_failures_are_not_remembered(tmp_path: Path) -> None:
    with LinkServer() as gone:
        url = gone.url("/ok/1")
    assert ask(url, memory=tmp_path).verdicts[url].reason == "refused"
    assert Memory(tmp_path).known() == {}


# Memory


def test_a_second_run_asks_only_for_the_dead(server: LinkServer, tmp_path: Path) -> None:
    urls = [server.url(path) for path in TABLE if not path.startswith(("/hang", "/reset", "/always", "/chain"))]
    first = ask(*urls, memory=tmp_path)
    server.requests.clear()
    second = ask(*urls, memory=tmp_path)
    assert sorted(server.paths()) == ["/gone/1", "/missing/1", "/missing/1", "/movedaway/1"]
    assert {url: each.state for url, each in second.verdicts.items()} == {
        url: each.state for url, each in first.verdicts.items()
    }


def test_recheck_asks_whatever_is_known(server: LinkServer, tmp_path: Path) -> None:
    for _ in range(2):
        ask(server.url("/ok/1"), memory=tmp_path, recheck=True)
    assert len(server.requests) == 2


def test_a_failure_that_lasts_keeps_its_first_day(server: LinkServer, tmp_path: Path) -> None:
    url = server.url("/status/521/1")
    old = Verdict(url=url, state="undecided", reason="server", status=521)
    Memory(tmp_path).keep([old], now=time.time() - 20 * DAY)
    verdict = ask(url, memory=tmp_path).verdicts[url]
    assert (verdict.failures, round((time.time() - verdict.failing_since) / DAY)) == (2, 20)


def test_many_hosts_are_asked_at_once_and_none_more_than_it_stands(server: LinkServer) -> None:
    limits = Limits(total=QUICK.total, at_once=20)
    outcome = ask(*(server.url(f"/slow/20/{n}") for n in range(60)), limits=limits)
    assert outcome.hosts == 1
    assert server.peak <= 8
