"""The pages of a site: what links find as its readers follow them, each generator by a small site of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from runs import notelint, write


def told(root: Path, files: Mapping[str, str], note: str) -> list[str]:
    """The destinations in a note of which it is told that they lead nowhere, as they are written."""
    write(root, files)
    rules = "broken-link,broken-anchor,missing-image,image-case"
    ran = notelint("check", root, "--all", "--format", "json", "--select", rules)
    lines = files[note].split("\n")
    found = [each for each in ran.report["findings"] if each["path"].endswith(note)]
    places = sorted((each["line"], each["column"], each["end_column"]) for each in found)
    return [lines[line - 1][start - 1 : end - 1] for line, start, end in places]


PAGE = "---\ntitle: {}\n---\n\n{}\n"


@pytest.mark.parametrize("kind", ["mkdocs", "hugo", "canonical"])
def test_a_path_from_the_top_leaves_a_site_that_is_served_in_a_folder(tmp_path: Path, kind: str) -> None:
    hugo = "baseURL = 'https://example.org/base/'\n"
    config, content = {
        "mkdocs": ({"mkdocs.yml": "site_url: https://example.org/base/\n"}, "docs"),
        "hugo": ({"hugo.toml": hugo}, "content"),
        "canonical": ({"hugo.toml": hugo + "canonifyURLs = true\n"}, "content"),
    }[kind]
    files = {
        f"{content}/index.md": "# X\n",
        f"{content}/b.md": "# B\n",
        f"{'static' if content == 'content' else content}/x.png": "",
        **config,
    }
    files[f"{content}/a.md"] = "# A\n\n[a](/b/) ![a](/x.png)\n\n[a](/base/b/) [a](/) ![a](/base/x.png)\n"
    assert told(tmp_path, files, f"{content}/a.md") == ([] if kind == "canonical" else ["/b/", "/x.png"])


def test_paths_of_zensical_count_from_the_note_in_html_too(tmp_path: Path) -> None:
    files = {
        "zensical.toml": "[project]\n",
        "docs/guide/b.md": "# B\n",
        "docs/index.md": "# X\n",
        "docs/guide/x.png": "",
    }
    links = '[a](b.md) [a](b) [a](b/) <a href="b/">a</a> <img alt="a" src="x.png">\n\n[a](../b/) ![a](../x.png)\n'
    files["docs/guide/a.md"] = f"# A\n\n{links}"
    assert told(tmp_path, files, "docs/guide/a.md") == ["../b/", "../x.png"]


def test_a_readme_is_its_folders_address_in_zensical_also_where_an_index_is_its_page(tmp_path: Path) -> None:
    files = {"zensical.toml": "[project]\n", "docs/index.md": "# X\n", "docs/empty/x.png": ""}
    broken = "README.md ../empty/README.md ../readme.md"
    assert told(tmp_path, files | linked("docs/guide/a.md", "../README.md", broken), "docs/guide/a.md") == (
        broken.split()
    )


@pytest.mark.parametrize(
    ("config", "fine", "broken"),
    [
        pytest.param(
            {"mkdocs.yml": "site_name: x\n"},
            "b.md ../b/ ../ /guide/b/ ../b/#part /img/x.png ../../tips/ . /404.html",
            "b ./b/ /guide/c/ b.html ../b/#Part ../c/ /tips.html",
            id="with a folder for each page",
        ),
        pytest.param(
            {"mkdocs.yml": "site_name: x\nuse_directory_urls: false\n"},
            "b.md b.html b /guide/b.html ../tips.html",
            "../b/ c.html /guide/c.html",
            id="with files for pages",
        ),
        pytest.param(
            {"mkdocs.yml": "plugins:\n- redirects:\n    redirect_maps:\n      old.md: tips.md\n- gen-files\n"},
            "/old/ /made/by/code/ /img/x.png",
            "gone.md",
            id="with plugins that make pages",
        ),
        pytest.param(
            {"mkdocs.yml": "plugins:\n- search\n- blog\n"},
            "/blog/2024/01/02/news/ /blog/archive/",
            "/other/2024/",
            id="with a blog",
        ),
    ],
)
def test_mkdocs(tmp_path: Path, config: dict[str, str], fine: str, broken: str) -> None:
    files = {"docs/guide/b.md": "# B\n\n## Part\n", "docs/tips.md": "# Tips\n", "docs/index.md": "# X\n"}
    files |= {"docs/img/x.png": "", "docs/guide/index.md": "# Guide\n"}
    assert told(tmp_path, {**config, **files, **linked("docs/guide/a.md", fine, broken)}, "docs/guide/a.md") == (
        broken.split()
    )


def linked(path: str, fine: str, broken: str, front: str = "") -> dict[str, str]:
    """A note that has a link to each address."""
    return {path: front + "".join(f"- [x]({each})\n" for each in (*fine.split(), *broken.split()))}


def test_html_is_left_as_it_is_written(tmp_path: Path) -> None:
    text = '<a href="b.md">b</a> <a href="../b/">b</a> <img alt="x" src="x.png"> <img alt="x" src="../x.png">\n'
    files = {"mkdocs.yml": "site_name: x\n", "docs/a.md": text, "docs/b.md": "# B\n", "docs/x.png": ""}
    assert told(tmp_path, files, "docs/a.md") == ["b.md", "x.png"]


def test_vitepress(tmp_path: Path) -> None:
    fine = "b b.md b.html ./b /guide/b /guide/b.md#part ../ /moved /guide/"
    broken = "c /guide/c ../b /guide /old b#Part b/../c.html"
    files = {
        ".vitepress/config.ts": "export default { rewrites: { 'old.md': 'moved.md' } }\n",
        "guide/b.md": "## Part\n",
        "index.md": "# X\n",
        "guide/index.md": "# G\n",
        "old.md": "# O\n",
    }
    assert told(tmp_path, files | linked("guide/a.md", fine, broken), "guide/a.md") == broken.split()


def test_vitepress_moves_a_folder(tmp_path: Path) -> None:
    files = {".vitepress/config.ts": "export default { rewrites: { 'en/:rest*': ':rest*' } }\n", "en/b.md": "# B\n"}
    assert told(tmp_path, files | linked("en/guide/a.md", "/b ../b", "/en/b c"), "en/guide/a.md") == ["/en/b", "c"]


def test_dynamic_routes_are_not_judged_and_all_else_is(tmp_path: Path) -> None:
    files = {".vitepress/config.ts": "export default {}\n", "pkg/[name].md": "# {{ $params.name }}\n"}
    assert told(tmp_path, files | linked("a.md", "/pkg/any", "/other/any"), "a.md") == ["/other/any"]


CONFIG = "module.exports = { presets: [['classic', { docs: { routeBasePath: 'learn' } }]] };\n"


def test_docusaurus(tmp_path: Path) -> None:
    fine = "./b.md ./b /learn/guide/b /learn/named /learn/guide/ /blog /blog/2024/01/02/news /about /learn/tags/x /"
    broken = "./c.md ./c /learn/guide/02-b /learn/guide/c /blog/2024/01/02/olds /docs/guide/b /abuot"
    files = {
        "docusaurus.config.js": CONFIG,
        "docs/guide/02-b.md": "# B\n",
        "docs/guide/b.md": "# B\n",
        "docs/guide/c/deep.md": PAGE.format("Deep", "").replace("title", "slug: /named\ntitle"),
        "docs/guide/index.md": "# G\n",
        "blog/2024-01-02-news.md": "# News\n",
        "src/pages/about.js": "export default () => null\n",
    }
    assert told(tmp_path, files | linked("docs/guide/a.md", fine, broken), "docs/guide/a.md") == broken.split()


def test_a_translation_is_asked_for_its_own_headings(tmp_path: Path) -> None:
    here = "i18n/de/docusaurus-plugin-content-docs/current"
    files = {
        "docusaurus.config.js": CONFIG,
        "docs/a.md": "# A\n",
        "docs/b.md": "## Setup\n",
        f"{here}/b.md": "## Aufbau\n",
    }
    files |= linked(f"{here}/a.md", "/learn/b#aufbau /de/learn/b", "/learn/b#setup /learn/c")
    assert told(tmp_path, files, f"{here}/a.md") == ["/learn/b#setup", "/learn/c"]


HUGO = {
    "content/posts/_index.md": PAGE.format("Posts", ""),
    "content/posts/b.md": PAGE.format("B", "## Part").replace("title", "tags: [VLM]\naliases: [/old/]\ntitle"),
    "content/posts/bundle/index.md": PAGE.format("Bundle", "![](x.png) ![](y.png)"),
    "content/posts/bundle/x.png": "",
    "static/img/z.png": "",
    "layouts/x.html": "",
}


def test_hugo_leaves_links_as_they_are_written(tmp_path: Path) -> None:
    fine = "../b/ /posts/b /old/ /tags/vlm/ /tags/ /posts/ ../bundle/ /img/z.png ../b/#part /posts/page/2/ /index.xml"
    broken = "b.md b ../c/ /posts/c/ /tags/llm/ ../b/#Part /posts/B/"
    files = {"hugo.toml": "title = 'x'\n", **HUGO, **linked("content/posts/a.md", fine, broken)}
    assert told(tmp_path, files, "content/posts/a.md") == broken.split()


def test_hugo_s_own_hook_finds_notes(tmp_path: Path) -> None:
    config = "[markup.goldmark.renderHooks.link]\nuseEmbedded = 'always'\n"
    files = {"hugo.toml": config, **HUGO, **linked("content/posts/a.md", "b.md b /posts/b.md B.md", "c.md /posts/c/")}
    assert told(tmp_path, files, "content/posts/a.md") == ["c.md", "/posts/c/"]


def test_a_hook_of_the_theme_may_lead_anywhere_that_is_no_file(tmp_path: Path) -> None:
    files = {"hugo.toml": "theme = 't'\n", "themes/t/layouts/_default/_markup/render-link.html": "", **HUGO}
    files |= linked("content/posts/a.md", "c ../d/ b.md", "gone.md")
    assert told(tmp_path, files, "content/posts/a.md") == ["gone.md"]


def test_an_image_of_a_bundle_lies_at_its_page(tmp_path: Path) -> None:
    files = {"hugo.toml": "permalinks.posts = '/:year/:slug/'\n", **HUGO}
    note = "content/posts/bundle/index.md"
    for path in ("content/posts/b.md", note):
        files[path] = files[path].replace("title", "date: 2024-01-02\ntitle")
    files |= linked("content/about.md", "/2024/bundle/", "/posts/bundle/ /2024/bundel/")
    assert told(tmp_path, files, note) == ["y.png"]
    assert told(tmp_path, files, "content/about.md") == ["/posts/bundle/", "/2024/bundel/"]


def test_hugo_s_shortcodes(tmp_path: Path) -> None:
    text = '{{< figure src="gone.png" >}}\n\n{{< figure src="x.png" >}}\n\n'
    text += '[x]({{< ref "/posts/b" >}}) [x]({{< relref "c.md" >}}) {{% ref path="b.md#part" %}} {{< ref "b#prat" >}}\n'
    files = {"hugo.toml": "title = 'x'\n", **HUGO, "content/posts/bundle/index.md": PAGE.format("x", text)}
    assert told(tmp_path, files, "content/posts/bundle/index.md") == ["gone.png", "c.md", "b#prat"]


def test_jekyll(tmp_path: Path) -> None:
    fine = "/2024/01/02/one.html /guide.html /guide /files/x.pdf"
    broken = "/2024/01/03/one.html /2024/01/02/one/ /guide/b.html /x.pdf"
    files = {
        "_config.yml": "title: x\n",
        "_posts/2024-01-02-one.md": PAGE.format("One", ""),
        "guide.md": PAGE.format("G", ""),
        "files/x.pdf": "",
        **linked("_posts/2024-01-03-two.md", fine, broken.replace(" /2024/01/02/one/", ""), "---\ntitle: Two\n---\n\n"),
    }
    assert told(tmp_path, files, "_posts/2024-01-03-two.md") == broken.replace(" /2024/01/02/one/", "").split()


def test_a_collection_of_jekyll(tmp_path: Path) -> None:
    config = "collections:\n  articles:\n    output: true\n    permalink: /:path/\n"
    files = {
        "_config.yml": config,
        "Gemfile": "gem 'jekyll'\n",
        "_layouts/x.html": "",
        "_articles/b.md": PAGE.format("B", "## Part"),
        "_articles/de/b.md": PAGE.format("B", "## Teil"),
    }
    files |= linked(
        "_articles/de/a.md", "../b/#teil /b/#part", "b.md ../b/#part /articles/b.html", "---\ntitle: A\n---\n\n"
    )
    assert told(tmp_path, files, "_articles/de/a.md") == ["b.md", "../b/#part", "/articles/b.html"]


def test_hexo(tmp_path: Path) -> None:
    fine = "/2024/01/02/one/ /about/ /tags/any/ /about/index.html"
    broken = "one.md ../one/ /2024/01/03/one/ /abuot/"
    files = {
        "_config.yml": "title: x\npermalink: :year/:month/:day/:title/\n",
        "scaffolds/post.md": "",
        "source/_posts/one.md": "---\ndate: 2024-01-02 10:00:00\n---\n",
        "source/about/index.md": PAGE.format("About", ""),
        **linked("source/_posts/two.md", fine, broken, "---\ndate: 2024-01-03\n---\n\n"),
    }
    assert told(tmp_path, files, "source/_posts/two.md") == broken.split()


def test_starlight_shows_what_is_not_translated_in_the_first_language(tmp_path: Path) -> None:
    code = (
        "import starlight from '@astrojs/starlight';\nexport default defineConfig({ integrations: [starlight({"
        " defaultLocale: 'root', locales: { root: { label: 'English' }, de: { label: 'Deutsch' } } })] });\n"
    )
    fine = "/guide/b/ /de/guide/b/ ../b/ /named/ /"
    broken = "b.md /guide/c/ /fr/guide/b/ /guide/Named-One/"
    files = {
        "astro.config.mjs": code,
        "src/content/docs/index.md": "# X\n",
        "src/content/docs/guide/b.md": "# B\n",
        "src/content/docs/guide/Named One.md": PAGE.format("N", "").replace("title", "slug: named\ntitle"),
        **linked("src/content/docs/guide/a.md", fine, broken),
    }
    assert told(tmp_path, files, "src/content/docs/guide/a.md") == broken.split()


def test_astro_s_dynamic_route_shows_a_collection(tmp_path: Path) -> None:
    route = (
        "---\nimport { getCollection } from 'astro:content';\nexport async function getStaticPaths() {\n"
        "  return (await getCollection('note')).map((e) => ({ params: { id: e.id }, props: { e } }));\n}\n---\n"
    )
    files = {"astro.config.mjs": "export default {}\n", "src/pages/note/[...id].astro": route}
    files |= {"src/pages/tags/[tag].astro": "", "src/pages/index.astro": "", "src/content/note/b.md": "# B\n"}
    files |= linked("src/content/note/a.md", "/note/b/ ../b/ / /tags/any/", "b.md /note/c/ /other/")
    assert told(tmp_path, files, "src/content/note/a.md") == ["b.md", "/note/c/", "/other/"]


def test_eleventy(tmp_path: Path) -> None:
    code = 'export default function (c) { c.addPassthroughCopy("img"); c.addPassthroughCopy({ files: "d" }); }\n'
    fine = "/posts/b/ ../b/ /named/ /img/x.png /d/y.pdf"
    broken = "b.md /posts/c/ /files/y.pdf"
    files = {
        "eleventy.config.js": code,
        "posts/b.md": "# B\n",
        "posts/c.md": PAGE.format("C", "").replace("title", "permalink: /named/\ntitle"),
        "img/x.png": "",
        "files/y.pdf": "",
        **linked("posts/a.md", fine, broken),
    }
    assert told(tmp_path, files, "posts/a.md") == broken.split()
