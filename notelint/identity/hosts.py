"""Tables of hosts that need care of their own: arXiv's, redirectors, families, and what tells an unknown reader.

Here as in `pages`, hosts are in lower case and without "www.".
"""

from __future__ import annotations

from typing import Final

ARXIV_HOSTS: Final = frozenset(
    {
        "arxiv.org",
        "beta.arxiv.org",
        "browse.arxiv.org",
        "dev.arxiv.org",
        "export.arxiv.org",
        "static.arxiv.org",
        "web3.arxiv.org",
    }
)
# The network of mirrors was shut down on 15 September 2024 (arXiv help, "mirrors").
ARXIV_MIRRORS: Final = frozenset(
    f"{place}.arxiv.org"
    for place in (
        "aps",
        "au",
        "br",
        "cn",
        "de",
        "es",
        "fr",
        "il",
        "in",
        "jp",
        "kr",
        "lanl",
        "ru",
        "tw",
        "uk",
        "xxx",
        "za",
    )
) | {"xxx.itp.ac.cn", "xxx.lanl.gov"}
RETIRED_HOSTS: Final = ARXIV_MIRRORS | {"arxiv-vanity.com", "paperswithcode.com"}
# First segment of a path that goes on with an id: the shape it means.
ARXIV_PAGES: Final = {
    "abs": "abs",
    "bibtex": "bibtex",
    "cits": "abs",
    "dvi": "ps",
    "e-print": "src",
    "format": "format",
    "html": "html",
    "other": "abs",
    "papers": "abs",
    "pdf": "pdf",
    "ps": "ps",
    "refs": "abs",
    "show-email": "abs",
    "src": "src",
    "tb": "tb",
    "tex": "src",
}


# The path, and the parameters of the query that may hold the target.
REDIRECTORS: Final = {
    "google.com": ("/url", ("q", "url")),
    "l.facebook.com": ("/l.php", ("u",)),
    "link.csdn.net": ("/", ("target",)),
    "link.jianshu.com": ("/", ("t",)),
    "link.juejin.cn": ("/", ("target",)),
    "link.zhihu.com": ("/", ("target",)),
}
# Keeps the target in the path, /web/20230501000000/https://arxiv.org/abs/2304.08485.
ARCHIVE: Final = "web.archive.org"

# The end of a host's name, and the host it stands for in the tables.
FAMILIES: Final = {
    ".adsabs.harvard.edu": "adsabs.harvard.edu",
    ".hal.science": "hal.science",
    ".onlinelibrary.wiley.com": "onlinelibrary.wiley.com",
}
# Google has a host for each country.
SCHOLAR: Final = "scholar.google."

# The segment before an arXiv id or a DOI that makes an unknown host look like a reader or a publisher.
READER_SEGMENTS: Final = frozenset({"abs", "p", "paper", "papers", "pdf"})
DOI_SEGMENTS: Final = frozenset(
    {
        "abs",
        "article",
        "articles",
        "book",
        "chapter",
        "content",
        "doi",
        "epdf",
        "full",
        "fullhtml",
        "pdf",
        "pdfdirect",
        "reader",
        "referenceworkentry",
    }
)

# The parameters of the query in which an unknown host may name the paper that it shows.
READER_PARAMETERS: Final = frozenset({"arxiv", "arxiv_id", "arxivid", "id", "link", "paper", "pdf", "url"})

# Written without a scheme, these hosts are taken for URLs all the same.
BARE_HOSTS: Final = (
    "alphaxiv.org",
    "arxiv.org",
    "doi.org",
    "dx.doi.org",
    "export.arxiv.org",
    "github.com",
    "hjfy.top",
    "huggingface.co",
    "openreview.net",
)
