from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notelint.online.guard import Guard, is_private
from notelint.online.http import Answer, Client, Limits
from online.linkserver import LinkServer

QUICK = Limits(connect=0.5, total=1.0, backoff=0.01, patience=5.0)


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with LinkServer() as running:
        yield running


def ask(url: str, client: Callable[[], Client] | None = None, **more: Any) -> Answer:
    async def run() -> Answer:
        async with (client or (lambda: Client(Guard(allow_private=True), QUICK)))() as asker:
            return await asker.get(url, **more)

    return asyncio.run(run())


# Answers


@pytest.mark.parametrize(
    ("path", "status", "failure", "requests"),
    [
        ("/ok/1", 200, "", 1),
        ("/missing/1", 404, "", 1),
        ("/999/1", 999, "", 1),
        ("/slow/20/1", 200, "", 1),
        ("/hang/1", 0, "timeout", 1),
        ("/reset/1", 0, "reset", 3),
        ("/resetonce/1", 200, "", 2),
        ("/flaky/1/1", 200, "", 2),
        ("/flaky/2/1", 200, "", 3),
        ("/flaky/3/1", 503, "", 3),
        ("/status/500/1", 500, "", 3),
        ("/status/521/1", 521, "", 1),
        ("/limited/0.1/1", 200, "", 2),
        ("/always429/1", 429, "", 3),
        ("/redirect/1", 200, "", 2),
        ("/chain/7/1", 200, "", 8),
        ("/chain/9/1", 302, "hops", 9),
        ("/loop/1", 302, "loop", 1),
        ("/file/1", 302, "scheme", 1),
    ],
)
def test_each_fault_has_its_answer_and_no_more_requests_than_it_needs(
    server: LinkServer, path: str, status: int, failure: str, requests: int
) -> None:
    answer = ask(server.url(path))
    assert (answer.status, answer.failure, len(server.requests)) == (status, failure, requests)


def test_a_host_that_takes_no_connection_is_refused(server: LinkServer) -> None:
    with LinkServer() as gone:
        url = gone.url("/ok/1")
    assert ask(url).failure == "refused"


def test_what_speaks_no_tls_is_a_tls_failure(server: LinkServer) -> None:
    assert ask(server.url("/ok/1").replace("http:", "https:")).failure == "tls"


def test_hops_say_where_they_came_from_and_led_to(server: LinkServer) -> None:
    answer = ask(server.url("/moved/1#part"))
    assert [(hop.status, hop.source, hop.target) for hop in answer.hops] == [
        (301, server.url("/moved/1#part"), server.url("/ok/1"))
    ]


# Bounds


def test_no_more_of_a_body_is_read_than_asked_for(server: LinkServer) -> None:
    answer = ask(server.url("/big/8/1"), limit=1000)
    assert (len(answer.body), answer.truncated, answer.status) == (1000, True, 200)


def test_a_packed_body_is_unpacked_within_the_same_bound(server: LinkServer) -> None:
    assert ask(server.url("/packed/1")).body == server.page
    answer = ask(server.url("/bomb/1"), limit=100_000)
    assert (len(answer.body), answer.truncated) == (100_000, True)


def test_connections_are_kept_and_no_host_gets_more_than_its_share(server: LinkServer) -> None:
    async def run() -> None:
        async with Client(Guard(allow_private=True), QUICK) as client:
            await asyncio.gather(*(client.get(server.url(f"/slow/5/{n}")) for n in range(40)))

    asyncio.run(run())
    assert len(server.requests) == 40
    assert server.connections <= 8
    assert server.peak <= 8


def test_of_many_hosts_only_those_last_asked_are_kept_connected(
    server: LinkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notelint.online.http._files", lambda: 64)

    async def run() -> int:
        async def lookup(host: str) -> list[str]:
            return ["127.0.0.1"]

        async with Client(Guard(allow_private=True, lookup=lookup), QUICK) as client:
            await asyncio.gather(*(client.get(server.url("/ok/1", host=f"h{n}.notes")) for n in range(40)))
            return len(client._transports._open)

    assert asyncio.run(run()) <= 4
    assert len(server.requests) == 40


# What is sent


def test_the_agent_is_truthful_and_headers_stay_with_their_origin(server: LinkServer) -> None:
    with LinkServer(host="127.0.0.2") as other:
        target = f"127.0.0.2:{other.port}"
        ask(server.url(f"/to/302/{target}/headers/1"), headers={"Authorization": "secret"})
        ask(server.url("/redirect/2"), headers={"Authorization": "secret"})
        (_, _, first), (_, _, second), (_, _, third) = server.requests
        assert [each.get("authorization") for each in (first, second, third)] == ["secret"] * 3
        ((_, _, away),) = other.requests
        assert "authorization" not in away
        assert away["user-agent"].startswith("notelint/")
        assert away["host"] == target


def test_a_form_can_be_sent(server: LinkServer) -> None:
    from online.linkserver import Reply

    server.answers["api"] = lambda method, path, body: Reply(200, method.encode() + b" " + body)

    async def run() -> Answer:
        async with Client(Guard(allow_private=True), QUICK) as client:
            return await client.post(server.url("/api/query"), b"id_list=1,2")

    assert asyncio.run(run()).body == b"POST id_list=1,2"


# What must not be asked


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1"),
        # of a site, compatible, translated, of a network's own translator, ISATAP's, Teredo's, and what is reserved
        *("fec0::1", "feff::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "64:ff9b::a00:1"),
        *("2606:4700::5efe:127.0.0.1", "2606:4700::200:5efe:10.0.0.1", "2001:0:7f00:1::", "2002:a9fe:a9fe::1"),
        *("::ffff:8.8.8.8", "100::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1", "ff02::1", "fe80::1%25eth0"),
        *("0.1.2.3", "192.0.0.8", "192.88.99.1", "198.18.0.1", "203.0.113.1", "240.0.0.1", "255.255.255.255"),
    ],
)
def test_addresses_inside_a_network_are_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"])
def test_public_addresses_are_not(address: str) -> None:
    assert not is_private(address)


def guarded(**names: list[str]) -> Client:
    async def lookup(host: str) -> list[str]:
        return names[host.partition(".")[0]]

    return Client(Guard(lookup=lookup), QUICK)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_a_private_host_is_not_asked_however_it_is_written(server: LinkServer, host: str) -> None:
    answer = ask(server.url("/ok/1", host=host), lambda: Client(limits=QUICK))
    assert answer.status == 0
    assert server.requests == []


def test_a_name_that_leads_inside_is_not_asked_even_if_it_leads_outside_too(server: LinkServer) -> None:
    url = server.url("/ok/1", host="inner.example")
    assert ask(url, lambda: guarded(inner=["127.0.0.1"])).failure == "private"
    assert ask(url, lambda: guarded(inner=["8.8.8.8", "127.0.0.1"])).failure == "private"
    assert server.requests == []


def test_a_redirect_that_leads_inside_is_not_followed(server: LinkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notelint.online.guard.is_private", lambda address: address == "127.0.0.2")
    with LinkServer(host="127.0.0.2") as inner:
        answer = ask(server.url(f"/to/302/127.0.0.2:{inner.port}/ok/1"), lambda: Client(limits=QUICK))
        assert (answer.status, answer.failure, len(answer.hops)) == (0, "private", 1)
        assert inner.requests == []


def test_the_connection_is_made_to_the_address_that_was_looked_at(
    server: LinkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notelint.online.guard.is_private", lambda address: False)
    lookups: list[str] = []

    async def lookup(host: str) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"] if len(lookups) == 1 else ["127.0.0.9"]

    async def run() -> list[Answer]:
        async with Client(Guard(lookup=lookup), QUICK) as client:
            return [await client.get(server.url(f"/headers/{n}", host="rebound.example")) for n in (1, 2)]

    answers = asyncio.run(run())
    assert [answer.status for answer in answers] == [200, 200]
    assert lookups == ["rebound.example"]
    assert json.loads(answers[0].body)["host"] == f"rebound.example:{server.port}"


def test_the_next_address_of_a_name_is_tried_where_the_first_takes_no_connection(
    server: LinkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notelint.online.guard.is_private", lambda address: False)
    answer = ask(server.url("/ok/1", host="two.example"), lambda: guarded(two=["127.0.0.9", "127.0.0.1"]))
    assert answer.status == 200


def test_certificates_are_verified() -> None:
    context = Client()._transports._tls
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
