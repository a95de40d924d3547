"""The wheel is all an operator needs: the server, the built app and the migrations, in one file."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.log_rules import keys_in
from tests.support.repository import ROOT

# One worker makes it, once.
pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert (ROOT / "backend/stafet/static/index.html").is_file(), "The app is not built yet: run 'make pwa'"
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-qq", "--no-build-isolation", "--no-deps", "-w", folder, ROOT],
        check=True,
    )
    return next(folder.glob("stafet-*.whl"))


def test_the_wheel_holds_the_server_the_app_and_the_migrations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        held = opened.namelist()

    for needed in (
        "stafet/__main__.py",
        "stafet/static/index.html",
        "stafet/static/sw.js",
        "stafet/_migrations/env.py",
    ):
        assert needed in held
    assert [name for name in held if name.startswith("stafet/_migrations/versions/")]


def test_the_wheel_alone_makes_a_database(wheel: Path, tmp_path: Path) -> None:
    """Away from the repository: nothing but what the wheel brings, and its dependencies."""
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(installed)
    away = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
    away |= {"PYTHONPATH": str(installed), "STAFET_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"}
    away |= keys_in(tmp_path)

    where = subprocess.run(
        [sys.executable, "-c", "import stafet; print(stafet.__file__)"],
        env=away, cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    subprocess.run([sys.executable, "-m", "stafet", "migrate"], env=away, cwd=tmp_path, check=True)

    assert where.stdout.startswith(str(installed))
    assert (tmp_path / "new.db").stat().st_size > 0
