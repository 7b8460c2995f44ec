"""What goes into the folder."""

import ctypes
import os
import shutil
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT


@pytest.mark.parametrize(
    "place",
    [
        "torch/include/ATen/ATen.h",
        "torch/bin/protoc-3.13.0.0",
        "torch/lib/libXNNPACK.a",
        "torchvision/_C.so",
        "PySide6/opengl32sw.dll",
        "torchvision\\_C.pyd",  # as PyInstaller names it on Windows
        "libgtk-3.so.0",
        "nvidia/cu13/lib/libcusolverMg.so.12",
        "nvidia/cu13/lib/libnvrtc.alt.so.13",
        "nvidia/nvshmem/lib/nvshmem_transport_ibrc.so.3",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt6Qml.dll",
        "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/plugins/tls/qschannelbackend.dll",
    ],
)
def test_what_nothing_uses_stays_out(place):
    from prune import is_unused

    assert is_unused(place)


@pytest.mark.parametrize(
    "place",
    [
        "torch/lib/libtorch_cpu.so",
        "torch/bin/torch_shm_manager",  # torch does not import without it
        "torchvision/__init__.py",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "nvidia/cu13/lib/libcusolver.so.12",
        "nvidia/cu13/lib/libnvrtc.so.13",
        "nvidia/cu13/lib/libnvrtc-builtins.so.13.0",
        "nvidia/nvshmem/lib/libnvshmem_host.so.3",
        "nvidia/cu13/lib/libcufile.so.0",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "resources/models/brain-mri/weights.safetensors",
        "highdicom/_icc_profiles/sRGB_v4_ICC_preference.icc",
    ],
)
def test_what_is_used_goes_in(place):
    from prune import is_unused

    assert not is_unused(place)


def test_a_cpu_bundle_with_cuda_in_it_stops_the_build(stub):
    import flavours

    flavours.examine(stub, "cpu")
    (stub / "_internal" / "libcublas.so.13").write_bytes(b"")
    with pytest.raises(SystemExit, match=r"holds _internal.libcublas"):
        flavours.examine(stub, "cpu")


def test_a_cuda_bundle_names_what_it_lacks(stub):
    import flavours

    for name in ("torch/lib/libtorch_cuda.so", "torch/lib/libc10_cuda.so", "nvidia/cu13/lib/libcudart.so.13",
                 "nvidia/cu13/lib/libcublas.so.13"):  # fmt: skip
        (stub / "_internal" / name).parent.mkdir(parents=True, exist_ok=True)
        (stub / "_internal" / name).write_bytes(b"")
    with pytest.raises(SystemExit, match=r"has no \*cudnn\*$"):
        flavours.examine(stub, "cuda")
    (stub / "_internal" / "libcudnn.so.9").write_bytes(b"")
    flavours.examine(stub, "cuda")


def test_a_cpu_bundle_leaves_out_what_torchvision_needs_of_cuda(monkeypatch):
    import flavours

    rows = [("libcudart.so.13", "", "BINARY"), ("torch/lib/libc10.so", "", "BINARY")]
    monkeypatch.setattr(flavours, "installed", lambda: "cpu")
    assert flavours.fitting(rows) == rows[1:]
    monkeypatch.setattr(flavours, "installed", lambda: "cuda")
    assert flavours.fitting(rows) == rows


def test_another_flavour_than_is_installed_is_refused(monkeypatch):
    import flavours

    monkeypatch.setattr(flavours, "installed", lambda: "cpu")
    assert flavours.agreed(None) == "cpu"
    assert flavours.agreed("cpu") == "cpu"
    with pytest.raises(SystemExit, match="is the cpu one"):
        flavours.agreed("cuda")


def test_icons_hold_every_size_drawn_sharp(tmp_path):
    import icons
    from PIL import Image

    icons.make_icons(tmp_path)
    windows, mac = Image.open(tmp_path / "kesit.ico"), Image.open(tmp_path / "kesit.icns")
    assert {16, 24, 32, 48, 256} <= {width for width, _ in windows.info["sizes"]}
    assert mac.size == (1024, 1024)
    for size in icons.PNG_SIZES:
        drawn = Image.open(tmp_path / f"kesit-{size}.png")
        assert drawn.size == (size, size)
        assert drawn.getpixel((0, 0))[3] == 0  # round corners
        assert drawn.getpixel((size // 2, size - 2))[3] == 255


def test_the_wizard_draws_without_opengl():
    """The stand-ins are what pyqtgraph needs: with them in the place of Qt's own it makes a plot."""
    code = (
        "import importlib.util, sys, PySide6\n"
        "PySide6.__path__.insert(0, sys.argv[1])\n"
        "import pyqtgraph, PySide6.QtOpenGL, PySide6.QtOpenGLWidgets\n"
        "assert PySide6.QtOpenGL.__file__.startswith(sys.argv[1])\n"
        "assert PySide6.QtOpenGLWidgets.__file__.startswith(sys.argv[1])\n"
        "application = pyqtgraph.mkQApp()\n"
        "plot = pyqtgraph.PlotWidget()\n"
        "plot.plot([1, 2, 3])\n"
        "assert not plot.grab().isNull()\n"
    )
    folder = ROOT / "packaging" / "stand_ins" / "PySide6"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=True)


@pytest.mark.skipif(shutil.which("cc") is None or shutil.which("patchelf") is None, reason="needs patchelf")
def test_the_folder_of_the_builders_python_is_forgotten(stub):
    import prune

    library = stub / "_internal" / "python3.12" / "lib-dynload" / "_json.so"
    library.parent.mkdir(parents=True)
    command = ["cc", "-shared", "-x", "c", "-", "-o", str(library), f"-Wl,-rpath,{sys.base_prefix}/lib"]
    subprocess.run(command, input="int one(void) { return 1; }", text=True, check=True)
    assert prune.forget_build_machine(stub) == 1
    assert prune.forget_build_machine(stub) == 0
    assert ctypes.CDLL(str(library)).one() == 1


def test_a_bundle_for_windows_brings_the_cpp_libraries_that_its_parts_name(tmp_path):
    import visual_cpp

    libraries = tmp_path / "_internal"
    libraries.mkdir()
    (libraries / "torch_cpu.dll").write_bytes(
        b"MZ..KERNEL32.dll\0VCRUNTIME140.dll\0VCRUNTIME140_THREADS.dll\0"
    )
    (libraries / "vcruntime140.dll").write_bytes(b"MZ")
    with pytest.raises(SystemExit, match=r"vcruntime140_threads\.dll \(torch_cpu\.dll needs it\)"):
        visual_cpp.examine(tmp_path)
    (libraries / "VCRUNTIME140_threads.dll").write_bytes(b"MZ")
    visual_cpp.examine(tmp_path)
