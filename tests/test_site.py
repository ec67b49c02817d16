"""What the collection is, and what its site renders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notelint.site import Roots, Site, detect, is_generated, is_template, locale_of, role_of, without_locale
from notelint.site.listing import Listing
from notelint.site.notes import notes
from notelint.site.plugins import loaded as loaded_plugins

Detected = Callable[..., Site]

ASTRO = """
import { defineConfig } from "astro/config";
import mark from "remark-flexible-markers";
import CJK from "remark-cjk-friendly";
import math from "remark-math";
import footnote from "remark-footnotes-extra";
import wiki from "remark-wiki-link"; // not used below
import { remarkGithubAlert as alerts } from "./src/plugins";
import attr from "@/plugins/attr.ts";

export default defineConfig({
  site: "https://example.org//notes", // remarkPlugins: [wiki]
  math: wiki,
  markdown: {
    remarkPlugins: [mark, CJK, [math, { singleDollarTextMath: true }], footnote, [alerts, { format: "]" }], attr],
  },
});
"""


@pytest.fixture
def detected(tmp_path: Path) -> Detected:
    """Makes a collection of files, `{"a.md": "text"}` or only names, and detects its site."""

    def make(*names: str | dict[str, str]) -> Site:
        for name in names:
            for path, text in (name if isinstance(name, dict) else {name: ""}).items():
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                if path.endswith("/"):
                    (tmp_path / path).mkdir(exist_ok=True)
                else:
                    (tmp_path / path).write_text(text, encoding="utf-8")
        listing = Listing(tmp_path)
        return detect(tmp_path, listing, notes(tmp_path, listing=listing))

    return make


def roots_of(site: Site, *configured: str) -> Roots:
    return Roots(site, Listing(Path(site.root)), configured)


def features(site: Site, *names: str) -> dict[str, Any]:
    return {name: getattr(site.dialect, name) for name in names}


# Generators


@pytest.mark.parametrize(
    ("names", "generator", "marker", "content", "assets"),
    [
        (["astro.config.mjs", "src/content/a.md", "public/"], "Astro", "astro.config.mjs", ["src/content"], ["public"]),
        (["hugo.toml", "content/a.md", "static/", "themes/x/static/"], "Hugo", "hugo.toml", ["content"],
         ["static", "themes/x/static"]),
        (["config.toml", "archetypes/", "content/a.md"], "Hugo", "config.toml", ["content"], []),
        (["_config.yml", "source/_posts/a.md", "themes/"], "Hexo", "_config.yml", ["source"], ["source"]),
        (["_config.yml", "_posts/a.md", "assets/"], "Jekyll", "_config.yml", [], [""]),
        (["mkdocs.yml", "docs/a.md", "README.md"], "MkDocs", "mkdocs.yml", ["docs"], ["docs"]),
        (["docusaurus.config.ts", "docs/a.md", "blog/b.md", "static/"], "Docusaurus", "docusaurus.config.ts",
         ["docs", "blog"], ["static"]),
        (["docs/.vitepress/config.mts", "docs/a.md", "docs/public/"], "VitePress", "docs/.vitepress", [],
         ["docs/public"]),
        (["book.toml", "src/a.md"], "mdBook", "book.toml", ["src"], ["src"]),
        (["eleventy.config.js", "a.md", "public/"], "Eleventy", "eleventy.config.js", [], ["public", ""]),
        (["conf.py", "index.rst", "a.md"], "Sphinx", "conf.py", [], [""]),
        (["quartz.config.ts", "content/a.md"], "Quartz", "quartz.config.ts", ["content"], ["content"]),
        ([".obsidian/", "a.md"], "Obsidian", ".obsidian", [], [""]),
        (["website/astro.config.ts", "website/src/content/a.md", "notes/b.md"], "Astro", "website/astro.config.ts",
         ["website/src/content"], []),
        (["_config.yml", "README.md"], "", "", [], []),
        (["conf.py", "README.md"], "", "", [], []),
    ],
)  # fmt: skip
def test_a_marker_tells_the_generator_its_notes_and_its_images(
    detected: Detected, names: list[str], generator: str, marker: str, content: list[str], assets: list[str]
) -> None:
    site = detected(*names)
    assert (site.generator, site.marker) == (generator, marker)
    assert (list(site.content), list(site.assets)) == (content, assets)


def test_a_site_deep_down_with_hardly_a_note_does_not_decide(detected: Detected) -> None:
    assert detected("a.md", "themes/next/_config.yml", "themes/next/source/a.md").generator == "Hexo"
    assert detected(*(f"blog/{n}.md" for n in range(30))).generator == ""


def test_a_vault_inside_a_site_does_not_decide(detected: Detected) -> None:
    assert detected("hugo.yaml", "content/.obsidian/", "content/a.md").generator == "Hugo"


def test_notes_with_embeds_are_a_vault_though_its_settings_are_not_shared(detected: Detected) -> None:
    site = detected({"a.md": "# A\n", "b.md": "![[figure.png]]\n"})
    assert (site.generator, site.marker) == ("Obsidian", "b.md")
    assert site.dialect.why["wikilinks"] == "![[…]] in b.md"


def test_embeds_in_code_and_links_in_brackets_make_no_vault(detected: Detected) -> None:
    text = "`![[a.png]]`\n\n```\n![[b.png]]\n[[c]]\n```\n\n[[Paper](x.pdf)] [[1]] [[1]](#ref) [[2, 3]]\n"
    site = detected({f"{n}.md": text for n in range(5)})
    assert (site.generator, site.dialect.wikilinks) == ("", False)


def test_many_wikilinks_in_a_plain_folder_are_links(detected: Detected) -> None:
    site = detected({f"{n}.md": "see [[other note]]\n" for n in range(4)})
    assert (site.generator, site.dialect.wikilinks, site.dialect.mark) == ("", True, False)
    assert site.dialect.why["wikilinks"] == "[[…]] in 4 of 4 notes"


def test_a_plain_folder_is_read_as_on_github(detected: Detected) -> None:
    site = detected("README.md", "images/")
    assert features(site, "math", "footnotes", "callouts", "mark", "emphasis") == {
        "math": True,
        "footnotes": True,
        "callouts": "github",
        "mark": False,
        "emphasis": "commonmark",
    }
    assert site.dialect.why["math"] == "GitHub's default"


# Dialects


def test_plugins_count_where_astro_loads_them(detected: Detected) -> None:
    site = detected({"astro.config.ts": ASTRO, "src/content/a.md": ""})
    assert features(site, "mark", "math", "inline_footnotes", "callouts", "emphasis", "attributes", "wikilinks") == {
        "mark": True,
        "math": True,
        "inline_footnotes": True,
        "callouts": "titled",
        "emphasis": "cjk-friendly",
        "attributes": True,
        "wikilinks": False,
    }
    assert site.dialect.why["mark"] == "remark-flexible-markers in astro.config.ts"
    assert site.dialect.why["callouts"] == "./remark-github-alert in astro.config.ts"
    assert site.dialect.why["wikilinks"] == "Astro's default"


def test_what_is_only_installed_counts_for_nothing(detected: Detected) -> None:
    site = detected(
        {
            "package.json": '{"dependencies": {"remark-math": "6", "remark-flexible-markers": "1"}}',
            "astro.config.mjs": 'import math from "remark-math";\nexport default {}\n',
            "src/content/a.md": "",
        }
    )
    assert features(site, "mark", "math", "callouts") == {"mark": False, "math": False, "callouts": "none"}


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ('import a from "remark-a";\nexport default { remarkPlugins: [[a, { b: [1] }]] }', ["remark-a"]),
        ('import a from "remark-a";\nconst list = [a];\nexport default { rehypePlugins: list }', ["remark-a"]),
        ('import a from "remark-a";\nconst remarkPlugins = [a];\nexport default { remarkPlugins }', ["remark-a"]),
        ('const a = require("remark-a");\nmodule.exports = { remarkPlugins: [a] }', ["remark-a"]),
        ('module.exports = { remarkPlugins: [require("remark-a"), "./plugins/remark-b"] }',
         ["remark-a"]),
        ('const a = await import("remark-a");\nx = { mdxRemarkPlugins: [a.default] }', ["remark-a"]),
        ('import { a as b } from "remark-a";\nx = { remarkPlugins: [b] }', ["remark-a"]),
        ('import * as a from "markdown-it-a";\nconfig = md => { md.use(a, {}) }', ["markdown-it-a"]),
        ('import a from "remark-a";\nx = { remarkPlugins: [/* a */] }', []),
        ('import a from "remark-a";\nx = { remarkPlugins: [{ a: 1 }], y: a }', []),
        ('import a from "remark-a";\nconst list: Plugin[] = [a];\nx = { "remarkPlugins": list }', ["remark-a"]),
        ('import a, { type B, c } from "remark-a";\nx = { remarkPlugins: [b.a, "use a", c] }', ["remark-a"]),
        ('import a from "remark-a";\nx = { remarkPlugins: [b.a, "use a"] }', []),
        ('import a from "remark-a";\nx = [/["/*]/, 1 / (2), 3 / 4];\ny = { remarkPlugins: [a] }', ["remark-a"]),
        ('import a from "remark-a";\nx = { remarkPlugins: [a], rest: [{', ["remark-a"]),  # cut off
        ('import a from "../lib/callout.mjs";\nx = { remarkPlugins: [a] }', ["./lib/callout"]),
        ("x = { remarkPlugins: [", []),
    ],
)  # fmt: skip
def test_a_plugin_is_loaded_where_it_stands_in_a_list_or_is_used(code: str, loaded: list[str]) -> None:
    assert loaded_plugins(code) == loaded


def test_astro_without_gfm_has_no_tables(detected: Detected) -> None:
    site = detected({"astro.config.mjs": "export default { markdown: { gfm: false } }", "src/content/a.md": ""})
    assert features(site, "tables", "footnotes") == {"tables": False, "footnotes": False}


def test_mkdocs_renders_what_its_extensions_say(detected: Detected) -> None:
    config = (
        "site_name: Notes\n"
        "nav:\n- Home: index.md\n- 'A: B': a.md\n"
        "docs_dir: ./notes/\n"
        "plugins:\n- search\n- roamlinks\n"
        "markdown_extensions:\n"
        "  - admonition\n"
        "  - pymdownx.arithmatex: {generic: true}\n"
        "  - pymdownx.mark\n"
        "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "  - toc:\n      slugify: !!python/name:markdown.extensions.toc.slugify_unicode\n"
        "  # - footnotes\n"
    )
    site = detected({"mkdocs.yml": config, "notes/a.md": ""})
    assert (site.content, site.assets) == (("notes",), ("notes",))
    assert features(site, "admonitions", "math", "mark", "wikilinks", "footnotes", "strikethrough", "tables") == {
        "admonitions": True,
        "math": True,
        "mark": True,
        "wikilinks": True,
        "footnotes": False,
        "strikethrough": False,
        "tables": True,
    }
    assert (site.dialect.emphasis, site.dialect.slugs) == ("python-markdown", ("mkdocs-unicode",))
    assert site.dialect.why["math"] == "pymdownx.arithmatex in mkdocs.yml"


def test_hugo_renders_what_goldmark_is_told_to(detected: Detected) -> None:
    config = (
        "contentDir = 'notes'\n"
        "[markup.goldmark.extensions]\nfootnote = false\n"
        "[markup.goldmark.extensions.passthrough]\nenable = true\n"
        "[markup.goldmark.extensions.extras.mark]\nenable = true\n"
    )
    site = detected({"hugo.toml": config, "notes/a.md": "", "layouts/_markup/render-blockquote.html": ""})
    assert features(site, "math", "mark", "footnotes", "shortcodes", "attributes", "callouts") == {
        "math": True,
        "mark": True,
        "footnotes": False,
        "shortcodes": True,
        "attributes": True,
        "callouts": "titled",
    }
    assert site.content == ("notes",)


def test_hugo_reads_a_folder_of_configurations(detected: Detected) -> None:
    markup = "goldmark:\n  extensions:\n    strikethrough: false\n"
    site = detected(
        {"config/_default/hugo.toml": "contentDir = 'notes'", "config/_default/markup.yaml": markup},
        "notes/a.md",
        "layouts/",
    )
    assert (site.generator, site.content, site.dialect.strikethrough) == ("Hugo", ("notes",), False)


def test_hugo_leaves_callouts_quotes_unless_a_template_or_an_absent_theme_makes_them(detected: Detected) -> None:
    assert detected("hugo.toml", "content/a.md").dialect.callouts == "none"
    assert detected({"hugo.toml": "theme = 'x'"}).dialect.callouts == "titled"


def test_hexo_loads_every_package_of_its_name(detected: Detected) -> None:
    site = detected(
        {
            "_config.yml": "markdown:\n  plugins:\n    - markdown-it-mark\n    # - markdown-it-footnote\n",
            "package.json": '{"dependencies": {"hexo": "7", "hexo-filter-mathjax": "1", "remark-gfm": "4"}}',
        },
        "source/_posts/a.md",
    )
    assert features(site, "math", "mark", "footnotes") == {"math": True, "mark": True, "footnotes": False}
    assert site.dialect.slugs == ("hexo",)


@pytest.mark.parametrize(
    ("version", "markdown", "emphasis"),
    [
        ("^1.6.4", "", "commonmark"),
        ("2.0.0-alpha.15", "", "cjk-friendly"),
        ("^2.0.0", "cjkFriendlyEmphasis: false", "commonmark"),
        ("latest", "", "commonmark"),
    ],
)
def test_vitepress_is_friendly_to_chinese_from_its_second_version_on(
    detected: Detected, version: str, markdown: str, emphasis: str
) -> None:
    package = f'{{"devDependencies": {{"vitepress": "{version}"}}}}'
    config = f"export default {{ markdown: {{ {markdown} }} }}\n"
    site = detected({".vitepress/config.ts": config, "package.json": package}, "a.md")
    assert site.dialect.emphasis == emphasis


@pytest.mark.parametrize(
    ("written", "emphasis"), [("title: A\n", "kramdown"), ("markdown: CommonMarkGhPages\n", "commonmark")]
)
def test_jekyll_s_emphasis_is_that_of_its_markdown(detected: Detected, written: str, emphasis: str) -> None:
    site = detected({"_config.yml": written}, "_posts/2026-01-01-a.md")
    assert site.dialect.emphasis == emphasis


def test_vitepress_uses_what_its_configuration_does(detected: Detected) -> None:
    config = (
        'import footnote from "markdown-it-footnote"\n'
        'export default { srcDir: "./notes", markdown: { math: true, config: (md) => { md.use(footnote) } } }\n'
    )
    site = detected({".vitepress/config.mts": config}, "notes/a.md", "notes/public/")
    assert features(site, "math", "footnotes", "containers", "callouts") == {
        "math": True,
        "footnotes": True,
        "containers": True,
        "callouts": "titled",
    }
    assert (site.content, site.assets) == (("notes",), ("notes/public",))


def test_docusaurus_reads_md_as_mdx_unless_it_is_told_otherwise(detected: Detected) -> None:
    assert detected({"docusaurus.config.js": "export default {}"}, "docs/a.md").dialect.mdx
    plain = {"docusaurus.config.js": "export default { markdown: { format: 'detect' }, staticDirectories: ['files'] }"}
    site = detected(plain, "files/")
    assert (site.dialect.mdx, site.assets) == (False, ("files",))


@pytest.mark.parametrize(
    ("config", "feature"),
    [
        ({"conf.py": "myst_enable_extensions = ['dollarmath']\n", "index.rst": ""}, "math"),
        ({"book.toml": "[output.html]\nmathjax-support = true\n"}, "math"),
        ({"quartz.config.ts": "plugins: [Plugin.ObsidianFlavoredMarkdown(), Plugin.Latex()]"}, "math"),
        ({"quartz.config.ts": "plugins: [Plugin.ObsidianFlavoredMarkdown()]"}, "wikilinks"),
        ({".obsidian/app.json": "{}"}, "comments"),
    ],
)
def test_other_generators_say_it_in_their_own_way(detected: Detected, config: dict[str, str], feature: str) -> None:
    assert getattr(detected(config, "a.md").dialect, feature)


def test_a_plugin_of_one_s_own_that_looks_for_callouts_shows_them(detected: Detected) -> None:
    config = 'import boxes from "./src/boxes.mjs";\nexport default { markdown: { remarkPlugins: [boxes] } };'
    assert (
        detected({"astro.config.mjs": config, "src/boxes.mjs": "export default 1"}, "a.md").dialect.callouts == "none"
    )
    assert detected({"src/boxes.mjs": "const box = /^\\[!(note|tip)]/;"}).dialect.callouts == "titled"


def test_eleventy_shows_callouts_where_its_configuration_makes_them(detected: Detected) -> None:
    code = 'eleventyConfig.addTransform("callout-block", show);'
    assert detected({".eleventy.js": ""}, "a.md").dialect.callouts == "none"
    assert detected({".eleventy.js": code}).dialect.callouts == "titled"


@pytest.mark.parametrize("name", ["hugo.toml", "hugo.yaml", "hugo.json", "mkdocs.yml", "astro.config.mjs", "book.toml"])
@pytest.mark.parametrize("text", ["[", "{", '"', "a: [\n", "[" * 3000, "- 1\n", "1\n", "\x00", "markup = 1\n"])
def test_a_configuration_that_cannot_be_read_tells_nothing(detected: Detected, name: str, text: str) -> None:
    assert detected({name: text}, "a.md").marker == name


# Roots


def test_a_root_relative_image_is_looked_up_where_the_generator_serves_it(detected: Detected) -> None:
    site = detected("astro.config.mjs", "public/images/a.png", "src/content/a.md", "src/assets/")
    roots = roots_of(site)
    assert roots.asset_roots("src/content/a.md") == ("public", "src/assets")
    assert roots.known("src/content/a.md", "/images/b.png")


def test_configured_roots_come_first(detected: Detected) -> None:
    site = detected("astro.config.mjs", "public/", "src/content/a.md")
    assert roots_of(site, "./files/").asset_roots("src/content/a.md") == ("files", "public")


def test_a_site_below_the_root_has_its_own_images(detected: Detected) -> None:
    site = detected("a.md", "web/hugo.toml", "web/static/", "web/content/b.md", "web2/mkdocs.yml", "web2/docs/c.md")
    roots = roots_of(site)
    assert roots.asset_roots("web/content/b.md")[0] == "web/static"
    assert "web2/docs" in roots.asset_roots("web2/docs/c.md")


def test_plain_folders_have_their_usual_places_nearest_first(detected: Detected) -> None:
    site = detected("static/", "a/assets/", "a/b/c.md", "docs/public/")
    assert roots_of(site).asset_roots("a/b/c.md") == ("a/assets", "static", "docs/public")


def test_a_folder_above_is_a_root_for_what_stands_in_it(detected: Detected) -> None:
    roots = roots_of(detected("images/x.png", "a/b/c.md", "a/Files/"))
    assert roots.asset_roots("a/b/c.md") == ()
    assert roots.asset_roots("a/b/c.md", "/images/y.png") == ("",)
    assert roots.asset_roots("a/b/c.md", "/files/y.png") == ("a",)


def test_for_a_note_checked_out_alone_nothing_is_known(detected: Detected) -> None:
    assert not roots_of(detected("a.md")).known("a.md", "/images/x.png")


# Translations


def test_folders_of_languages_hold_translations(detected: Detected) -> None:
    site = detected("note/en/a.md", "note/zh-cn/a.md", "note/zh-cn/b.md", "it/infrastructure.md", "note/ml/c.md")
    assert site.locales == ("en", "zh-cn")
    assert locale_of("note/zh-cn/b.md", site) == "zh-cn"
    assert locale_of("it/infrastructure.md", site) == ""
    assert without_locale("note/zh-cn/a.md", site) == without_locale("note/en/a.md", site) == "note/a.md"


def test_a_language_may_stand_beside_the_original(detected: Detected) -> None:
    site = detected("guide/a.md", "zh/guide/a.md", "it/README.md", "README.md")
    assert site.locales == ("zh",)
    assert without_locale("zh/guide/a.md", site) == "guide/a.md"


def test_docusaurus_keeps_translations_far_from_the_original(detected: Detected) -> None:
    path = "i18n/zh-Hans/docusaurus-plugin-content-docs/current/a.md"
    site = detected("docusaurus.config.ts", "docs/a.md", path)
    assert locale_of(path, site) == "zh-hans"
    assert without_locale(path, site) == "docs/a.md"


@pytest.mark.parametrize(
    ("path", "locale", "shared"),
    [
        ("README.zh-cn.md", "zh-cn", "README.md"),
        ("docs/README_zh.md", "zh", "docs/README.md"),
        ("README-CN.md", "cn", "README.md"),
        ("a/name.en.md", "en", "a/name.md"),
        ("name.zh_TW.md", "zh-tw", "name.md"),
        ("README.md", "", "README.md"),
        ("draw.it.md", "", "draw.it.md"),
        ("learn_en.md", "", "learn_en.md"),
        ("zh/a.md", "", "zh/a.md"),
        (".zh.md", "", ".zh.md"),
    ],
)
def test_the_name_of_a_translation_tells_its_language(path: str, locale: str, shared: str) -> None:
    site = Site(root="/notes")
    assert (locale_of(path, site), without_locale(path, site)) == (locale, shared)


def test_an_ending_means_a_language_where_translations_stand_side_by_side(detected: Detected) -> None:
    site = detected("clip_en.md", "clip_zh.md", "sam.md", "sam-ja.md", "learn-de.md")
    assert site.endings == ("-ja", "_en", "_zh")
    assert [locale_of(path, site) for path in ("vit_zh.md", "sam-ja.md", "learn-de.md")] == ["zh", "ja", ""]


# What is no ordinary note


@pytest.mark.parametrize(
    ("path", "draft"),
    [
        ("_a.md", True),
        ("posts/_a.md", True),
        ("source/_drafts/a.md", True),
        ("_index.md", False),
        ("content/_index.zh.md", False),
        ("_posts/a.md", False),
        ("a_b.md", False),
    ],
)
def test_a_name_with_an_underscore_is_a_draft(path: str, draft: bool) -> None:
    assert (role_of(path) == "draft") is draft


@pytest.mark.parametrize(
    ("path", "head", "template"),
    [
        ("archetypes/default.md", "", True),
        ("Templates/daily.md", "## Tasks\n", True),
        ("meta/01 Templates/T - Paper.md", "# T\n", True),
        ("x/_templates/a.md", "", True),
        ("模板/论文.md", "", True),
        ("pull_request_template.md", "## What\n", True),
        ("daily.md", "---\ncreated: {{date:YYYY-MM-DD}}\n---\n", True),
        ("daily.md", "# {{title}}\n", True),
        ("daily.md", "# <% tp.file.title %>\n", True),
        ("content/templates/a.md", "---\ntitle: Lookup order\n---\n\nText\n", False),
        ("content/templates/a.md", "Created {{date}}\n", True),
        ("paper-template.md", "# {{ title }}\n", True),
        ("C++ template.md", "# Templates in C++\n", False),
        ("cards/paper_card_template.md", "# Card: <Name>\n\nRead it first.\n", True),
        ("data/TEMPLATE.md", "# Data\n\n### Contact\n\n### Place\n\n- Path:\n\n### Use\n", True),
        ("data/TEMPLATE.md", "# Data\n\n### Contact\n\nAda\n\n### Place\n\nParis\n\n### Use\n", False),
        ("templater.md", "Write `{{title}}`:\n\n```\n# {{title}}\n```\n\nor {{title}} in the text.\n", False),
        ("vue.md", "# {{ $frontmatter.title }}\n", False),
    ],
)
def test_a_template_is_no_note(path: str, head: str, template: bool) -> None:
    assert is_template(role_of(path), head) is template


@pytest.mark.parametrize(
    ("text", "generated"),
    [
        ("<!-- 由 src/make_index.py 自动生成 -->\n# 目录\n", True),
        ("---\ntitle: A\n---\n\n<!-- This file is auto-generated. DO NOT EDIT. -->\n", True),
        ("---\n# @generated by tool\ntitle: A\n---\n", True),
        ("[//]: # (This file was generated by docs.py)\n# API\n", True),
        ("%% do NOT edit this file directly, only the template %%\n", True),
        ("> 本文件由脚本自动生成，请勿修改。\n", True),
        ("# Index\n\n*This page is generated by `make index`.*\n", True),
        ("# 方法\n\n自动生成类别相关的语义提示，替代手动点选。\n", False),
        ("This page was written by hand. It is about files that say DO NOT EDIT.\n", False),
        ("<!-- START doctoc generated TOC please keep comment here to allow auto update -->\n", False),
        ("%% ----- Do not edit this section ----- %%\n# Plugin\n", False),
        ("<!-- TODO: edit -->\n# A\n", False),
        ("# A\n" + "text\n" * 400 + "<!-- DO NOT EDIT -->\n", False),
        ("", False),
    ],
)
def test_a_file_that_a_program_writes_says_so_near_its_top(text: str, generated: bool) -> None:
    assert is_generated(text) is generated
