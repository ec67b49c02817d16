"""What came of a request, and what it says about asking again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec

from notelint.text.lazy import lazy_re

# A host's server is up and another behind it is not (Cloudflare's codes): it does not come back in seconds.
NOT_SOON = frozenset({521, 523, 525, 530})
# Failures of a connection that another one may not have.
_TRANSIENT = frozenset({"reset", "protocol"})
# The charsets that pages are written in. Python has codecs of other kinds: some fail whatever the text is, others take
# hours for a page.
_CHARSET = lazy_re(
    r"utf-?(?:8|16|16[bl]e)|us-ascii|ascii|latin-?1|(?:iso-?8859|windows|cp|ibm)[-_]?\d{1,5}|gb(?:k|2312|18030)"
    r"|big5(?:-?hkscs)?|(?:shift[-_]?|s)jis|euc[-_](?:jp|kr)|iso-2022-jp|koi8[-_][ru]|mac-?(?:roman|cyrillic)|tis-620",
    re.ASCII,
)
_LONGEST = 1e9  # seconds; who says more means: never
_SECONDS = lazy_re(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


class Hop(msgspec.Struct, frozen=True):
    """A redirect that was followed."""

    status: int
    source: str
    target: str


class Answer(msgspec.Struct, frozen=True):
    """What came of a request. `url` is the last that was asked, `headers` have lower-case names.

    `status` is 0 where no answer came; then `failure` says why: private, no-name, name-unknown, refused, reset,
    timeout, tls, unreachable, protocol, proxy, url, budget (its host is too slow to be asked). With an answer it is "",
    or loop, hops, scheme or private, where a redirect was not followed. `body` holds no more than was asked for.
    `seconds` is what the last exchange took.
    """

    url: str
    status: int = 0
    headers: dict[str, str] = {}
    body: bytes = b""
    failure: str = ""
    hops: tuple[Hop, ...] = ()
    truncated: bool = False
    seconds: float = 0.0

    @property
    def text(self) -> str:
        _, _, named = self.headers.get("content-type", "").lower().partition("charset=")
        charset = named.partition(";")[0].strip(" \"'")
        try:
            return self.body.decode(charset if _CHARSET.fullmatch(charset) else "utf-8", "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


def is_refusal(answer: Answer) -> bool:
    """Does the host say that it is asked too much?"""
    # GitHub says it by a 403 and a count.
    told = "retry-after" in answer.headers or answer.headers.get("x-ratelimit-remaining") == "0"
    return answer.status == 429 or (answer.status in (403, 503) and told)


def may_change(answer: Answer) -> bool:
    if answer.status == 0:
        return answer.failure in _TRANSIENT
    return is_refusal(answer) or (answer.status >= 500 and answer.status < 600 and answer.status not in NOT_SOON)


def retry_after(answer: Answer) -> float | None:
    """The seconds for which the host wants to be left alone, None where it does not say."""
    value = answer.headers.get("retry-after", "").strip()[:64]
    if _SECONDS.fullmatch(value):
        return min(max(float(value), 0.0), _LONGEST)
    try:
        pause = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError, OverflowError, IndexError):  # no date, or none that there can be
        return None
    return min(max(pause, 0.0), _LONGEST)
