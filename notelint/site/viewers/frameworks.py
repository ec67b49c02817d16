"""Frameworks that make pages of Markdown by plugins: nothing but their configuration tells what they render."""

from __future__ import annotations

from notelint.site.configuration import scripted
from notelint.site.viewer import JAVASCRIPT, JS_YAML_3, SITE, Marker, Viewer, with_endings

GATSBY = Viewer(
    name="Gatsby",
    markers=(Marker(with_endings("gatsby-config")),),
    content=("content", "src/pages"),
    assets=("static",),
    configure=scripted,
    understood=False,
    routed=True,
    front_matter_at_top=True,
    components=True,
    yaml=JS_YAML_3,
    dialect=SITE,
)
NUXT = Viewer(
    name="Nuxt",
    markers=(Marker(with_endings("nuxt.config")),),
    content=("content",),
    assets=("public", "static"),
    configure=scripted,
    understood=False,
    routed=True,
    components=True,
    yaml=JAVASCRIPT,
    dialect={**SITE, "containers": True},
    footnotes_known=True,
)
NEXT = Viewer(
    name="Next.js",
    markers=(Marker(with_endings("next.config")),),
    content=("content", "posts", "pages", "src"),
    assets=("public",),
    configure=scripted,
    understood=False,
    routed=True,
    components=True,
    yaml=JS_YAML_3,
    dialect=SITE,
)
