"""What the ends and the stems of names tell."""

from __future__ import annotations

NOTE_ENDINGS = (".md", ".markdown", ".mdx")
NOTE_SUFFIXES = frozenset(NOTE_ENDINGS)
# What notes are called, without their endings, whose names say what they are for; see `plain_stem`.
FOLDER_PAGES = frozenset({"index", "readme", "_index"})  # what is shown where a folder is asked for
OVERVIEWS = frozenset({"home", "summary", "_sidebar"})  # what leads through a wiki or a book
REPOSITORY_PAGES = frozenset({"changelog", "contributing", "license", "security"})  # what is shown beside a repository
# The files of `FOLDER_PAGES`, the first that there is before the others.
FOLDER_PAGE_FILES = (
    *("index.md", "README.md", "_index.md", "index.mdx", "readme.md", "Readme.md", "index.markdown", "index.html"),
)
IMAGE_SUFFIXES = frozenset(
    ("png", "jpg", "jpeg", "jfif", "gif", "svg", "webp", "avif", "apng", "bmp", "ico", "tif", "tiff", "heic")
)
# What a path must end with to name a file for certain: on a site anything else may be a page's address.
FILE_SUFFIXES = IMAGE_SUFFIXES | frozenset(
    (
        *("md", "markdown", "mdx", "rst", "txt", "tex", "bib", "pdf", "epub", "ipynb", "canvas", "base", "drawio"),
        *("doc", "docx", "ppt", "pptx", "xls", "xlsx", "csv", "tsv", "json", "jsonl", "yaml", "yml", "toml"),
        *("py", "js", "ts", "c", "h", "cpp", "cc", "java", "rs", "go", "sh", "zip", "gz", "tar", "7z", "rar"),
        *("mp3", "wav", "m4a", "ogg", "mp4", "mov", "webm", "mkv", "avi"),
    )
)


def suffix_of(path: str) -> str:
    """What follows the last dot of the last name, lower case; "" without a dot, or with nothing before it."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return suffix.lower() if dot and stem else ""


def plain_stem(path: str) -> str:
    """The last name up to its first dot, lower case: `readme` for `docs/README.zh-CN.md`."""
    return path.rpartition("/")[2].partition(".")[0].lower()
