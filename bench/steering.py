"""What steers a run, as nobody would write it: configuration, rules, schema, state files and names, for fuzz.py."""

from __future__ import annotations

import random

GLOB = "*a" * 30 + "b"
RULE = """---
title: No `x`
check: duplicate-entries
items: entries
across: collection
severity: warning
message: "{id} is here twice"
---

Text.
"""
# What stands in a file before it is mutated; each file may be one of several.
SEEDS: dict[str, tuple[str, ...]] = {
    "notelint.yaml": (
        "notes: ['*.md']\nexclude: ['x/', '**/y/*']\nroots: [static]\ndialect: {math: true}\n",
        f"overrides:\n  - files: ['{GLOB}', '**/a/**/b']\n    rules: {{empty-section: off, broken-link: info}}\n",
        "profiles:\n  - files: ['*']\n    schema: schema.json\n    entries: {Arxiv: {required: true}}\n",
        "rule-folders: [my]\nlabels: {paper: [Papier]}\nrules: {empty-section: {severity: error, enabled: true}}\n",
        "links: {hosts: {a.example: {interval: 1.5, at-once: 2, accept: [403]}}}\n",
    ),
    "pyproject.toml": ("[tool.notelint]\nexclude = ['x/']\n[tool.notelint.rules.empty-section]\nseverity = 'info'\n",),
    "schema.json": ('{"properties": {"a": {"type": "string", "format": "date"}, "b": {}}, "required": ["a"]}',),
    "my/rules/some-rule.md": (RULE,),
    "notelint-baseline.json": (
        '{"version": 1, "findings": [\n{"path": "0.md", "rule": "empty-section", "text": "A", "count": 2}\n]}\n',
    ),
    "notelint-papers.json": (
        '{"about": "x", "papers": {"2304.08485": {"title": "T", "version": 2, "published": "2023-04-17"}}}',
    ),
    ".gitignore": (f"{GLOB}\n**/a/**/b/\n!c.md\n[[:alpha:]]*\n",),
    "mkdocs.yml": ("docs_dir: .\nnav:\n  - A: 0.md\nmarkdown_extensions: [footnotes]\nexclude_docs: |\n  x/\n",),
    "hugo.toml": ("contentDir = '.'\n[markup.goldmark.extensions]\nfootnote = false\n",),
    "astro.config.ts": ("import x from './x.mjs';\nexport default defineConfig({publicDir: './p'});\n",),
    "src/content.config.ts": (
        "const notes = defineCollection({ loader: glob({ base: '.', pattern: '**/*.{md,mdx}' }), "
        "schema: z.object({ title: z.string(), tags: z.array(z.string()).optional() }) });\n"
        "export const collections = { notes };\n",
    ),
    "package.json": ('{"dependencies": {"markdown-it-footnote": "1", "vitepress": "^2.0.0"}}',),
    "book.toml": ("[book]\nsrc = '.'\n",),
    "_config.yml": ("markdown: CommonMark\nsource_dir: .\n",),
}
PIECES = (
    *("[", "]", "{", "}", ":", ": ", "- ", "\n", "\n  ", "'", '"', ",", "&a ", "*a", "!!int ", "<<: *a\n", "?", "|\n"),
    *("*", "**/", "../", "/", "..", "#", "\\", "%", "\0", "\ufeff", "\u2028", "\x1b[31m", "null", "true", "~", "-1"),
    *("NaN", ".inf", "1e999", "9" * 5000, "2026-99-99", "\\ud800", "a." * 60, "[[", "[a]\n", "= ", "$ref", "(a+)+$"),
    "<<<<<<< HEAD\n",
)
NAMES = (
    *("a b.md", "-x.md", "#.md", "::error::.md", "\u202e.md", "a\nb.md", "\udcff.md", "'.md", "[a].md"),
    "x/" * 40 + "y.md",
)


def steering(chance: random.Random) -> dict[str, bytes]:
    """Some of the files, mutated, by their paths."""
    names = chance.sample(list(SEEDS), chance.choice((1, 2, 4)))
    return {name: _mutated(chance, chance.choice(SEEDS[name])) for name in names}


def _mutated(chance: random.Random, text: str) -> bytes:
    for _ in range(chance.choice((0, 1, 1, 2, 4, 16))):
        at, size = chance.randrange(len(text) + 1), chance.choice((1, 3, 20))
        kind = chance.randrange(5)
        if kind <= 1:
            text = text[:at] + chance.choice(PIECES) * chance.choice((1, 1, 2, 60, 5000)) + text[at:]
        elif kind == 2:
            text = text[:at] + text[at + size :]
        elif kind == 3:
            text = text[:at] + text[at : at + size] * chance.choice((2, 50, 5000)) + text[at:]
        else:
            text = text[:at] + chance.choice(chance.choice(list(SEEDS.values()))) + text[at:]
        text = text[:400_000]
    return text.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-16")), "surrogatepass")
