"""What demo and tests both need before they start: npm packages, styles, catalogues."""

import os
import shutil
import subprocess

from zhanqun.config import assets
from zhanqun.config.commands import catalogues
from zhanqun.config.commands.steps import ROOT, VAR, CommandFailed, run_logged, step_once

OLDEST_NODE = 20
BUILT = VAR / "static-built"


def run(arguments: list[str]) -> int:
    """`make setup`: prepare everything that needs no database."""
    prepare()
    return 0


def prepare() -> None:
    """Raises CommandFailed where Node is missing or a package cannot be installed."""
    check_node()
    install_packages()
    build_assets()
    catalogues.compile_stale()


def check_node() -> None:
    """Raise CommandFailed unless Node 20 or newer, with npm, is on the PATH."""
    node = shutil.which("node")
    version = ""
    if node:
        version = subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=False
        ).stdout.strip()
    is_old = not version or int(version.lstrip("v").split(".")[0]) < OLDEST_NODE
    if is_old or not shutil.which("npm"):
        raise CommandFailed(
            f"需要 Node.js {OLDEST_NODE} 或更高版本及 npm，现为 {version or '未安装'}。"
            f" Node.js {OLDEST_NODE} or newer with npm is needed; found {version or 'none'}."
        )


def install_packages() -> None:
    inputs = [ROOT / "package.json", ROOT / "package-lock.json"]
    packages = ROOT / "node_modules"
    with step_once("npm", "前端依赖 front-end packages", inputs, result=packages) as changed:
        if changed:
            run_logged("npm", ["npm", "ci", "--ignore-scripts"], dict(os.environ))


def build_assets() -> None:
    inputs = [ROOT / "package-lock.json", *assets.sources()]
    with step_once("assets", "样式 stylesheets", inputs, result=BUILT) as changed:
        if changed:
            assets.build(BUILT, packages=ROOT)
