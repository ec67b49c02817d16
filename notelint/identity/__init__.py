"""What a URL, a field's value, a file's name or a text identifies: papers by the ids of their archives, and code."""

from notelint.identity.arxiv import month_of
from notelint.identity.model import PAPER_SCHEMES, Identity, Malformed
from notelint.identity.text import identify_field, identify_file, identify_text
from notelint.identity.titles import name_matches
from notelint.identity.urls import has_paper_host, identify_url

__all__ = [
    "PAPER_SCHEMES",
    "Identity",
    "Malformed",
    "has_paper_host",
    "identify_field",
    "identify_file",
    "identify_text",
    "identify_url",
    "month_of",
    "name_matches",
]
