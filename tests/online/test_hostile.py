"""Whatever one address answers, or its asking makes of us, is its own affair: all others are asked and told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from runs import alone, notelint, write

from notelint.online import asking, fragments, pace
from notelint.online.answer import Answer
from notelint.online.fragments import names
from notelint.online.http import Limits
from notelint.online.judge import judge
from online.asked import ask
from online.linkserver import LinkServer, Reply


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with LinkServer() as running:
        yield running


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:80808/", "http://127.0.0.1:0/", "http://127.0.0.1:x/", "http://a\\@127.0.0.1/"),
        *("http://a%2f127.0.0.1/", "http://[::1/", "http://[v1.a]/", "http://:80/", "http://a b/", "http://☃..☃/"),
    ],
)
def test_an_address_that_nobody_can_be_asked_by_is_undecided(server: LinkServer, url: str) -> None:
    from notelint.online.verdict import address

    asked, fine = address(url), server.url("/ok/1")
    outcome = ask(asked, fine)
    assert (outcome.verdicts[asked].state, outcome.verdicts[asked].reason) == ("undecided", "url")
    assert (outcome.verdicts[fine].state, outcome.failed) == ("alive", {})


PLACES = (
    "http://127.0.0.1:80808/",
    "http://127.0.0.1:0/",
    "http://a\0b/",
    "http://[::1",
    "//\\a\\",
    "://",
    "http://é☃/",
)


@pytest.mark.parametrize("place", [*PLACES, "http:b", "http:///b", "http://x@", "a" * 70_000])
def test_a_redirect_to_what_is_no_address_is_not_followed(server: LinkServer, place: str) -> None:
    server.answers["away"] = lambda method, path, body: Reply(302, Location=place)
    away, fine = server.url("/away/1"), server.url("/ok/1")
    outcome = ask(away, fine)
    assert outcome.verdicts[away].state == "undecided"
    assert (outcome.verdicts[fine].state, outcome.failed) == ("alive", {})


CHARSETS = (
    "undefined",
    "punycode",
    "idna",
    "unicode_escape",
    "zlib",
    "rot13",
    "utf-7",
    "mbcs",
    "a\tb",
    "é",
    "'",
    "cp9",
)


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_page_may_call_its_charset_what_it_likes(server: LinkServer, charset: str) -> None:
    page = "<title>页面不存在</title>".encode()
    server.answers["page"] = lambda method, path, body: Reply(200, page, f"text/html; charset={charset}")
    (verdict,) = ask(server.url("/page/1")).verdicts.values()
    assert verdict.reason == "not-found-page"  # it was read as UTF-8


def test_the_charsets_of_the_web_are_read() -> None:
    for charset in ("gb2312", "GBK", "gb18030", "big5", '"utf-8"', "UTF-16LE"):
        text = "页面不存在" if charset != "big5" else "頁面不存在"
        answer = Answer(
            "", 200, {"content-type": f"text/html; Charset={charset}; x=y"}, text.encode(charset.strip('"'))
        )
        assert answer.text == text


ODD: dict[str, dict[str, str]] = {
    "a header beyond ASCII": {"X": "é☃"},
    "a body that is not packed": {"Content-Encoding": "gzip"},
    "a packing that nobody has": {"Content-Encoding": "\xff, gzip"},
    "a cookie": {"Set-Cookie": "a=b; Expires=never; Domain=.", "Set_Cookie2": "="},
    "a length that is too long": {"Content-Length": "9" * 30},
    "a second length": {"Content-Length": "1"},
    "chunks that are none": {"Transfer-Encoding": "chunked"},
    "a folded header": {"X": "a\r\n b"},
    "a header without an end": {"X": "a" * 200_000},
}


@pytest.mark.parametrize("headers", ODD.values(), ids=list(ODD))
def test_odd_headers_end_no_run(server: LinkServer, headers: dict[str, str]) -> None:
    server.answers["odd"] = lambda method, path, body: Reply(200, b"text", **headers)
    odd, fine = server.url("/odd/1"), server.url("/ok/1")
    outcome = ask(odd, fine)
    assert odd in outcome.verdicts
    assert outcome.verdicts[odd].state != "dead"
    assert (outcome.verdicts[fine].state, outcome.failed) == ("alive", {})


UNITS = (
    "<h1>",
    "<title>",
    "<title ",
    "<h1><<<<<<<<",
    "<",
    "<!--",
    "<script>",
    "<a ",
    "<a name",
    ' id="',
    " id ",
    "&#x",
)


@pytest.mark.parametrize("unit", UNITS)
def test_a_page_made_of_the_beginnings_of_one_thing_is_read_in_one_go(unit: str) -> None:
    """Where a pattern looked for the end from each beginning, these took half a minute each."""
    answer = Answer("https://a.notes/", 200, {"content-type": "text/html"}, (unit * (65536 // len(unit))).encode())
    assert judge("https://a.notes/", answer).state == "alive"
    assert names(answer) is None


def test_however_many_titles_there_are_each_is_looked_at() -> None:
    pages = [b"<title>a</title>" * count + b"<title>Page not found</title>" for count in (1, 100)]
    answers = [Answer("https://a.notes/", 200, {"content-type": "text/html"}, page) for page in pages]
    assert [judge("https://a.notes/", answer).state for answer in answers] == ["undecided", "undecided"]


# Mistakes of ours


def broken(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, where: str) -> None:
    """Makes a function fail for the addresses that match."""
    original = getattr(module, name)

    def function(*arguments: Any, **named: Any) -> Any:
        if any(re.search(where, str(getattr(each, "url", each))) for each in arguments):
            raise KeyError("s3cret")
        return original(*arguments, **named)

    monkeypatch.setattr(module, name, function)


def test_a_mistake_about_one_address_is_that_address_s(server: LinkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, asking, "judge", "/ok/2$")
    urls = [server.url(f"/ok/{n}") for n in range(4)]
    outcome = ask(*urls)
    assert [outcome.verdicts[url].reason for url in urls] == ["", "", "failed", ""]
    assert outcome.failed == {"KeyError": urls[2]}


def test_a_mistake_about_a_page_s_sections_is_those_sections(
    server: LinkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, fragments, "judge", "/ok/2$")
    urls = [f"{server.url(f'/ok/{n}')}#sec-1" for n in range(4)]
    outcome = ask(*urls)
    assert [outcome.verdicts[url].reason for url in urls] == ["no-sections", "no-sections", "failed", "no-sections"]
    assert {outcome.verdicts[url.partition("#")[0]].state for url in urls} == {"alive"}


def test_a_mistake_in_one_way_of_asking_is_no_other_s(server: LinkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from notelint.online import resolvers

    broken(monkeypatch, resolvers, "urlencode", "youtube")
    video, fine = "https://youtu.be/aaaaaaaaaaa", server.url("/ok/1")
    outcome = ask(video, fine)
    assert (outcome.verdicts[video].reason, outcome.verdicts[fine].state) == ("failed", "alive")


def test_with_notelint_debug_a_mistake_is_raised(server: LinkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, asking, "judge", "/ok/1$")
    monkeypatch.setenv("NOTELINT_DEBUG", "1")
    with pytest.raises(KeyError):
        ask(server.url("/ok/1"))


def test_the_report_says_that_a_mistake_was_ours_and_nothing_of_it_is_remembered(
    server: LinkServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    here = alone(tmp_path, monkeypatch)
    broken(monkeypatch, asking, "judge", "/ok/1$")
    write(here, {"a.md": f"[a]({server.url('/ok/1')}) [b]({server.url('/missing/1')})\n"})
    ran = notelint("--online", "--allow-private", "--select", "links")
    assert ran.code == 1
    assert f"asking about {server.url('/ok/1')} did not end: KeyError; this is a mistake in notelint" in ran.err
    assert "s3cret" not in ran.err + ran.out
    assert f"{server.url('/ok/1')}\n    not asked yet" in notelint("links").out


@pytest.mark.parametrize("kind", ["hang", "slow/400"])
def test_a_host_that_drags_on_is_left_alone_and_what_was_not_asked_is_no_failure(
    server: LinkServer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(pace, "PROMPT", 0.1)
    monkeypatch.setattr(pace, "PATIENCE", 1.0)
    monkeypatch.setattr(pace, "EARNED", 0.01)
    with LinkServer(host="127.0.0.2") as other:
        fine = other.url("/ok/1")
        outcome = ask(*(server.url(f"/{kind}/{n}") for n in range(60)), fine, limits=Limits(total=0.5))
    assert len(server.requests) < 30
    assert outcome.verdicts[server.url(f"/{kind}/59")].reason == "budget"
    assert (outcome.verdicts[fine].state, outcome.stopped) == ("alive", "")
