"""The same in less space."""

import ctypes
import json
import shutil
import subprocess

import pytest

COMPILER = pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")


def test_a_large_table_keeps_its_content_and_loses_its_spaces(tmp_path):
    import slim

    table = {f"module {n}": [{"keyword": "Ünite", "path": ["a", "b"]}] for n in range(20_000)}
    source = tmp_path / "table.json"
    source.write_text(json.dumps(table, indent=2), encoding="utf-8")
    short = slim.without_spaces(str(source), tmp_path / "short")
    assert json.loads((tmp_path / "short" / "table.json").read_text(encoding="utf-8")) == table
    assert (tmp_path / "short" / "table.json").stat().st_size < source.stat().st_size / 1.5
    assert short == str(tmp_path / "short" / "table.json")


def test_a_small_file_stays_as_it_is(tmp_path):
    import slim

    source = tmp_path / "table.json"
    source.write_text("{ }")
    assert slim.without_spaces(str(source), tmp_path / "short") == str(source)


@pytest.mark.parametrize(
    "item",
    [
        "root.res",
        "tr.res",
        "en_GB.res",
        "coll/tr.res",
        "curr/pool.res",
        "coll/ucadata.icu",
        "zone/res_index.res",
        "nfc.nrm",
    ],
)
def test_what_sorting_in_our_languages_needs_stays(item):
    import slim

    assert slim._speaks(item)


@pytest.mark.parametrize(
    "item",
    [
        "de.res",
        "coll/zh_Hant.res",
        "curr/fr_CA.res",
        "gb18030.cnv",
        "translit/el.res",
        "brkitr/thaidict.dict",
        "yue.res",
    ],
)
def test_other_languages_and_encodings_go(item):
    import slim

    assert not slim._speaks(item)


@COMPILER
def test_what_only_a_left_out_library_needed_goes_too(tmp_path):
    from prune import without_orphans

    paths = {name: tmp_path / name for name in ("libdeep.so", "libmiddle.so", "libused.so", "qt.so")}
    _compile("int deep(void) { return 1; }", paths["libdeep.so"])
    _compile(
        "int deep(void); int middle(void) { return deep(); }", paths["libmiddle.so"], str(paths["libdeep.so"])
    )
    _compile("int used(void) { return 1; }", paths["libused.so"])
    _compile("int used(void); int qt(void) { return used(); }", paths["qt.so"], str(paths["libused.so"]))
    rows = [(name, str(path), "BINARY") for name, path in paths.items()]
    rows.append(("PySide6/Qt/plugins/libplugin.so", str(paths["libused.so"]), "BINARY"))
    rows.append(("libdeep.txt", "", "DATA"))
    assert {row[0] for row in without_orphans(rows)} == {
        "libused.so", "qt.so", "PySide6/Qt/plugins/libplugin.so", "libdeep.txt",
    }  # fmt: skip


@COMPILER
def test_opencv_calls_the_openblas_of_scipy(stub):
    import slim

    libraries = stub / "_internal"
    opencvs, scipys, cv2 = (libraries / name for name in ("opencv_python_headless.libs", "scipy.libs", "cv2"))
    for folder in (opencvs, scipys, cv2):
        folder.mkdir()
    own = opencvs / "libopenblasp-r0.so"
    _compile("int cblas_dgemm(int n) { return n; } int other(void) { return 0; }", own)
    _compile("int scipy_cblas_dgemm(int n) { return 10 * n; }", scipys / "libscipy_openblas-1.so")
    user = cv2 / "cv2.abi3.so"
    _compile("int cblas_dgemm(int); int gemm(int n) { return cblas_dgemm(n) + 1; }", user,
             str(own), "-Wl,-rpath,$ORIGIN/../opencv_python_headless.libs")  # fmt: skip
    assert slim.share_openblas(stub) > 0
    assert ctypes.CDLL(str(user)).gemm(4) == 41


@COMPILER
def test_an_openblas_that_lacks_something_is_not_shared(stub):
    import slim

    libraries = stub / "_internal"
    for name in ("opencv_python_headless.libs", "scipy.libs"):
        (libraries / name).mkdir()
    own = libraries / "opencv_python_headless.libs" / "libopenblasp-r0.so"
    _compile("int dgeev_(int n) { return n; }", own)
    _compile("int scipy_dgemm_(int n) { return n; }", libraries / "scipy.libs" / "libscipy_openblas-1.so")
    _compile("int dgeev_(int); int eig(int n) { return dgeev_(n); }", libraries / "user.so", str(own))
    assert slim.share_openblas(stub) == 0
    assert ctypes.CDLL(str(own)).dgeev_(3) == 3


def _compile(code, target, *more):
    command = [
        "cc",
        "-shared",
        "-fPIC",
        "-x",
        "c",
        "-",
        "-o",
        str(target),
        f"-Wl,-soname,{target.name}",
        "-x",
        "none",
    ]
    subprocess.run([*command, *more], input=code, text=True, check=True)
