"""Licences of what goes along."""

import json
from importlib.metadata import version

import pytest

ROWS = [("numpy.linalg", "", "PYMODULE"), ("pydicom/data/a.dcm", "", "DATA"), ("libz.so.1", "", "BINARY")]


def test_parts_are_listed_with_their_texts(tmp_path):
    import third_party

    third_party.write_notices(ROWS, tmp_path)
    folder = tmp_path / "licenses" / f"numpy-{version('numpy')}"
    assert "numpy" in (folder / "terms.txt").read_text(encoding="utf-8")
    assert len(list(folder.iterdir())) > 1
    page = (tmp_path / "licenses" / "index.html").read_text(encoding="utf-8")
    assert f'href="pydicom-{version("pydicom")}/"' in page
    components = json.loads((tmp_path / "sbom.cdx.json").read_text(encoding="utf-8"))["components"]
    assert components[0]["name"] == "CPython"
    assert [part["purl"] for part in components if "purl" in part] == [
        f"pkg:pypi/numpy@{version('numpy')}",
        f"pkg:pypi/pydicom@{version('pydicom')}",
    ]


@pytest.mark.parametrize("terms", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v2 (GPLv2)"])
def test_a_part_under_the_gpl_stops_the_build(tmp_path, monkeypatch, terms):
    import third_party

    monkeypatch.setattr(third_party, "_terms", lambda item: terms if item.name == "pydicom" else "MIT")
    with pytest.raises(SystemExit, match="under the GPL: pydicom"):
        third_party.write_notices(ROWS, tmp_path)


@pytest.mark.parametrize("place", ["libreadline.so.8", "cv2/libx264-1a2b.so.164", "lib-dynload/_gdbm.so"])
def test_a_library_under_the_gpl_stops_the_build(tmp_path, place):
    import third_party

    with pytest.raises(SystemExit, match="under the GPL"):
        third_party.write_notices([*ROWS, (place, "", "BINARY")], tmp_path)


@pytest.mark.parametrize("terms", ["LGPL-3.0-only", "MIT", "GNU Lesser General Public License v3 (LGPLv3)"])
def test_other_terms_do_not(tmp_path, monkeypatch, terms):
    import third_party

    monkeypatch.setattr(third_party, "_terms", lambda _: terms)
    third_party.write_notices(ROWS, tmp_path)
