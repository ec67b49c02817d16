"""The pages of each host whose URLs identify papers and code, as patterns."""

from __future__ import annotations

from typing import Final, NamedTuple


class Page(NamedTuple):
    """One kind of page of a host.

    `pattern` is matched from the start of the decoded path (with "?" and the decoded query), case-sensitively unless it
    says otherwise. `value` is the id, a template over its groups; `scheme` names the grammar that reads it.
    A group `version` or `shape` overrides the default. The shape "reader" means a mirror: a page that shows the paper
    on another host than the one that gives the scheme's ids.
    """

    scheme: str
    pattern: str
    value: str = r"\1"
    shape: str = "page"


_ID = r"((?:arXiv:)?[^/?#&]+(?:/[0-9]{7}(?:v[0-9]+)?)?)"


def _reader(prefix: str) -> tuple[Page, ...]:
    return (Page("arxiv", rf"(?i:{prefix}){_ID}", shape="reader"),)


# Readers, translators and indexes that take an arXiv id: the path up to the id.
_READERS = {
    "alphaxiv.org": "(?:/[a-z]{2}(?:-[a-z]{2})?)?/(?:abs|audio|html|overview|pdf|resources|review)/",
    "ar5iv.labs.arxiv.org": "/(?:abs|html|pdf)/",
    "ar5iv.org": "/(?:(?:abs|html|papers|pdf)/)?",
    "arxiv-vanity.com": "/papers/",
    "arxiv.dosf.top": "/(?:abs|pdf)/",
    "arxivdaily.com": "/thread/arxiv/",
    "bytez.com": "/docs/arxiv/",
    "emergentmind.com": "/papers/",
    "fanyi.arxiv.top": "/",
    "hjfy.top": "/arxiv/",
    "inspirehep.net": "/(?:api/)?arxiv/",
    "scholar.google.com": r"/scholar(?:_lookup\?(?:.*&)?arxiv_id=|\?(?:.*&)?q=arxiv:\s*)",
    "scirate.com": "/arxiv/",
    "tldr.takara.ai": "/p/",
    "yiyibooks.cn": "/(?:[^/?]+/)?arxiv/",
}

_HEX40 = "[0-9a-fA-F]{40}"
_OWN_HF_PAGES = (
    "api|blog|chat|collections|datasets|docs|enterprise|join|learn|login|models|new|organizations|papers|posts|pricing|"
    "search|settings|spaces|tasks"
)
_HUGGING_FACE = (
    Page("arxiv", rf"/(?:api/)?(?:daily-)?papers/{_ID}", shape="reader"),
    Page("hf", rf"/((?:datasets/|spaces/)?(?!(?:{_OWN_HF_PAGES})/)[\w.-]+/[\w.-]+)", shape="repo"),
    Page("hf", r"/(datasets/[\w.-]+)/?(?:\?|$)", shape="repo"),
)
_OWN_GITHUB_PAGES = (
    "about|account|apps|codespaces|collections|contact|copilot|customer-stories|dashboard|discussions|enterprise|events|"
    "explore|features|issues|join|login|marketplace|new|notifications|organizations|orgs|pricing|pulls|readme|resources|"
    "search|security|settings|signup|site|solutions|sponsors|stars|team|topics|trending|user-attachments|users"
)
_REPOSITORY = rf"(?!(?i:{_OWN_GITHUB_PAGES})/)([\w-]+/[\w.-]+?)(?:\.git)?(?=[/?]|$)"
_DOI = r"(10\.[0-9]{4,9}[^/?]*/[^\s?]+)"
_RESOLVER = (Page("doi", r"/(10\.[0-9]{4,9}[^/?]*/[^?]+)", shape="doi"),)
_PIRATE = (_RESOLVER[0]._replace(shape="reader"),)
_PUBLISHER = (Page("doi-in-path", rf"/(?:[^?]*?/)?{_DOI}", shape="publisher"),)
# These put a number and the title after the DOI.
_SILVERCHAIR = (
    Page("doi", r"/(?:[^?]*?/)?(10\.[0-9]{4,9}/[^\s?]+?)(?:/[0-9]{4,9}(?:/[^/?]*)?)?(?=\?|$)", shape="publisher"),
)
# A preprint's version is no part of its DOI; `…v1.full.pdf` and `…v1` are one preprint.
_BIORXIV = (
    Page("doi", r"/content/(?:[^?]*?/)?(10\.[0-9]{4,9}/[0-9.]*[0-9])(?:v(?P<version>[0-9]{1,3}))?"),
    *_PUBLISHER,
)
_ANTHOLOGY = (
    Page("acl", r"/(?!volumes/)(?:[^?]*/)?([^/?]+?)\.(?P<shape>pdf|bib|xml|endf)(?=\?|$)"),
    Page("acl", r"/(?!volumes/)(?:[^?]*/)?([^/?]+?)/?(?:\?|$)"),
)
_NEURIPS = (
    Page("neurips", r"/[^?]*(?P<shape>hash|file)/([0-9a-f]{32})-", r"\2"),
    Page("nips", r"/paper/([0-9]+)-", shape="legacy"),
)
_DBLP = (
    Page("arxiv", r"/rec/(?:html/|bib[0-9]?/|xml/)?journals/corr/abs-([0-9]{4})-([0-9]{4,5})", r"\1.\2", "reader"),
    Page(
        "dblp",
        r"/rec/(?:html/|bib[0-9]?/|xml/)?((?:conf|journals|books|phd|series)/[^/?]+/[^/?]+?)(?:\.[a-z]+)?(?:\?|$)",
    ),
)
_SEMANTIC_SCHOLAR = (
    Page("arxiv", rf"/arxiv/{_ID}", shape="reader"),
    Page("s2", rf"/(?:paper|reader)/(?:[^/?]+/)?({_HEX40})(?=[/?]|$)"),
    Page("corpus", r"/CorpusI[dD]:([0-9]+)"),
)
_S2_API = (
    Page("arxiv", r"/(?:graph/)?(?:v1/)?(?:paper/)?(?i:arxiv):([^/?]+(?:/[0-9]{7}(?:v[0-9]+)?)?)", shape="reader"),
    Page("corpus", r"/(?:[^?]*/)?CorpusI[dD]:([0-9]+)", shape="api"),
    Page("doi", r"/(?:[^?]*?/)?DOI:(10\.[^?]+)", shape="api"),
    Page("s2", rf"/(?:[^?]*?/)?({_HEX40})(?=[/?]|$)", shape="api"),
)
_ADS = (
    Page("arxiv", r"/abs/(?i:arxiv):([^/?]+(?:/[0-9]{7})?)", shape="reader"),
    Page("arxiv", r"/abs/[0-9]{4}arXiv([0-9]{4})\.?([0-9]{4,5})[A-Z.]", r"\1.\2", "reader"),
    Page("bibcode", r"/abs/([0-9]{4}[A-Za-z][A-Za-z0-9&.]{13}[A-Z.])(?=[/?]|$)"),
)
_HAL = (
    Page(
        "hal",
        r"/((?:hal|inria|tel|halshs|cel|pastel|lirmm|cea|insu|dumas)-[0-9]{5,8})(?:v(?P<version>[0-9]{1,2}))?(?=[/?]|$)",
    ),
)
_PMLR = (Page("pmlr", r"/([vr][0-9]+/[a-z0-9_-]+?)(?:/[^/?]+)?\.(?P<shape>html|pdf)(?=\?|$)"),)
_JMLR = (Page("jmlr", r"/papers/v(?:olume)?([0-9]+)/([0-9a-z-]+)(?:/[^/?]+)?\.(?P<shape>html|pdf)(?=\?|$)", r"v\1/\2"),)
_ISCA = (Page("isca", r"/(?:archive/)?([a-z]+_[0-9]{4}[a-z]*/[a-z]+[0-9]{2}[a-z]*_[a-z]+)\.(?P<shape>html|pdf)"),)
_PII = r"(S[0-9]{4})-([0-9]{3}[0-9X])\(([0-9]{2})\)([0-9]{5})-([0-9X])"
_CELL = (Page("pii", rf"/(?:[^?]*/)?(?:fulltext|abstract|pdf|pdfExtended)/{_PII}", r"\1\2\3\4\5"),)

PAGES: Final[dict[str, tuple[Page, ...]]] = {
    **{host: _reader(prefix) for host, prefix in _READERS.items()},
    # code and models
    "api.github.com": (Page("github", rf"/repos/{_REPOSITORY}", shape="api"),),
    "codeload.github.com": (Page("github", rf"/{_REPOSITORY}", shape="archive"),),
    "github.com": (Page("github", rf"/{_REPOSITORY}(?:/(?P<shape>[a-z]+)(?=[/?]|$))?", shape="repo"),),
    "raw.githubusercontent.com": (
        # PMLR keeps its PDFs there since volume 222.
        Page("pmlr", r"/mlresearch/(v[0-9]+)/main/assets/([a-z0-9_-]+)/", r"\1/\2", "pdf"),
        Page("github", rf"/{_REPOSITORY}", shape="raw"),
    ),
    "hf-mirror.com": tuple(page._replace(shape="reader") for page in _HUGGING_FACE),
    "hf.co": _HUGGING_FACE,
    "huggingface.co": _HUGGING_FACE,
    # DOI resolvers, and publishers that carry the DOI in the path
    "doi.acm.org": _RESOLVER,
    "doi.org": _RESOLVER,
    "dx.doi.org": _RESOLVER,
    "oa.mg": (Page("doi", rf"/(?:work/)?{_DOI}", shape="reader"),),
    "sci-hub.ru": _PIRATE,
    "sci-hub.se": _PIRATE,
    "biorxiv.org": _BIORXIV,
    "medrxiv.org": _BIORXIV,
    **dict.fromkeys(
        (
            "cambridge.org",
            "chemrxiv.org",
            "degruyter.com",
            "dl.acm.org",
            "epubs.siam.org",
            "frontiersin.org",
            "iopscience.iop.org",
            "journals.aps.org",
            "journals.sagepub.com",
            "link.springer.com",
            "onlinelibrary.wiley.com",
            "pnas.org",
            "pubs.acs.org",
            "royalsocietypublishing.org",
            "science.org",
            "tandfonline.com",
            "techrxiv.org",
            "worldscientific.com",
        ),
        _PUBLISHER,
    ),
    **dict.fromkeys(
        ("academic.oup.com", "asmedigitalcollection.asme.org", "direct.mit.edu", "pubs.aip.org"), _SILVERCHAIR
    ),
    "journals.plos.org": (Page("doi", r"/[^?]*\?(?:.*&)?id=(10\.1371/[^&\s]+)", shape="publisher"),),
    "nature.com": (Page("doi", r"/articles/([a-z0-9-]+)(?=[./?]|$)", r"10.1038/\1", "publisher"),),
    "papers.ssrn.com": (Page("doi", r"/sol3/[^?]*\?(?:.*&)?abstract_?id=([0-9]+)", r"10.2139/ssrn.\1"),),
    "ssrn.com": (Page("doi", r"/abstract=([0-9]+)", r"10.2139/ssrn.\1"),),
    "zenodo.org": (
        Page("doi", r"/(?:api/)?records?/([0-9]+)", r"10.5281/zenodo.\1"),
        Page("doi", r"/(?:doi|badge/DOI)/(10\.5281/zenodo\.[0-9]+)", shape="doi"),
    ),
    # proceedings and journals
    **dict.fromkeys(
        ("aclanthology.org", "aclanthology.info", "aclanthology.coli.uni-saarland.de", "aclweb.org"), _ANTHOLOGY
    ),
    "openaccess.thecvf.com": (
        Page("cvf", r"/(?:[^?]*/)?([^/?]+)_paper\.(?P<shape>html|pdf)"),
        Page("cvf", r"/(?:[^?]*/)?([^/?]+)_(?:supplemental|poster)\.[a-z]+", shape="asset"),
    ),
    "ecva.net": (
        Page(
            "ecva",
            r"/papers/eccv_([0-9]{4})/[^?]*/0*([0-9]{1,5})(?:_ECCV_[0-9]{4}_paper\.php|(?:-supp)?\.pdf)",
            r"\1/\2",
        ),
        # ECCV 2018 to 2022 name the PDF after volume and page, and the HTML page after the submission.
        Page("ecva-pdf", r"/papers/eccv_([0-9]{4})/[^?]*/([0-9]{9})(?:-supp)?\.pdf", r"\1/\2", "pdf"),
        Page("ecva", r"/papers/eccv_([0-9]{4})/[^?]*/([^/?]+)_ECCV_[0-9]{4}_paper\.(?:php|pdf)", r"\1/\2"),
    ),
    "ijcai.org": (
        Page("ijcai", r"/[pP]roceedings/([0-9]{4})/0*([0-9]{1,4})(?=\.pdf|/?$)", r"\1/\2"),
        Page("ijcai", r"/[pP]roceedings/([01][0-9])(?:-[0-9])?/[pP]apers/0*([0-9]{1,4})\.pdf", r"20\1/\2", "pdf"),
    ),
    "isca-archive.org": _ISCA,
    "isca-speech.org": _ISCA,
    **dict.fromkeys(("jmlr.org", "jmlr.csail.mit.edu"), _JMLR),
    "ojs.aaai.org": (Page("aaai", r"/index\.php/[A-Za-z-]+/article/(?:view|download)/([0-9]+)(?=[/?]|$)"),),
    "openreview.net": (
        Page("openreview", r"/(?P<shape>attachment|forum|pdf|revisions)/?\?(?:.*&)?id=([\w-]{6,20})(?=&|$)", r"\2"),
        Page("openreview-pdf", rf"/pdf/({_HEX40})\.pdf", shape="pdf"),
    ),
    "proceedings.mlr.press": _PMLR,
    **dict.fromkeys(
        ("datasets-benchmarks-proceedings.neurips.cc", "papers.neurips.cc", "papers.nips.cc", "proceedings.neurips.cc"),
        _NEURIPS,
    ),
    "cell.com": _CELL,
    "thelancet.com": _CELL,
    "ieeexplore.ieee.org": (
        Page("ieee", r"/(?:[^?]*/)?document/([0-9]+)"),
        Page("ieee", r"/[^?]*\?(?:.*&)?arnumber=([0-9]+)"),
    ),
    "sciencedirect.com": (Page("pii", r"/(?:[^?]*/)?pii/([A-Z0-9]+)"),),
    **dict.fromkeys(("hal.science", "hal.archives-ouvertes.fr"), _HAL),
    # indexes
    "adsabs.harvard.edu": _ADS,
    "connectedpapers.com": (
        Page("arxiv", rf"/(?:api/redirect/)?arxiv/{_ID}", shape="reader"),
        Page("s2", rf"/main/({_HEX40})", shape="reader"),
    ),
    **dict.fromkeys(("dblp.org", "dblp.uni-trier.de", "dblp1.uni-trier.de", "dblp.dagstuhl.de"), _DBLP),
    "europepmc.org": (
        Page("pmid", r"/(?:article|abstract)/(?i:med)/([0-9]+)"),
        Page("pmc", r"/(?:articles?|abstract)/(?:(?i:pmc)/)?PMC([0-9]+)"),
    ),
    "ncbi.nlm.nih.gov": (
        Page("pmc", r"/pmc/articles/PMC([0-9]+)"),
        Page("pmid", r"/pubmed/([0-9]+)"),
    ),
    "pmc.ncbi.nlm.nih.gov": (Page("pmc", r"/articles/PMC([0-9]+)"),),
    "pubmed.ncbi.nlm.nih.gov": (Page("pmid", r"/([0-9]+)(?=[/?]|$)"),),
    "api.openalex.org": (Page("openalex", r"/(?:works/)?([Ww][0-9]+)"),),
    "openalex.org": (Page("openalex", r"/(?:works/)?([Ww][0-9]+)"),),
    "api.semanticscholar.org": _S2_API,
    "semanticscholar.org": _SEMANTIC_SCHOLAR,
    "papers.cool": (
        Page("arxiv", rf"/arxiv/(?:kimi\?paper=)?{_ID}", shape="reader"),
        Page("openreview", r"/venue/([\w-]{6,20})@OpenReview", shape="reader"),
        Page("acl", r"/venue/([^/?@]+)@ACL", shape="reader"),
        Page("cvf", r"/venue/([^/?@]+?)(?:_paper)?@CVF", shape="reader"),
    ),
    "paperswithcode.com": (
        Page("arxiv", rf"/paper/(?i:arxiv:){_ID}", shape="reader"),
        Page("pwc", r"/paper/([a-z0-9-]+)"),
    ),
}

# Values of these schemes are the same in upper and lower case.
CASELESS: Final = frozenset({"cvf", "ecva", "github", "hf", "s2"})
