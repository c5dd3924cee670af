"""Front-end files (前端资源): bundled at set-up, hashed when collected; none is committed."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import deflate
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

FRONTEND = Path(__file__).parent / "frontend"
STYLES = Path(__file__).parents[1] / "ui" / "static-src" / "css"
SCRIPTS = Path(__file__).parents[1] / "ui" / "static" / "ui" / "js"
# What every public page loads; each enhances what it finds. The alert bar has its own address.
PAGE_SCRIPT, NOT_IN_IT = "ui/js/page.mjs", ("alert.mjs",)


# Kept for ever by browsers and asked for with every first visit: worth the best level but one.
TWINS_OF = (".css", ".js", ".mjs", ".svg", ".json")
TWIN_FROM_BYTES = 512
BROTLI_QUALITY, GZIP_LEVEL = 9, 12


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Every file under a name that tells its content, the modules that scripts import too; with
    compressed twins beside, so that nginx compresses nothing."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        for name, hashed_name, outcome in super().post_process(paths, dry_run, **options):
            if hashed_name and hashed_name.endswith(TWINS_OF):
                _write_twins(Path(self.path(hashed_name)))
            yield name, hashed_name, outcome


def _write_twins(file: Path) -> None:
    """Beside a file whose name tells its content: once made they stay right."""
    body = file.read_bytes()
    if len(body) < TWIN_FROM_BYTES or file.with_name(file.name + ".gz").exists():
        return
    packed = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    file.with_name(file.name + ".br").write_bytes(packed)
    file.with_name(file.name + ".gz").write_bytes(bytes(deflate.gzip_compress(body, GZIP_LEVEL)))


# The desk's text editor: its parts register with one another, so they can be one file. Its words
# are those of the editor it was forked from, which they still call by name.
EDITOR_PARTS = {
    "desk/editor.js": (
        "hugerte/hugerte.min.js",
        "hugerte/icons/default/icons.min.js",
        "hugerte/themes/silver/theme.min.js",
        "hugerte/models/dom/model.min.js",
        *(
            f"hugerte/plugins/{name}/plugin.min.js"
            for name in ("autolink", "autoresize", "charmap", "code", "fullscreen", "image", "link",
                         "lists", "searchreplace", "table", "visualblocks")
        ),
        "tinymce-i18n/langs6/zh-Hans.js",
    ),
    "desk/editor.css": ("hugerte/skins/ui/oxide/skin.min.css",),
    "desk/editor-content.css": ("hugerte/skins/ui/oxide/content.min.css",),
}  # fmt: skip


# The viewer of PDF files, in its build for older browsers; its worker fetches the rest by name:
# character maps of Chinese fonts that a file does not embed, the standard fonts, decoders.
PDF = "desk/pdf"
PDF_PARTS = (
    "legacy/build/pdf.min.mjs", "legacy/build/pdf.worker.min.mjs", "cmaps", "standard_fonts",
    "wasm", "iccs",
)  # fmt: skip
# Uploads in parts, from the desk's forms.
UPLOAD_PARTS = {"desk/tus.js": ("tus-js-client/dist/tus.min.js",)}
# The player of films in segments, on public pages; fetched when somebody watches one.
PLAYER_PARTS = {"ui/player/hls.mjs": ("hls.js/dist/hls.light.min.mjs",)}
# Draws the QR code of a public page, fetched when a reader asks for it.
QR_PARTS = {"ui/js/qr.mjs": ("lean-qr/nano.mjs",)}
# What computes the proof of work of public forms, beside the page.
PROOF_PARTS = {"intake/altcha-sha.js": ("altcha/dist/workers/sha.js",)}
SCRIPT_PARTS = EDITOR_PARTS | UPLOAD_PARTS | PLAYER_PARTS | QR_PARTS | PROOF_PARTS
_LINKED = re.compile(r"^(import|export)\s", re.MULTILINE)
# Maps to the sources of a package are not served.
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def stylesheets() -> dict[Path, str]:
    """Source files and the static names of what is built from them: the face, and its modes."""
    modes = {source: f"ui/css/{source.name}" for source in sorted(STYLES.glob("mode-*.css"))}
    return {STYLES / "index.css": "ui/css/face.css", **modes}


def sources() -> list[Path]:
    """Everything the built files depend on."""
    return sorted([*STYLES.rglob("*.css"), *_scripts(), *FRONTEND.iterdir(), Path(__file__)])


def build(target: Path, *, packages: Path) -> None:
    """Bundle the stylesheets into `target`, using the npm packages installed in `packages`.

    Raises CalledProcessError where a stylesheet is wrong.
    """
    pairs = [part for source, name in stylesheets().items() for part in (source, target / name)]
    command = ["node", FRONTEND / "bundle.mjs", *pairs]
    subprocess.run([str(part) for part in command], cwd=packages, check=True)
    _bundle_scripts(target / PAGE_SCRIPT)
    for name, parts in SCRIPT_PARTS.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        texts = ((packages / "node_modules" / part).read_text(encoding="utf-8") for part in parts)
        joined = "\n".join(texts).replace("tinymce.addI18n(", "hugerte.addI18n(")
        (target / name).write_text(_SOURCE_MAP.sub("", joined), encoding="utf-8")
    for part in PDF_PARTS:
        _copy(packages / "node_modules" / "pdfjs-dist" / part, target / PDF / Path(part).name)


def _scripts() -> list[Path]:
    """Scripts that stand alone; one that imports others, or is imported, keeps its own address."""
    found = (path for path in SCRIPTS.glob("*.mjs") if path.name not in NOT_IN_IT)
    return sorted(path for path in found if not _LINKED.search(path.read_text(encoding="utf-8")))


def _bundle_scripts(target: Path) -> None:
    """One request instead of one a script; each in a scope of its own, failing by itself."""
    target.parent.mkdir(parents=True, exist_ok=True)
    texts = (path.read_text(encoding="utf-8") for path in _scripts())
    target.write_text(
        "".join(f"(async () => {{\n{text}}})();\n" for text in texts), encoding="utf-8"
    )


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
