"""What others make of a note: GitHub's renderer, and Python-Markdown with what MkDocs sites load."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

Renderer = Callable[[str], str]

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?^\1\n", re.DOTALL | re.MULTILINE)
_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]


def github(text: str) -> str:
    """The HTML of a note without its front matter. cmark-gfm's tag filter is off: raw HTML is to be seen."""
    return str(cmarkgfm.markdown_to_html_with_extensions(body(text), _OPTIONS, _EXTENSIONS))


def body(text: str) -> str:
    return _FRONT_MATTER.sub("", text)


# In a process of its own: `markdown` is the name of a folder of tests here.
_SITE = """
import json, sys, markdown
extensions = ["tables", "footnotes", "admonition", "attr_list", "def_list", "fenced_code", "md_in_html", "toc"]
for line in sys.stdin:
    print(json.dumps(markdown.markdown(json.loads(line), extensions=extensions)), flush=True)
"""


@contextmanager
def mkdocs() -> Iterator[Renderer]:
    """Python-Markdown with the extensions that come with it."""
    command = [sys.executable, "-I", "-c", _SITE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin and stdout

        def render(text: str) -> str:
            stdin.write(json.dumps(body(text)) + "\n")
            stdin.flush()
            return str(json.loads(stdout.readline()))

        yield render
        stdin.close()


class Page(NamedTuple):
    """A rendered note: its tags without addresses, and what is read between them."""

    tags: list[str]
    text: str

    def without(self, *names: str) -> list[str]:
        """The tags less those of these names."""
        return [tag for tag in self.tags if not re.fullmatch(rf"/?({'|'.join(names)})( .*)?", tag)]


def page(html: str) -> Page:
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return Page(parser.tags, re.sub(r"[ \t\n]+", " ", "".join(parser.text)).strip())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [f" {name}={value!r}" for name, value in attrs if name not in ("href", "src")]
        self.tags.append(tag + "".join(kept))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"!{data}")


def changed(old: str, new: str) -> int:
    """How many letters are not in both texts."""
    pieces = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return len(old) + len(new) - 2 * sum(piece.size for piece in pieces)
