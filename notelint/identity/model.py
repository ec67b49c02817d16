"""What recognition yields: an identity, or an attempt at one that names nothing."""

from __future__ import annotations

import msgspec

_LABELS = {
    "aaai": "AAAI:",
    "acl": "ACL:",
    "arxiv": "arXiv:",
    "bibcode": "bibcode:",
    "corpus": "CorpusID:",
    "cvf": "CVF:",
    "dblp": "dblp:",
    "doi": "doi:",
    "ecva": "ECVA:",
    "ecva-pdf": "ECVA:",
    "github": "GitHub:",
    "hal": "HAL:",
    "hf": "Hugging Face:",
    "ieee": "IEEE:",
    "ijcai": "IJCAI:",
    "isbn": "ISBN ",
    "isca": "ISCA:",
    "jmlr": "JMLR:",
    "neurips": "NeurIPS:",
    "nips": "NIPS:",
    "openalex": "OpenAlex:",
    "openreview": "OpenReview:",
    "openreview-pdf": "OpenReview:",
    "pii": "PII:",
    "pmc": "PMC",
    "pmid": "PMID:",
    "pmlr": "PMLR:",
    "pwc": "Papers with Code:",
    "s2": "Semantic Scholar:",
}

CODE_SCHEMES = frozenset({"github", "hf"})
# Schemes with two numberings that cannot be told from each other offline are two schemes here (ecva and ecva-pdf,
# openreview and openreview-pdf, neurips and nips): one paper may have one id of each without contradiction.
PAPER_SCHEMES = frozenset(_LABELS) - CODE_SCHEMES


class Identity(msgspec.Struct, frozen=True, gc=False):
    """What something identifies. Two identities are the same paper or repository where their `key` is equal.

    `shape` says how it was pointed at: the kind of page (abs, pdf, html, asset, forum, repo, …), or uri, value, text,
    file. `host` is the URL's, in lower case without "www.", "" where there was no URL; hosts with many names (a Google
    Scholar for each country) have one here.
    `mirror` means that the host shows the paper but does not give the scheme's ids: a reader, translator or index.
    `sure` is False where an unknown host's path only looks like a reader's: to be used with corroboration.
    `notes` holds remarks on the spelling: unpadded, subject-class, trailing, http, full-width, redirect, retired-host.
    """

    scheme: str
    value: str
    version: int | None = None
    shape: str = ""
    host: str = ""
    mirror: bool = False
    sure: bool = True
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def label(self) -> str:
        """The id as people write it: `arXiv:2304.08485`, `doi:10.1145/3065386`, `ISBN 9780262033848`."""
        return _LABELS[self.scheme] + self.value


class Malformed(msgspec.Struct, frozen=True, gc=False):
    """What was meant as an id and is none. `raw` is the id as written, `detail` the part that is wrong.

    `reason` is month, too-early, too-late, sequence-zero, digits, version, invisible, placeholder, no-id
    (arXiv) or checksum (ISBN).
    """

    scheme: str
    raw: str
    reason: str
    detail: str = ""
    suggestion: str | None = None


Found = Identity | Malformed | None


def placed(found: Found, shape: str, host: str = "", *, mirror: bool = False, sure: bool = True) -> Found:
    """`found` with the place where it stood; what is no identity stays as it is."""
    if not isinstance(found, Identity):
        return found
    return Identity(found.scheme, found.value, found.version, shape, host, mirror, sure, found.notes)


def noted(found: Found, notes: tuple[str, ...]) -> Found:
    """`found` with further remarks on its spelling."""
    if notes and isinstance(found, Identity):
        return msgspec.structs.replace(found, notes=found.notes + notes)
    return found
