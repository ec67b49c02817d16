from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from notelint.site.listing import Listing
from notelint.site.schema import Collection, load, read

BLOG = """
import { glob } from "astro/loaders";
import { defineCollection } from "astro:content";
import { z } from "astro/zod";

/** The articles: title: z.string() */
const note = defineCollection({
	// drafts begin with an underscore
	loader: glob({ pattern: ["**/*.md", "!**/_*.md", "!**/_*/*.md"], base: "./src/content/note" }),
	schema: z.object({
		title: z.string(), // Required
		timestamp: z.date(),
		series: z.string().optional(),
		tags: z.array(z.string()).optional(),
		toc: z.boolean().default(false),
		top: z.number().int().nonnegative().default(0)
	})
});

const preface = defineCollection({
	loader: glob({ pattern: "**/*.md", base: "./src/content/preface" }),
	schema: z.object({ timestamp: z.date() })
});

const information = defineCollection({
	loader: glob({ pattern: "**/*.{md,mdx,yaml}", base: "./src/content/information" })
});

export const collections = { note, preface, information };
"""


def collection(text: str) -> Collection:
    return read(text, "src/content.config.ts")[0]


def with_schema(schema: str, before: str = "") -> Collection:
    loader = 'glob({ pattern: "*.md", base: "notes" })'
    return collection(
        f"{before}\nexport const collections = {{ a: defineCollection({{ loader: {loader}, schema: {schema} }}) }}"
    )


def field(expression: str, before: str = "") -> tuple[str, bool]:
    (found,) = with_schema(f"z.object({{ f: {expression} }})", before).fields
    return found.type, found.required


def test_a_plain_configuration_is_read() -> None:
    note, preface, information = read(BLOG, "src/content.config.ts")
    assert (note.name, note.base, note.plain) == ("note", "src/content/note", True)
    assert note.patterns == ("**/*.md", "!**/_*.md", "!**/_*/*.md")
    assert [(each.name, each.type, each.required) for each in note.fields] == [
        ("title", "string", True),
        ("timestamp", "date", True),
        ("series", "string", False),
        ("tags", "array", False),
        ("toc", "boolean", False),
        ("top", "number", False),
    ]
    assert preface.required == ("timestamp",)
    assert (information.fields, information.plain) == ((), True)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("z.string().min(1).regex(/^[a-z)]+$/)", ("string", True)),
        ("z.enum(['a', 'b'])", ("string", True)),
        ("z.coerce.date()", ("date", True)),
        ("z.coerce.string()", ("string", False)),
        ("z.coerce.boolean()", ("boolean", False)),
        ("z.string().nullable()", ("string", True)),
        ("z.string().nullish()", ("string", False)),
        ("z.string().catch('')", ("string", False)),
        ("z.string().optional().transform(f)", ("string", False)),
        ("z.array(z.string().optional())", ("array", True)),
        ("z.string().array()", ("array", True)),
        ("z.object({ a: z.string().optional() })", ("unknown", True)),
        ("z.union([z.string(), z.date()])", ("unknown", True)),
        ("z.union([z.string(), z.undefined()])", ("unknown", False)),
        ("z.string().or(z.date())", ("unknown", True)),
        ("z.string().or(z.date().optional())", ("unknown", False)),
        ("z.nullable(z.number())", ("number", True)),
        ("z.optional(z.number())", ("unknown", False)),
        ("z.any()", ("unknown", False)),
        ("z.preprocess(f, z.string())", ("unknown", False)),
        ("z.string().superLax()", ("unknown", False)),
        ("imported", ("unknown", False)),
        ("image()", ("unknown", True)),
        ("image().optional()", ("unknown", False)),
        ("reference('authors')", ("unknown", True)),
    ],
)
def test_a_field_is_required_where_nothing_else_can_be(expression: str, expected: tuple[str, bool]) -> None:
    assert field(expression) == expected


def test_names_stand_for_what_the_file_gives_them() -> None:
    assert field("tags", "const tags = z.array(z.string())") == ("array", True)
    assert with_schema("shape", "const shape = ({ image }) => z.object({ cover: image() })").required == ("cover",)


def test_names_that_turn_in_circles_are_unknown() -> None:
    assert field("a", "const a = b; const b = a") == ("unknown", False)
    assert field("a", "const a = z.union([a, a])") == ("unknown", False)


@pytest.mark.parametrize(
    "schema",
    [
        "common",
        "common.extend({ a: z.string() })",
        "z.object({ ...common, a: z.string() })",
        "z.object({}).merge(b)",
        "f(z)",
    ],
)
def test_a_schema_that_only_running_it_tells_says_nothing(schema: str) -> None:
    found = with_schema(schema)
    assert (found.plain, found.required) == (False, ())


@pytest.mark.parametrize(
    "settings",
    [
        "loader: file('a.json')",
        "loader: glob({ pattern, base: 'a' })",
        "loader: glob({ pattern: '*.md', base: '../outside' })",
        "loader: glob({ pattern: '*.md', base: new URL('x', import.meta.url) })",
        "loader: glob({ pattern: '!(x).md' })",
        "type: 'data'",
        "...shared",
    ],
)
def test_notes_that_only_running_it_tells_are_none(settings: str) -> None:
    text = (
        f"export const collections = {{ a: defineCollection({{ {settings}, schema: z.object({{ t: z.string() }}) }}) }}"
    )
    assert not collection(text).plain


def test_a_collection_without_loader_has_its_folder() -> None:
    found = collection("export const collections = { 'my blog': defineCollection({ type: 'content' }) } as const")
    assert (found.base, found.plain) == ("src/content/my blog", True)


@pytest.mark.parametrize(
    "text", ["", "export const collections = f()", "export const collections = { ...a }", "{", "x" * 300_000]
)
def test_anything_else_gives_no_collections(text: str) -> None:
    assert read(text, "src/content.config.ts") == []


def schemas(root: Path, files: dict[str, str], folder: str = "") -> Any:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return load(SimpleNamespace(folder=folder), Listing(root))  # type: ignore[arg-type]


def test_a_note_has_the_schema_of_its_collection(tmp_path: Path) -> None:
    schema = schemas(tmp_path, {"src/content.config.ts": BLOG})
    assert schema("src/content/note/zh-cn/a.md").name == "note"
    assert schema("src/content/preface/a.md").name == "preface"
    assert schema("src/content/note/_draft.md") is None
    assert schema("src/content/note/a.mdx") is None
    assert schema("src/content/notes/a.md") is None
    assert schema("README.md") is None


def test_a_site_in_a_folder_has_its_schema_there(tmp_path: Path) -> None:
    schema = schemas(tmp_path, {"web/src/content/config.mts": BLOG}, folder="web")
    assert schema("web/src/content/note/a.md").source == "web/src/content/config.mts"
    assert schema("src/content/note/a.md") is None


def test_a_collection_that_is_not_plain_has_no_schema(tmp_path: Path) -> None:
    schema = schemas(
        tmp_path, {"src/content.config.ts": BLOG.replace("schema: z.object({\n", "schema: z.object({ ...own,\n")}
    )
    assert schema("src/content/note/a.md") is None
    assert schema("src/content/preface/a.md") is not None


def test_a_folder_without_configuration_has_none(tmp_path: Path) -> None:
    assert schemas(tmp_path, {"a.md": ""})("a.md") is None


@pytest.mark.parametrize(
    ("expression", "lenient", "nullable", "element"),
    [
        ("z.string()", False, False, "unknown"),
        ("z.coerce.date()", True, False, "unknown"),
        ("z.number().catch(0)", True, False, "unknown"),
        ("z.string().nullish()", False, True, "unknown"),
        ("z.nullable(z.string())", False, True, "unknown"),
        ("z.array(z.string()).optional()", False, False, "string"),
        ("z.number().array()", False, False, "number"),
        ("z.array(z.coerce.string())", False, False, "unknown"),
    ],
)
def test_what_else_a_field_takes(expression: str, lenient: bool, nullable: bool, element: str) -> None:
    (found,) = with_schema(f"z.object({{ f: {expression} }})").fields
    assert (found.lenient, found.nullable, found.element) == (lenient, nullable, element)


@pytest.mark.parametrize(
    ("schema", "drops"),
    [
        ("z.object({ f: z.string() })", True),
        ("z.object({ f: z.string() }).strict()", True),
        ("z.object({ f: z.string() }).passthrough()", False),
        ("z.looseObject({ f: z.string() })", False),
    ],
)
def test_a_schema_drops_what_it_does_not_name(schema: str, drops: bool) -> None:
    assert with_schema(schema).drops is drops


def test_names_that_stand_for_unions_of_each_other_are_each_read_once() -> None:
    """Read one by one, these would be ten to the power of fifteen."""
    lines = [f"const a{n} = z.union([{', '.join([f'a{n + 1}'] * 10)}]);" for n in range(15)]
    script = "\n".join([*lines, "const a15 = z.string();", "const own = z.union([own, own]);"])
    (found,) = read(
        f"{script}\nexport const collections = {{ c: defineCollection({{ schema: z.object({{ f: a0, g: own }}) }}) }};",
        "content.config.ts",
    )
    assert [(field.name, field.required) for field in found.fields] == [("f", True), ("g", False)]


def test_collections_of_one_schema_share_it() -> None:
    names = ", ".join(f"c{n}: c" for n in range(500))
    script = "const s = z.object({ f: z.string() });\nconst c = defineCollection({ schema: s });\n"
    found = read(f"{script}export const collections = {{ {names} }};", "content.config.ts")
    assert len(found) == 500
    assert found[0].fields is found[499].fields
