import pytest

from tests.architecture.sources import ROOT


@pytest.fixture(autouse=True)
def scripts_on_the_path(monkeypatch):
    """The scripts import each other as neighbours, and nothing of the program imports them."""
    monkeypatch.syspath_prepend(ROOT / "packaging")


@pytest.fixture
def stub(tmp_path):
    """A folder like the one that PyInstaller makes, with nothing in it."""
    bundle = tmp_path / "dist" / "kesit"
    for name in (
        "kesit",
        "kesit.exe",
        "kesit-cli.exe",
        "_internal/base_library.zip",
        "_internal/licenses/index.html",
    ):
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / name).write_bytes(b"stub")
    return bundle
