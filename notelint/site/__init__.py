"""What the collection is: its generator, its folders, its dialect, its translations, and what in it is no note."""

from notelint.site.assets import Roots
from notelint.site.detection import detect
from notelint.site.dialect import Dialect
from notelint.site.locales import is_locale, locale_of, without_locale
from notelint.site.model import Site
from notelint.site.unusual import Role, is_generated, is_template, role_of

__all__ = [
    "Dialect",
    "Role",
    "Roots",
    "Site",
    "detect",
    "is_generated",
    "is_locale",
    "is_template",
    "locale_of",
    "role_of",
    "without_locale",
]
