import sys

import pytest

from viewer.display import why_no_screen

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux can be without a screen"
)


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@linux_only
def test_without_a_display_the_reason_names_what_is_not_set():
    assert "DISPLAY" in why_no_screen()


@linux_only
def test_a_display_that_nobody_serves_is_noticed_before_qt_aborts(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":9731")
    assert why_no_screen()


@linux_only
def test_a_wayland_socket_that_is_not_there_is_noticed(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert why_no_screen()
    (tmp_path / "wayland-7").touch()
    assert why_no_screen() == ""


def test_a_chosen_platform_is_respected(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert why_no_screen() == ""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert why_no_screen() == "QT_QPA_PLATFORM is offscreen"
