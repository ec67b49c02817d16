"""An arXiv that answers as the real one was recorded to: in any order, with versions, without what it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from notelint.papers.file import Paper

HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/qFNnN3Zc8bA02fouemuGZq2J4Tg</id>
  <title>arXiv Query: search_query=&amp;id_list=</title>
  <updated>2026-11-01T00:00:00Z</updated>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v{version}</id>
    <title>{title}</title>
    <updated>{updated}T08:18:33Z</updated>
    <link href="https://arxiv.org/abs/{id}v{version}" rel="alternate" type="text/html"/>
    <summary>{abstract}</summary>
    <category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
    <published>{published}T08:18:33Z</published>
    {comment}
    <arxiv:primary_category term="cs.CV"/>
    {authors}
  </entry>
"""
ERROR = """  <entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_{id}</id>
    <title>Error</title>
    <summary>incorrect id format for {id}</summary>
    <author><name>arXiv api core</name></author>
  </entry>
"""
_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(\d+))?")

Reply = tuple[int, dict[str, str], bytes]


class FakeArxiv:
    """`papers` are those it has, by id, `first` what it says of their first versions. A plan in `faults` is answered
    instead, one a request: a status, `empty`, `cut` (the first entry only), or a body.
    """

    def __init__(self, papers: Mapping[str, Paper], first: Mapping[str, Paper] | None = None) -> None:
        self.papers = dict(papers)
        self.first = dict(first or {})
        self.faults: list[int | str | bytes] = []
        self.asked: list[list[str]] = []  # the ids of each request
        self.rejects: set[str] = set()  # well-formed ids that it takes for none

    async def __call__(self, url: str, data: Mapping[str, str]) -> Reply:
        return self.answer(data)

    def answer(self, form: Mapping[str, str]) -> Reply:
        ids = form["id_list"].split(",")
        self.asked.append(ids)
        fault = self.faults.pop(0) if self.faults else ""
        if isinstance(fault, int):
            return fault, {}, b"Rate exceeded."
        if isinstance(fault, bytes):
            return 200, {}, fault
        wrong = [each for each in ids if not _ID.fullmatch(each) or each in self.rejects]
        if wrong:
            return 400, {}, (HEAD.format(size=1, total=1) + ERROR.format(id=wrong[0]) + "</feed>").encode()
        found = [self._entry(each) for each in sorted(ids, reverse=True) if _ID.fullmatch(each)[1] in self.papers]
        total = len(found)
        if fault == "empty":
            found, total = [], 0
        shown = found[:1] if fault == "cut" else found[: int(form.get("max_results", 10))]
        return 200, {}, (HEAD.format(size=100, total=total) + "".join(shown) + "</feed>\n").encode()

    def _entry(self, asked: str) -> str:
        id, version = _ID.fullmatch(asked).groups()
        paper = self.first.get(id, self.papers[id]) if version == "1" else self.papers[id]
        names = paper.authors.split(", ") if paper.authors else ["A. Author"]
        return ENTRY.format(
            id=id,
            version=version or paper.version or 1,
            title=escape(paper.title).replace(": ", ":\n  "),
            abstract=escape(paper.abstract),
            published=paper.published or "2023-04-17",
            updated=paper.updated or "2023-12-11",
            comment=f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>" if paper.comment else "",
            authors="".join(f"<author><name>{escape(name)}</name></author>" for name in names),
        )


@contextmanager
def serving(arxiv: FakeArxiv) -> Iterator[str]:
    """Serves it on loopback, and gives the address of its API."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, headers, data = arxiv.answer(dict(parse_qsl(body)))
            self.send_response(status)
            for name, value in (*headers.items(), ("Content-Length", str(len(data)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *values: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/api/query"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
