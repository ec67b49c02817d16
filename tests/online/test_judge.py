from __future__ import annotations

import pytest

from notelint.online.http import Answer, Hop
from notelint.online.judge import judge
from notelint.online.urls import host_of
from notelint.online.verdict import address

URL = "https://a.example/deep/page"


def titled(title: str) -> Answer:
    return Answer(URL, 200, {"content-type": "text/html"}, f"<title>{title}</title>".encode())


@pytest.mark.parametrize(
    "title",
    [
        *("404", "404 Not Found", "Error 404", "404 - Page not found", "Page not found · GitHub Pages", "Not Found"),
        *(
            "Page Not Found | Example",
            "The page could not be found",
            "This page doesn&#39;t exist",
            "Oops! Page not found",
        ),
        *("This page isn’t available", "页面不存在", "找不到页面", "抱歉，您访问的页面不存在 - 例子", "404 页面未找到"),
        *("内容不存在", "文章已被删除", "頁面不存在", "您要访问的页面找不到了"),
    ],
)
def test_a_page_that_says_it_is_not_there_is_undecided(title: str) -> None:
    assert (judge(URL, titled(title)).state, judge(URL, titled(title)).reason) == ("undecided", "not-found-page")


@pytest.mark.parametrize(
    "title",
    [
        *("How to fix a 404", "The not found object", "Page tables", "HTTP 404", "Room 404", "404 Media", "found"),
        *("为什么页面不存在时返回 404", "页面置换算法", "存在与时间", "Not Found in Translation"),
    ],
)
def test_a_page_about_such_things_is_alive(title: str) -> None:
    assert judge(URL, titled(title)).state == "alive"


def hops(*steps: tuple[int, str], start: str = URL) -> Answer:
    places = [start, *(place for _, place in steps)]
    made = [Hop(status, source, target) for (status, target), source in zip(steps, places, strict=False)]
    return Answer(places[-1], 200, hops=tuple(made))


@pytest.mark.parametrize(
    ("answer", "moved", "kept"),
    [
        (hops((301, "https://a.example/new")), "https://a.example/new", True),
        (hops((301, "https://b.example/"), (308, "https://b.example/x")), "https://b.example/x", True),
        (hops((301, "https://b.example/"), (302, "https://b.example/x")), "https://b.example/", False),
        (hops((302, "https://b.example/x")), "", False),
        (hops((302, "https://a.example/x"), start="http://a.example/x"), "https://a.example/x", False),
        (hops((301, "https://a.example/x"), start="http://a.example/x"), "https://a.example/x", True),
    ],
)
def test_what_moved_for_good_is_told_from_what_only_leads_on(answer: Answer, moved: str, kept: bool) -> None:
    verdict = judge(answer.hops[0].source, answer)
    assert (verdict.state, verdict.moved, verdict.kept) == ("alive", moved, kept)


def test_a_deep_page_that_leads_to_its_site_s_first_is_undecided() -> None:
    assert judge(URL, hops((301, "https://www.a.example/"))).reason == "home-page"
    assert judge("http://a.example/", hops((301, "https://a.example/"), start="http://a.example/")).state == "alive"
    # A project may have got a domain of its own.
    assert judge(URL, hops((301, "https://deep.example/"))).state == "alive"


def test_a_code_that_the_configuration_accepts_is_alive() -> None:
    assert judge(URL, Answer(URL, 403)).reason == "wall"
    assert judge(URL, Answer(URL, 403), {403}).state == "alive"


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        ("https://A.Example", "https://a.example/"),
        ("https://a.example/b#c", "https://a.example/b"),
        (
            "https://zh.example/动态 规划?词=一",
            "https://zh.example/%E5%8A%A8%E6%80%81%20%E8%A7%84%E5%88%92?%E8%AF%8D=%E4%B8%80",
        ),
        ("https://a.example/%E5%8A%A8", "https://a.example/%E5%8A%A8"),
        ("https://例子.example/", "https://xn--fsqu00a.example/"),
        ("notes/a.md", ""),
        ("https://", ""),
        ("http://[::1", "http://%5B::1/"),  # that nobody can be asked by is said of it
    ],
)
def test_an_address_is_asked_in_one_spelling(target: str, asked: str) -> None:
    assert address(target) == asked


def test_a_host_is_named_without_its_port() -> None:
    assert [host_of(url) for url in ("http://u@www.a.example:80/x", "http://[::1]:80/")] == ["a.example", "[::1]"]
