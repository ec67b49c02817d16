from __future__ import annotations

from pathlib import Path

import pytest
from runs import write
from trees import note, view

from notelint.collection.links import Resolver
from notelint.model.items import Anchor, NoteItems


def resolver(root: Path, *files: str, notes: dict[str, NoteItems] | None = None) -> Resolver:
    return view(root, *files, notes=notes).resolver


# Links


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("b.md", "papers/b.md"),
        ("./b.md", "papers/b.md"),
        ("../top.md", "top.md"),
        ("b", "papers/b.md"),
        ("b.md?plain=1", "papers/b.md"),
        ("figures/a%20b.png", "papers/figures/a b.png"),
        ("figures/a b.png", "papers/figures/a b.png"),
        ("c%20d.pdf", "papers/c%20d.pdf"),
        ("%E7%9B%AE%E5%BD%95.md", "papers/目录.md"),
        ("../LICENSE", "LICENSE"),
        ("sub/", "papers/sub/README.md"),
        ("sub", "papers/sub/README.md"),
        ("@site/top.md", "top.md"),
    ],
)
def test_a_relative_link_finds_what_lies_beside_the_note(tmp_path: Path, target: str, found: str) -> None:
    names = ("b.md", "figures/a b.png", "c%20d.pdf", "目录.md", "sub/README.md")
    resolve = resolver(tmp_path, "top.md", "LICENSE", "papers/a.md", *(f"papers/{name}" for name in names))
    got = resolve.link("papers/a.md", target)
    assert (got.kind, got.path) == ("note" if found.endswith(".md") else "file", found)


def test_a_folder_without_an_index_is_a_folder(tmp_path: Path) -> None:
    assert resolver(tmp_path, "a.md", "data/x.csv").link("a.md", "data/").kind == "folder"


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("", "empty"),
        ("https://example.org", "external"),
        ("//example.org/x.md", "external"),
        ("mailto:me@example.org", "external"),
        ("data:image/png;base64,AAAA", "external"),
        ("obsidian://open?vault=x", "external"),
        ("C:\\notes\\b.md", "local"),
        ("{{ site.url }}/b.md", "ignored"),
        ("{% link b.md %}", "ignored"),
        ("${base}/b.md", "ignored"),
        ("<%= url %>", "ignored"),
        ("path/to/b.md", "ignored"),
        ("url", "ignored"),
        ("[https://example.org", "ignored"),
        ("?page=2", "page"),
        ("../b.md", "unknown"),
        ("../../issues", "unknown"),
        ("@/b.md", "unknown"),
        ("~/b.md", "unknown"),
        ("gone.md", "missing"),
        ("opensource", "missing"),
    ],
)
def test_what_a_link_is_in_a_plain_folder(tmp_path: Path, target: str, kind: str) -> None:
    assert resolver(tmp_path, "a.md").link("a.md", target).kind == kind


def test_a_page_of_github_is_unknown_from_a_folder_too(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "docs/a.md")
    assert resolve.link("docs/a.md", "../issues").kind == "unknown"
    assert resolve.link("docs/a.md", "../gone").kind == "missing"


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("www.example.org/x", "https://www.example.org/x"),
        ("example.com", "https://example.com"),
        ("github.com/a/b", "https://github.com/a/b"),
        ("example.io/x", "https://example.io/x"),
        ("me@example.org", "mailto:me@example.org"),
    ],
)
def test_an_address_without_its_scheme_is_told_with_it(tmp_path: Path, target: str, meant: str) -> None:
    got = resolver(tmp_path, "a.md").link("a.md", target)
    assert (got.kind, got.near) == ("address", meant)


def test_a_folder_named_like_a_host_is_a_folder(tmp_path: Path) -> None:
    assert resolver(tmp_path, "a.md", "example.com/x.md").link("a.md", "example.com/x.md").kind == "note"


def test_a_file_named_like_a_domain_is_no_address(tmp_path: Path) -> None:
    assert resolver(tmp_path, "a.md").link("a.md", "model.ai").kind == "missing"


def test_case_is_told_from_what_is_missing(tmp_path: Path) -> None:
    got = resolver(tmp_path, "a.md", "Notes/Clip.md").link("a.md", "notes/clip.md")
    assert (got.kind, got.path) == ("case", "Notes/Clip.md")


def test_a_fragment_belongs_to_the_note_it_stands_in(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "a.md", "b.md")
    first, second = resolve.link("a.md", "#x"), resolve.link("b.md", "#x")
    assert (first.path, first.fragment, second.path) == ("a.md", "x", "b.md")
    assert resolve.link("a.md", "b.md?x#y").fragment == "y"


def test_nothing_in_a_target_raises(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "a.md")
    for target in ("\0", "%00.md", "%ff%fe.md", "a" * 5000 + ".md", "/" * 50, "../" * 500, "#" * 9, "\ud800.md", "%"):
        assert resolve.link("a.md", target).kind
        assert resolve.image("a.md", target).kind
        assert resolve.wikilink("a.md", target).kind


# What was probably meant


def test_a_file_of_that_name_elsewhere_is_near(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "a.md", "papers/clip.md", "x/Pasted image 20251008212240.png")
    assert resolve.link("a.md", "clip.md").near == "papers/clip.md"
    assert resolve.image("a.md", "Pasted image 20251008212240.png").near == "x/Pasted image 20251008212240.png"


def test_two_files_of_that_name_are_none(tmp_path: Path) -> None:
    assert resolver(tmp_path, "a.md", "x/clip.md", "y/clip.md").link("a.md", "clip.md").near == ""


def test_every_folder_has_its_index(tmp_path: Path) -> None:
    assert resolver(tmp_path, "a.md", "x/index.md").link("a.md", "y/index.md").near == ""


def test_a_name_with_one_wrong_letter_is_near(tmp_path: Path) -> None:
    assert resolver(tmp_path, "a.md", "transformer.md").link("a.md", "transfomer.md").near == "transformer.md"


def test_the_next_screenshot_is_not_near(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "a.md", "Pasted image 20251008212240.png", "figure 2.png", "a3f9c2d17b.png")
    for target in ("Pasted image 20251008212241.png", "figure 3.png", "a3f9c2d17c.png"):
        assert resolve.image("a.md", target).near == ""


def test_the_image_with_another_ending_is_near(tmp_path: Path) -> None:
    assert resolver(tmp_path, "a.md", "img/x-ray.webp").image("a.md", "img/x-ray.png").near == "img/x-ray.webp"


# Sites


ASTRO = ("astro.config.mjs", "public/images/a b.png", "src/content/note/a.md", "src/content/note/b.md")
PAGE = "src/content/note/a.md"


def test_a_root_relative_image_is_looked_up_where_the_site_does(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, *ASTRO)
    assert resolve.image(PAGE, "/images/a%20b.png").path == "public/images/a b.png"
    missing = resolve.image(PAGE, "/images/c.png")
    assert (missing.kind, missing.looked_in[0]) == ("missing", "public/images/c.png")


def test_the_folder_that_is_served_does_not_belong_into_an_address(tmp_path: Path) -> None:
    got = resolver(tmp_path, *ASTRO).image(PAGE, "/public/images/a%20b.png")
    assert (got.kind, got.near) == ("served", "/images/a%20b.png")


def test_an_image_beside_the_sources_is_not_served(tmp_path: Path) -> None:
    got = resolver(tmp_path, *ASTRO, "src/figures/c.png").image(PAGE, "/src/figures/c.png")
    assert (got.kind, got.near) == ("missing", "src/figures/c.png")


def test_a_site_may_live_below_an_address_of_its_own(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, *ASTRO)
    assert resolve.image(PAGE, "/my-notes/images/a%20b.png").kind == "unknown"
    assert resolve.image(PAGE, "/images/images/a%20b.png").kind == "missing"


@pytest.mark.parametrize("target", ["/zh-cn/note/x", "/posts/x/", "/tags/vlm", "g", "../b/", "../../note/b"])
def test_addresses_of_pages_are_not_judged(tmp_path: Path, target: str) -> None:
    assert resolver(tmp_path, *ASTRO).link(PAGE, target).kind in ("page", "unknown", "note")


@pytest.mark.parametrize("target", ["/files/x.pdf", "gone.md", "../x.png"])
def test_files_of_a_site_are(tmp_path: Path, target: str) -> None:
    assert resolver(tmp_path, *ASTRO).link(PAGE, target).kind == "missing"


def test_a_page_links_from_its_own_address(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "hugo.toml", "content/posts/a.md", "content/posts/b.md")
    assert resolve.link("content/posts/a.md", "../b/").path == "content/posts/b.md"


def test_a_readme_beside_the_content_is_no_page(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, *ASTRO, "README.md", "LICENSE")
    assert resolve.link("README.md", "LICENSE").kind == "file"
    assert resolve.link("README.md", "GONE").kind == "missing"
    assert resolve.link("README.md", "/src/content/note/a.md").kind == "note"


def test_a_note_alone_cannot_tell_where_images_are(tmp_path: Path) -> None:
    got = resolver(tmp_path, "a.md").image("a.md", "/images/a.png")
    assert got.kind == "unknown"
    assert "public/images/a.png" in got.looked_in


# Wikilinks


def vault(root: Path, *files: str, notes: dict[str, NoteItems] | None = None) -> Resolver:
    return resolver(root, ".obsidian/app.json", *files, notes=notes)


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("Clip", "x/clip.md"),
        ("clip.md", "x/clip.md"),
        ("notes v1.2", "x/notes v1.2.md"),
        ("x/clip", "x/clip.md"),
        ("../x/clip", "x/clip.md"),
        ("y/deep", "x/y/deep.md"),
        ("Ｘ光", "x/Ｘ光.md"),
        ("talk.pdf", "files/talk.pdf"),
        ("Contrastive", "x/clip.md"),
        ("clip#Results", "x/clip.md"),
    ],
)
def test_a_wikilink_finds_a_name_anywhere(tmp_path: Path, target: str, found: str) -> None:
    files = ("n/a.md", "x/clip.md", "x/notes v1.2.md", "x/y/deep.md", "x/Ｘ光.md", "files/talk.pdf")
    resolve = vault(tmp_path, *files, notes={"x/clip.md": note("x/clip.md", aliases=["Contrastive"])})
    assert resolve.wikilink("n/a.md", target).path == found


def test_of_several_notes_with_one_name_the_nearest_is_meant(tmp_path: Path) -> None:
    resolve = vault(tmp_path, "n/a.md", "n/b.md", "m/o/b.md", "b.md", "m/a.md")
    assert resolve.wikilink("n/a.md", "b").path == "n/b.md"
    assert resolve.wikilink("m/a.md", "b").path == "b.md"
    assert resolve.wikilink("m/a.md", "b").ambiguous == ("n/b.md", "m/o/b.md")
    assert resolve.wikilink("m/a.md", "o/b").path == "m/o/b.md"


def test_only_a_fragment_is_the_note_itself(tmp_path: Path) -> None:
    resolve = vault(tmp_path, "n/a.md", "n/b.md")
    assert [resolve.wikilink(path, "#x").path for path in ("n/a.md", "n/b.md")] == ["n/a.md", "n/b.md"]


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("Vision-Transformer", "Vision Transformer"),
        ("vision　transformer", "Vision Transformer"),
        ("Vision Transfomer", "Vision Transformer"),
        ("Vision Transformers", "Vision Transformer"),
        ("Video Transformer", ""),
        ("2025-01-09", ""),
        ("GPT-5", ""),
        ("图像分割", ""),
        ("Notepad", ""),
        ("Unsupervised", ""),
    ],
)
def test_what_a_wikilink_to_nothing_meant(tmp_path: Path, target: str, near: str) -> None:
    names = ("Vision Transformer", "2025-01-08", "GPT-4", "图像分类", "Notepad++", "Supervised")
    got = vault(tmp_path, "a.md", *(f"{name}.md" for name in names)).wikilink("a.md", target)
    assert (got.kind, got.near) == ("missing", near)


def test_a_vault_finds_the_targets_of_markdown_by_name_and_without_case(tmp_path: Path) -> None:
    resolve = vault(tmp_path, "n/a.md", "x/Clip.md", "files/Fig.png")
    assert resolve.link("n/a.md", "clip.md").path == "x/Clip.md"
    assert resolve.link("n/a.md", "../x/clip.md").path == "x/Clip.md"
    assert resolve.image("n/a.md", "fig.png").path == "files/Fig.png"


# Anchors


def anchored(root: Path, *headings: str, **items: list[Anchor]) -> Resolver:
    return resolver(root, notes={"a.md": note("a.md", *headings, **items)})


def anchor(name: str, kind: str = "html") -> Anchor:
    return Anchor(path="a.md", start=0, end=0, name=name, kind=kind)


@pytest.mark.parametrize(
    "fragment",
    [
        "vision-transformervit",
        "视觉语言模型-clip",
        "%E8%A7%86%E8%A7%89%E8%AF%AD%E8%A8%80%E6%A8%A1%E5%9E%8B-CLIP",
        "notes",
        "notes-1",
        "awesome-",
        "Vision Transformer（ViT）",
        "user-content-notes",
        "",
        "top",
        "L10-L20",
        ":~:text=words",
        "notes:~:text=words",
        "fn1",
        "fnref:note",
        "Notes#Vision Transformer（ViT）",
    ],
)
def test_a_fragment_that_some_heading_makes(tmp_path: Path, fragment: str) -> None:
    resolve = anchored(tmp_path, "Vision Transformer（ViT）", "视觉语言模型 CLIP", "Notes", "Notes", "Awesome ")
    assert resolve.anchor("a.md", fragment) is True


@pytest.mark.parametrize("fragment", ["notes-2", "vision", "footer", "topic", "fnord"])
def test_a_fragment_that_none_makes(tmp_path: Path, fragment: str) -> None:
    assert anchored(tmp_path, "Vision Transformer", "Notes", "Notes").anchor("a.md", fragment) is False


def test_ids_and_blocks_are_anchors(tmp_path: Path) -> None:
    resolve = anchored(tmp_path, anchors=[anchor("Here"), anchor("^claim", "block"), anchor("point", "block")])
    for fragment in ("here", "^claim", "^point"):
        assert resolve.anchor("a.md", fragment) is True


def test_only_notes_have_known_anchors(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "a.md", "page.html")
    assert resolve.anchor("page.html", "x") is None
    assert resolve.anchor("page.html", "L3") is True


@pytest.mark.parametrize("text", ['{{% include "x.md" %}}', "--8<-- 'x.md'", "Term\n: meaning", "{% include x.md %}"])
def test_a_note_that_borrows_text_may_have_any_heading(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, "utf-8")
    assert resolver(tmp_path, notes={"a.md": note("a.md")}).anchor("a.md", "x") is None


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Words.", False),
        ('import Part from "./_part.mdx"\n\n<Part />', None),
        ('```js\nimport Part from "./_part.mdx"\n```', False),
        ('import { Tabs } from "@theme/Tabs"', False),
        ('import Table from "./Table"', None),
        ('import Box from "./Box"', False),
        ('import rows from "./rows.json"', False),
    ],
)
def test_only_imported_notes_and_components_that_give_ids_bring_headings(
    tmp_path: Path, text: str, known: bool | None
) -> None:
    (tmp_path / "b.mdx").write_text(text, "utf-8")
    (tmp_path / "Table.jsx").write_text("export default (p) => <tr id={p.name} />", "utf-8")
    (tmp_path / "Box.jsx").write_text("export default (p) => <div>{p.children}</div>", "utf-8")
    assert resolver(tmp_path, "b.mdx", "_part.mdx").anchor("b.mdx", "x") is known


def test_what_would_bring_headings_does_not_in_code(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("```\n--8<-- 'x.md'\n```\n\nor `{% include x %}`\n", "utf-8")
    assert resolver(tmp_path, notes={"a.md": note("a.md")}).anchor("a.md", "x") is False


def test_a_part_of_other_notes_may_speak_of_their_headings(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "hugo.toml", "content/_common/a.md", "content/a.md")
    assert resolve.anchor("content/_common/a.md", "x") is None
    assert resolve.anchor("content/a.md", "x") is False


@pytest.mark.parametrize(
    ("fragment", "near"),
    [
        ("training-method", "Training methods"),
        ("training_methods", "Training methods"),
        ("training-methods-of-today", "Training methods"),
        ("results", "Results on ImageNet"),
        ("method", ""),
        ("数据", ""),
    ],
)
def test_the_heading_that_was_meant(tmp_path: Path, fragment: str, near: str) -> None:
    resolve = anchored(tmp_path, "Training methods", "Results on ImageNet", "数学")
    assert resolve.near_heading("a.md", fragment) == near


def test_obsidian_finds_a_heading_by_how_it_is_written_and_others_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("## See [[b|the other]] & more\n", "utf-8")
    notes = {"a.md": note("a.md", "See the other & more")}
    in_vault = vault(tmp_path, "b.md", notes=notes)
    assert in_vault.anchor("a.md", "See the other more") is True
    assert in_vault.anchor("a.md", "See b the other more") is True
    assert in_vault.anchor("a.md", "See [[b the other]] & more") is True  # the note is read but once
    assert in_vault.anchor("a.md", "See c") is False


def test_elsewhere_a_heading_is_found_by_its_slug_alone(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": "## See [[b|the other]] & more\n"})
    resolve = resolver(tmp_path, "hugo.toml", notes={"content/a.md": note("content/a.md", "See the other & more")})
    assert resolve.anchor("content/a.md", "see-the-other--more") is True
    assert resolve.anchor("content/a.md", "See b the other more") is False


def test_what_is_asked_twice_is_answered_alike(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("{{% include x %}}", "utf-8")
    resolve = vault(tmp_path, notes={"a.md": note("a.md", "Results"), "b.md": note("b.md")})
    for _ in "12":
        assert resolve.near_heading("a.md", "result") == "Results"
        assert resolve.near_heading("gone.md", "result") == ""
        assert resolve.anchor("b.md", "x") is None
        assert resolve.anchor("a.md", "x") is False
        assert resolve.link("a.md", "b.md").path == "b.md"
        assert resolve.wikilink("a.md", "b").path == "b.md"


def test_an_index_is_the_page_of_its_folder_so_that_links_start_there(tmp_path: Path) -> None:
    path = "content/posts/_index.md"
    resolve = resolver(tmp_path, "hugo.toml", path, "content/posts/b.md", "content/posts/_index/c.png", "content/b.md")
    assert resolve.link(path, "b").path == "content/posts/b.md"
    assert resolve.link(path, "c.png").kind == "missing"


def test_what_ends_like_a_note_is_a_path_and_no_address(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "hugo.toml", "content/posts/a.md", "content/posts/a/b.md", "content/c.md")
    assert resolve.link("content/posts/a.md", "b/").path == "content/posts/a/b.md"
    assert resolve.link("content/posts/a.md", "b.md").path == ""
    assert resolve.link("content/posts/a.md", "../c.md").path == "content/c.md"


def test_outside_of_a_site_s_content_a_path_is_a_path(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "hugo.toml", "content/a.md", "content/x.md", "notes/a.md", "notes/a/b.md")
    assert resolve.link("notes/a.md", "b/").kind == "missing"
    assert resolve.link("content/a.md", "b/").kind == "no-page"


def test_a_local_path_is_one_unless_it_is_there(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "a.md", "home/me/x/fig.png")
    assert resolve.link("a.md", "/home/you/x/fig.png").kind == "local"
    assert resolve.link("a.md", "/home/me/x/fig.png").kind == "file"


def test_a_wikilink_on_a_site_finds_the_site_s_own_notes_first(tmp_path: Path) -> None:
    files = ("hugo.toml", ".obsidian/app.json", "content/n/a.md", "content/m/x.md", "x.md", "other/x.md", "other/b.md")
    resolve = resolver(tmp_path, *files)
    assert resolve.wikilink("content/n/a.md", "x").path == "content/m/x.md"
    assert resolve.wikilink("content/n/a.md", "x").ambiguous == ()
    assert resolve.wikilink("other/b.md", "x").path == "other/x.md"


def test_hugo_shows_what_lies_beside_the_pages_and_others_do_not(tmp_path: Path) -> None:
    files = ("content/posts/a.md", "content/images/x.png")
    assert resolver(tmp_path / "hugo", "hugo.toml", *files).image("content/posts/a.md", "/images/x.png").kind == "file"
    assert resolver(tmp_path / "hugo", *files).image("content/posts/a.md", "/images/y.png").kind == "missing"
    plain = ("src/content/config.ts", "astro.config.mjs", "src/content/note/a.md", "src/content/note/images/x.png")
    got = resolver(tmp_path / "astro", *plain, "public/y.png").image("src/content/note/a.md", "/images/x.png")
    assert got.kind == "missing"


def test_an_image_is_a_file_and_neither_a_folder_nor_a_note(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "a.md", "b.md", "images/x.png")
    assert resolve.link("a.md", "images").kind == "folder"
    assert resolve.image("a.md", "images").kind == "missing"
    assert resolve.link("a.md", "b").kind == "note"
    assert resolve.image("a.md", "b").kind == "missing"


def test_letters_case_counts_for_files_of_a_site_and_for_its_addresses(tmp_path: Path) -> None:
    resolve = resolver(tmp_path, "hugo.toml", "content/a.md", "content/Guide.md", "content/Talk.pdf")
    assert resolve.link("content/a.md", "talk.pdf").kind == "astray"  # which would be looked for below /a/
    assert resolve.link("content/a.md", "/guide").kind == "note"
    assert resolve.link("content/a.md", "/Guide").kind == "no-page"
    assert resolver(tmp_path / "plain", "a.md", "Guide.md").link("a.md", "guide.md").kind == "case"


def test_one_wikilink_with_a_fragment_and_one_without_lead_to_one_note(tmp_path: Path) -> None:
    resolve = vault(tmp_path, "a.md", "b c.md")
    assert resolve.wikilink("a.md", "b c#d").fragment == "d"
    assert resolve.wikilink("a.md", "b%20c").path == "b c.md"
    assert resolve.wikilink("a.md", "https://example.org").kind == "external"


def test_two_pages_of_one_folder_link_from_their_own_addresses(tmp_path: Path) -> None:
    files = ("content/posts/a.md", "content/posts/b.md", "content/posts/a/x.png", "content/posts/b/y.png")
    resolve = resolver(tmp_path, "hugo.toml", *files)
    assert resolve.image("content/posts/a.md", "x.png").path == "content/posts/a/x.png"
    assert resolve.image("content/posts/b.md", "x.png").kind == "missing"
    assert resolve.image("content/posts/b.md", "y.png").path == "content/posts/b/y.png"


def test_a_file_that_is_nowhere_in_a_vault_is_missing(tmp_path: Path) -> None:
    assert vault(tmp_path, "a.md").link("a.md", "gone.md").kind == "missing"


@pytest.mark.parametrize(
    "fragment", ["Results 2024 all", "Results (2024): all", "results 2024  all", "Results: [2024] all"]
)
def test_obsidian_does_not_mind_the_symbols_of_a_heading(tmp_path: Path, fragment: str) -> None:
    assert vault(tmp_path, notes={"a.md": note("a.md", "Results (2024): all")}).anchor("a.md", fragment) is True


def test_what_is_not_found_may_be_where_nobody_looks(tmp_path: Path) -> None:
    """In a vault of which a part lies elsewhere, or of which a folder cannot be listed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "one/.obsidian").mkdir(parents=True)
    (tmp_path / "one/linked").symlink_to(tmp_path / "elsewhere")
    assert vault(tmp_path / "one", "a.md").wikilink("a.md", "gone").kind == "unknown"
    assert vault(tmp_path / "one", "a.md").link("a.md", "gone.md").kind == "unknown"
    closed = view(tmp_path / "two", ".obsidian/app.json", "a.md")
    closed.listing.unreadable["private"] = "Permission denied"
    assert closed.resolver.wikilink("a.md", "gone").kind == "unknown"
    assert closed.listing.missed == {"private"}


def test_a_page_in_html_is_one_that_a_site_makes_or_a_file(tmp_path: Path) -> None:
    site = resolver(tmp_path / "site", "hugo.toml", "content/a.md", "notes/b.md")
    assert site.link("content/a.md", "gone.html").kind == "no-page"
    assert site.link("notes/b.md", "gone.html").kind == "missing"
    assert resolver(tmp_path / "plain", "a.md").link("a.md", "gone.html").kind == "missing"


def test_what_is_found_is_meant_before_what_differs_in_case(tmp_path: Path) -> None:
    files = ("content/posts/a.md", "content/posts/Fig.png", "content/posts/a/fig.png")
    resolve = resolver(tmp_path, "hugo.toml", *files)
    assert resolve.image("content/posts/a.md", "fig.png").path == "content/posts/a/fig.png"
