from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from runs import alone, commit, notelint, write

from notelint.online.memory import Memory
from notelint.online.verdict import Verdict
from notelint.writing.cache import FOLDER
from online.linkserver import LinkServer, Reply


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone(tmp_path, monkeypatch)


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with LinkServer() as running:
        yield running


ONLINE = ("--online", "--allow-private", "--select", "links")


def test_a_dead_link_is_an_error_online_and_remembered_for_every_run_after(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": f"[a]({server.url('/missing/1')}) [b]({server.url('/ok/1')}) [c]({server.url('/999/1')})\n"})
    before = notelint("--select", "links")
    assert (before.code, before.err) == (0, "notelint: not judged: 3 web links not asked: --online\n")
    online = notelint(*ONLINE)
    assert online.code == 1
    assert online.out.splitlines() == [
        f"a.md:1:5: error: {server.url('/missing/1')} is dead: the page is not there (404) [dead-link]"
    ]
    assert "3 web links, 3 requests [links-asked]" in online.err
    assert "1 web link undecided: `notelint links` says why" in online.err
    server.requests.clear()
    after = notelint("--select", "links")
    assert (after.code, after.out) == (1, online.out)
    assert server.requests == []


def test_the_json_report_counts_the_links_by_their_verdicts(here: Path, server: LinkServer) -> None:
    links = "".join(f"[x]({server.url(path)}) " for path in ("/ok/1", "/ok/1", "/gone/1", "/forbidden/1"))
    write(here, {"a.md": links})
    report = notelint(*ONLINE, "--format", "json").report
    schema = json.loads(files("notelint.report").joinpath("report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    assert report["links"] == {"total": 4, "alive": 2, "dead": 1, "undecided": 1, "unasked": 0, "requests": 3}


def test_a_page_that_moved_for_good_is_written_anew_by_fix(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": f"[a]({server.url('/moved/1')}#part) [b]({server.url('/redirect/1')})\n"})
    ran = notelint(*ONLINE, "--fix")
    assert (here / "a.md").read_text() == f"[a]({server.url('/ok/1')}#part) [b]({server.url('/redirect/1')})\n"
    assert "1 problem fixed: redirected-link 1" in ran.err


def test_to_another_host_a_link_is_rewritten_only_where_the_user_will_look(here: Path, server: LinkServer) -> None:
    with LinkServer(host="127.0.0.2") as other:
        old = f"[a]({server.url(f'/to/301/127.0.0.2:{other.port}/ok/1')})\n"
        write(here, {"a.md": old})
        notelint(*ONLINE, "--fix")
        assert (here / "a.md").read_text() == old
        notelint(*ONLINE, "--unsafe-fixes")
        assert (here / "a.md").read_text() == f"[a]({other.url('/ok/1')})\n"


def test_only_the_notes_that_are_reported_are_asked_about(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": f"[a]({server.url('/ok/a')})\n", "b/b.md": f"[b]({server.url('/ok/b')})\n"})
    notelint("b", *ONLINE)
    assert server.paths() == ["/ok/b"]


def test_since_a_commit_only_links_on_changed_lines_are_asked_about(here: Path, server: LinkServer) -> None:
    commit(here, {"a.md": f"[old]({server.url('/missing/old')})\n\nWords.\n"})
    write(here, {"a.md": f"[old]({server.url('/missing/old')})\n\nWords.\n\n[new]({server.url('/missing/new')})\n"})
    ran = notelint(*ONLINE, "--since", "HEAD")
    assert server.paths() == ["/missing/new"]
    assert ran.out.startswith("a.md:5:7: error: ")


def test_a_link_that_has_died_meanwhile_is_not_the_change_s_doing(here: Path, server: LinkServer) -> None:
    commit(here, {"a.md": f"[old]({server.url('/missing/old')})\n"})
    assert notelint(*ONLINE).code == 1
    write(here, {"b.md": "Words.\n"})
    ran = notelint("--since", "HEAD", "--select", "links")
    assert (ran.code, ran.out) == (0, "")


def test_a_link_that_has_failed_for_two_weeks_is_an_error(here: Path, server: LinkServer) -> None:
    from notelint.online.memory import DAY

    failing, wall = server.url("/status/521/1"), server.url("/forbidden/1")
    write(here, {"a.md": f"[a]({failing}) [b]({wall})\n"})
    old = [
        Verdict(url=failing, state="undecided", reason="server", status=521),
        Verdict(url=wall, state="undecided", reason="wall", status=403),
    ]
    Memory(here).keep(old, now=time.time() - 15 * DAY)
    assert notelint(*ONLINE).out == ""  # asked twice only
    Memory(here).keep(old, now=time.time() - 2 * DAY)
    ran = notelint(*ONLINE)
    assert [line.split(": ")[1] for line in ran.out.splitlines()] == ["error", "info"]
    assert "has failed since" in ran.out
    assert "has refused programs since" in ran.out
    write(here, {"notelint.yaml": "rules:\n  dead-link: {undecided-days: 30}\n"})
    assert notelint("--select", "links").out == ""


# What only the user may allow


def test_nothing_inside_a_network_is_asked_unless_the_command_line_says_so(
    here: Path, server: LinkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {"a.md": f"[a]({server.url('/missing/1')})\n"})
    assert notelint("--online", "--select", "links").code == 0
    assert server.requests == []
    monkeypatch.setenv("NOTELINT_ALLOW_PRIVATE", "1")
    assert notelint("--online", "--select", "links").code == 1


def test_the_configuration_can_allow_neither(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": "", "notelint.yaml": "links: {allow-private: true}\n"})
    ran = notelint()
    assert (ran.code, "`allow-private`" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("granted", "sent"),
    [
        ((), None),
        (("--allow-env", "LINK_TOKEN@http://127.0.0.1:{port}"), "bearer s3cret"),
        (("--allow-env", "LINK_TOKEN@http://127.0.0.1"), None),
        (("--allow-env", "LINK_TOKEN@127.0.0.1:{port}"), None),
        (("--allow-env", "LINK_TOKEN"), None),
        (("--allow-env", "LINK_TOKEN@other.notes"), None),
        (("--allow-env", "OTHER"), None),
    ],
)
def test_a_secret_is_sent_only_if_it_was_granted(
    here: Path, server: LinkServer, monkeypatch: pytest.MonkeyPatch, granted: tuple[str, ...], sent: str | None
) -> None:
    headers = '{Authorization: "Bearer ${LINK_TOKEN}", X-Plain: "yes"}'
    config = f'links: {{hosts: {{"127.0.0.1": {{headers: {headers}}}}}}}\n'
    write(here, {"a.md": f"[a]({server.url('/ok/1')})\n", "notelint.yaml": config})
    monkeypatch.setenv("LINK_TOKEN", "s3cret")
    ran = notelint(*ONLINE, *(each.format(port=server.port) for each in granted))
    ((_, _, headers_sent),) = server.requests
    assert (headers_sent.get("authorization"), headers_sent["x-plain"]) == (sent, "yes")
    asked_for = f"LINK_TOKEN@http://127.0.0.1:{server.port} to be sent, which nobody granted"
    assert (asked_for in ran.err) == (sent is None)


@pytest.mark.parametrize("place", ["http://{evil}?x@{lab}", "http://{evil}#x@{lab}", "http://{evil}/\\@{lab}/a"])
def test_a_redirect_takes_no_secret_to_another_server(
    here: Path, server: LinkServer, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    with LinkServer(host="127.0.0.2") as evil:
        lab = f"127.0.0.1:{server.port}"
        server.answers["away"] = lambda method, path, body: Reply(
            302, Location=place.format(evil=f"127.0.0.2:{evil.port}", lab=lab)
        )
        config = 'links: {hosts: {"127.0.0.1": {headers: {Authorization: "Bearer ${LINK_TOKEN}"}}}}\n'
        write(here, {"a.md": f"[a]({server.url('/away/1')})\n", "notelint.yaml": config})
        monkeypatch.setenv("LINK_TOKEN", "s3cret")
        ran = notelint(*ONLINE, "--allow-env", f"LINK_TOKEN@http://{lab}")
        assert [headers.get("authorization") for _, _, headers in server.requests] == ["bearer s3cret"]
        assert [headers.get("authorization") for _, _, headers in evil.requests] == [None]
        kept = (here / FOLDER / "links.sqlite").read_bytes()
        assert b"s3cret" not in kept + (ran.out + ran.err + notelint("links").out).encode()


def test_a_secret_that_a_server_gives_back_in_a_redirect_is_told_nowhere(
    here: Path, server: LinkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["echo"] = lambda method, path, body: Reply(301, Location="/ok/1?token=s3%63ret")
    config = 'links: {hosts: {"127.0.0.1": {headers: {X-Key: "${LINK_TOKEN}"}}}}\n'
    write(here, {"a.md": f"[a]({server.url('/echo/1')})\n", "notelint.yaml": config})
    monkeypatch.setenv("LINK_TOKEN", "s3cret")
    ran = notelint(*ONLINE, "--fix", "--allow-env", f"LINK_TOKEN@http://127.0.0.1:{server.port}")
    assert (ran.code, len(server.requests)) == (0, 2)
    kept = (here / FOLDER / "links.sqlite").read_bytes() + (here / "a.md").read_bytes()
    said = (ran.out + ran.err + notelint("links").out).encode()
    assert b"s3" not in kept + said


def test_a_refused_address_is_told_in_the_report_and_in_the_list(here: Path, server: LinkServer) -> None:
    url, away = server.url("/ok/1"), "http://127.0.0.1:1/"
    write(here, {"a.md": f"[a]({url}) [b]({away})\n"})
    ran = notelint("--online", "--select", "links")
    assert f"2 web links lead inside of a network and were not asked: {url}, {away}; --allow-private" in ran.err
    assert "2 个网络链接指向内部网络，没有询问" in notelint("--online", "--select", "links", "--lang", "zh").err
    listed = notelint("links").out
    assert f"{url}\n    undecided; it leads inside of a network: --allow-private; asked today" in listed
    # Once it is allowed, it is asked.
    assert notelint(*ONLINE).code == 0
    assert f"{url}\n    alive" in notelint("links").out


def test_what_cannot_be_asked_says_why_in_the_list(here: Path) -> None:
    write(here, {"a.md": "[a](http://127.0.0.1:80808/) [b](http://localhost/) [c](https://zhihu.com/q)\n"})
    listed = notelint("links").out
    assert "http://127.0.0.1:80808/\n    undecided; no address that can be asked" in listed
    assert "http://localhost/\n    undecided; a name that is used where none is meant" in listed
    assert "https://zhihu.com/q\n    undecided; its host tells programs nothing" in listed


# Time


def test_the_budget_ends_a_run_and_what_was_not_reached_is_said(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": f"[a]({server.url('/missing/1')}) [b]({server.url('/hang/1')})\n"})
    ran = notelint(*ONLINE, "--budget", "0.5s")
    assert ran.code == 1
    assert "1 web link not asked: --online" in ran.err
    assert "the time of --budget was over" in ran.err


@pytest.mark.parametrize("budget", ["soon", "-1", "5 days"])
def test_a_budget_is_a_time(here: Path, budget: str) -> None:
    write(here, {"a.md": ""})
    ran = notelint("--online", f"--budget={budget}")
    assert (ran.code, "write 60s, 5m or 1h" in ran.err) == (2, True)


@pytest.mark.skipif(os.name != "posix", reason="the signal of ^C cannot be sent to another process")
def test_after_a_break_what_is_known_is_reported_and_kept(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": f"[a]({server.url('/missing/1')}) [b]({server.url('/hang/1')})\n"})
    command = [sys.executable, "-m", "notelint", *ONLINE]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while len(server.requests) < 2:
        time.sleep(0.02)
    time.sleep(0.3)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "is dead: the page is not there (404)" in out
    assert "stopped: what was not reached is asked next time" in err
    assert "Traceback" not in err
    assert "dead" in notelint("links").out


# The list


def test_links_lists_each_address_with_verdict_age_and_places(here: Path, server: LinkServer) -> None:
    ok, missing, wall, new = (server.url(path) for path in ("/ok/1", "/missing/1", "/999/1", "/ok/new"))
    write(here, {"a.md": f"[a]({ok}) [a]({ok}#x)\n[b]({missing})\n[c]({wall})\n"})
    notelint(*ONLINE)
    write(here, {"b.md": f"[d]({new})\n"})
    assert notelint("links").out.splitlines() == [
        *(missing, "    dead; the page is not there (404); asked today", "    a.md:2:5"),
        *(wall, "    undecided; programs are turned away (999); asked today", "    a.md:3:5"),
        *(new, "    not asked yet", "    b.md:1:5"),
        *(ok, "    alive; asked today", f"    a.md:1:5, a.md:1:{len(ok) + 11}"),
    ]
    assert "    已失效；页面不存在（404）；今天询问" in notelint("links", "--lang", "zh").out


def test_the_list_as_json_is_complete(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": f"[a]({server.url('/moved/1')}) [b]({server.url('/ok/new')})\n"})
    notelint("a.md", *ONLINE)
    listed = json.loads(notelint("links", "--format", "json").out)
    first = next(each for each in listed["links"] if each["moved"])
    assert listed["version"] == 1
    assert (first["state"], first["moved"], first["status"]) == ("alive", server.url("/ok/1"), 200)
    assert first["places"] == [{"path": "a.md", "line": 1, "column": 5}]
    assert abs(first["asked"] - time.time()) < 60


def test_recheck_asks_one_address_now(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": f"[a]({server.url('/resetonce/1')}) [b]({server.url('/ok/1')})\n"})
    ran = notelint("links", "--allow-private", "--recheck", server.url("/ok/1"))
    assert ran.out.splitlines()[:2] == [server.url("/ok/1"), "    alive; asked today"]
    assert server.paths() == ["/ok/1"]
    assert notelint("links", "--recheck", "notes/a.md").code == 2


# The memory


def test_a_damaged_memory_is_said_and_begun_anew(here: Path, server: LinkServer) -> None:
    write(here, {"a.md": f"[a]({server.url('/missing/1')})\n", f"{FOLDER}/links.sqlite": "no data base" * 99})
    assert "links.sqlite" not in notelint("--select", "links").err
    ran = notelint(*ONLINE)
    assert f"the old file is {FOLDER}/links.damaged" in ran.err
    assert notelint("--select", "links").code == 1


def test_a_memory_that_git_tracks_is_not_used_and_the_report_says_so(here: Path, server: LinkServer) -> None:
    dead, fine = server.url("/missing/1"), server.url("/ok/1")
    invented = [Verdict(url=fine, state="dead", reason="missing", status=404), Verdict(url=dead, state="alive")]
    Memory(here).keep(invented)
    write(here, {"a.md": f"[a]({dead}) [b]({fine})\n"})
    assert notelint("--select", "links").code == 1  # the machine's own memory is believed
    (here / FOLDER / ".gitignore").unlink()
    commit(here)
    ran = notelint("--select", "links")
    assert ran.code == 0
    assert f"what is remembered of links in {FOLDER} is not used, since git tracks it" in ran.err
    assert "git 跟踪着它" in notelint("--select", "links", "--lang", "zh").err
    before = (here / FOLDER / "links.sqlite").read_bytes()
    online = notelint(*ONLINE)
    assert [line.split(": ")[0] for line in online.out.splitlines()] == ["a.md:1:5"]
    assert "since git tracks it" in online.err
    assert (here / FOLDER / "links.sqlite").read_bytes() == before
    listed = notelint("links")
    assert "dead" not in listed.out
    assert "since git tracks it" in listed.err


def test_a_bar_says_how_far_the_asking_is(here: Path, server: LinkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"a.md": "".join(f"[a]({server.url(f'/slow/20/{n}')}) " for n in range(9))})
    monkeypatch.setattr(sys.modules["notelint.report.progress"], "DELAY", 0.0)
    monkeypatch.setattr(sys.modules["notelint.report.progress"], "INTERVAL", 0.0)
    ran = notelint(*ONLINE, terminal=True)
    assert "asking the web [" in ran.err
    assert "9/9, 9 requests, 1 hosts" in ran.err
