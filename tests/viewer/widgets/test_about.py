from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTextBrowser

from viewer.widgets import help_dialogs
from viewer.widgets.help_dialogs import TextDialog, about_html


def test_a_checkout_promises_no_licence_texts():
    assert "href" not in about_html()


def test_an_installed_program_leads_to_the_licences_of_its_parts(qtbot, tmp_path, monkeypatch):
    page = tmp_path / "deneme klasörü" / "index.html"
    page.parent.mkdir()
    page.write_text("")
    opened = []
    monkeypatch.setattr(help_dialogs, "LICENCES", page)
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    html = about_html()
    dialog = TextDialog("About", html)
    qtbot.addWidget(dialog)
    address = html.partition("href='")[2].partition("'")[0]
    dialog.findChild(QTextBrowser).anchorClicked.emit(QUrl(address))
    assert [Path(url.toLocalFile()) for url in opened] == [page]
