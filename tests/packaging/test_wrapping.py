"""Packages made of an empty bundle: what they contain is checked by the tools of the systems they are for."""

import re
import shutil
import subprocess

import pytest

from tests.architecture.sources import ROOT
from viewer.__main__ import COMMANDS

LINUX = ROOT / "packaging" / "linux"


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs {program}")


@pytest.fixture
def icons_folder(tmp_path, monkeypatch):
    import icons

    monkeypatch.setattr(icons, "FOLDER", tmp_path / "icons")
    icons.make_icons(tmp_path / "icons")


@needs("dpkg-deb")
def test_the_debian_package_puts_everything_in_its_place(stub, icons_folder):
    import deb

    package = deb.make(stub, stub.parent, "1.2.3", "cpu")
    listing = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True
    ).stdout
    for place in (
        "./opt/kesit/kesit",
        "./usr/bin/kesit -> /opt/kesit/kesit",
        "./usr/share/applications/kesit.desktop",
        "./usr/share/mime/packages/kesit.xml",
        "./usr/share/man/man1/kesit.1.gz",
        "./usr/share/icons/hicolor/scalable/apps/kesit.svg",
        "./usr/share/icons/hicolor/48x48/apps/kesit.png",
        "./usr/share/doc/kesit/copyright",
    ):
        assert f" {place}\n" in listing
    assert set(re.findall(r" (\w+/\w+) ", listing)) == {"root/root"}
    version = subprocess.run(
        ["dpkg-deb", "--field", package, "Version"], capture_output=True, text=True, check=True
    )
    assert version.stdout == "1.2.3\n"


@needs("dpkg-deb")
def test_libraries_in_the_debian_package_are_no_programs(stub, icons_folder):
    import deb

    library = stub / "_internal" / "libqt.so.6"
    library.write_bytes(b"stub")
    for path in (library, stub / "kesit"):
        path.chmod(0o755)
    package = deb.make(stub, stub.parent, "1.2.3", "cpu")
    listing = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True
    ).stdout
    modes = {line.split()[-1]: line.split()[0] for line in listing.splitlines()}
    assert modes["./opt/kesit/_internal/libqt.so.6"] == "-rw-r--r--"
    assert modes["./opt/kesit/kesit"] == "-rwxr-xr-x"


@needs("desktop-file-validate")
def test_the_menu_entry_is_sound():
    subprocess.run(["desktop-file-validate", LINUX / "kesit.desktop"], check=True)


def test_the_man_page_names_every_command():
    page = (LINUX / "kesit.1").read_text(encoding="utf-8").replace("\\-", "-")
    assert [name for name in COMMANDS if f".B {name} " not in page] == []
    for option in ("--sample", "--model", "--selftest", "--forget"):
        assert option in page


@needs("makensis")
def test_the_installer_for_windows_compiles(stub, icons_folder):
    import wrap

    installer = wrap.installer(stub, stub.parent, "cpu")
    assert installer.read_bytes()[:2] == b"MZ"
