"""What the attacks here are made of: texts that act somewhere, and names of files that nobody expects."""

from __future__ import annotations

import os
import random

# Each acts, hides, ends or breaks something: a log, a terminal, a table, XML, JSON, a URI, a template, a shell.
TEXTS = (
    *("::error::x", "\n::set-output name=a::b", "\r::add-mask::x", "%0A::error::y", "::stop-commands::x"),
    *("##[error]z", "##vso[task.prependpath]/x", "##teamcity[x y='z']"),
    *("\x1b[2J", "\x1b]8;;http://e\x07l\x1b]8;;\x07", "\x9b31m", "\x07", "\x7f", "\x85", "\x0b", "\x0c", "\x00"),
    *("\u202e", "\u2066", "\u2028", "\ufeff", "\u200b", "\ufffe", "\uffff", "\U0001fffe", "\ue000", "👩\u200d💻"),
    *("<script>alert(1)</script>", "<img src=x onerror=y>", "]]>", "<!--", "-->", "&lt;b&gt;", "&#64;person"),
    *("@person", "@team/all", "#1", "GH-12", "![x](https://host.example/t.png)", "[l](javascript:alert(1))"),
    *("https://host.example/?q=1", "www.host.example", "a@host.example", "//host.example/x", "javascript:alert(1)"),
    *("|", "\\|", "`|`", "\\", "$x$", "~~s~~", "***", "]\\(x", ":smile:", "```", "---", "- ", "# ", "> ", "1. "),
    *("{count}", "{first.title}", "{0.__class__}", "%s", "%2e%2e%2f", "../..", "C:\\x", "$(id)", "`id`", "'\";"),
    *("\t", "    ", "é", "中文", "x" * 300),
)
BYTES = (b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xf5")  # no UTF-8


def text(chance: random.Random, pieces: int) -> str:
    return "".join(chance.choice(TEXTS) for _ in range(pieces))


def name(chance: random.Random, ending: str = ".md") -> str:
    """A name that a file of this system can have, and that does not hide it."""
    data = text(chance, chance.randrange(1, 3)).replace("/", "∕").replace("\0", "").encode()[:120]
    if os.name == "posix":
        data += chance.choice((b"", b"", *BYTES))
    else:
        data = bytes(code for code in data if code >= 0x20 and code not in b'<>:"|?*\\')
    return os.fsdecode(data.lstrip(b".").strip() or b"x") + ending
