"""The File menu: opening, what failed, closing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from viewer.core.language import tr
from viewer.services.opening import OpeningService
from viewer.services.recent_places import RecentPlaces
from viewer.services.settings import LAST_FOLDER, Settings
from viewer.services.start_folder import start_folder
from viewer.state.session import Session
from viewer.widgets.failures_dialog import FailuresDialog

Handler = Callable[[bool], object]

_IMAGES = (
    "*.dcm *.dicom *.ima DICOMDIR *.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd "
    "*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp *.zip"
)


class FileCommands(QObject):
    """What the rows of the File menu do."""

    def __init__(
        self,
        window: QWidget,
        opening: OpeningService,
        session: Session,
        settings: Settings,
        recent: RecentPlaces,
    ) -> None:
        super().__init__(window)
        self._window, self._opening = window, opening
        self._session, self._settings, self._recent = session, settings, recent
        self.handlers: dict[str, Handler] = {
            "file.open_files": lambda _: self._ask(QFileDialog.FileMode.ExistingFiles, tr("Open files")),
            "file.open_folder": lambda _: self._ask(QFileDialog.FileMode.Directory, tr("Open folder")),
            "file.open_sample": lambda _: opening.open_sample(),
            "file.cancel": lambda _: opening.cancel(),
            "file.failures": lambda _: self.show_failures(),
            "file.close_all": lambda _: self.close_all(),
            "file.quit": lambda _: window.close(),
        }

    @Slot(list)
    def open_paths(self, paths: list[Path]) -> None:
        """Open what was chosen, dropped or named, and remember it."""
        for path in paths[:1]:
            folder = path if path.is_dir() else path.parent
            self._settings.set(LAST_FOLDER, str(folder))
            self._recent.add(path.absolute())
        self._opening.open(paths)

    def show_failures(self) -> None:
        FailuresDialog(self._session.failures, self._window).open()

    def close_all(self) -> None:
        self._opening.cancel()
        self._session.set_studies(())
        self._session.set_failures(())

    def fill_recent_menu(self, menu: QMenu) -> None:
        """List what was opened last; made anew each time the menu opens."""
        menu.clear()
        for path in self._settings.recent:
            entry = menu.addAction(f"{path.parent.name}/{path.name}")
            entry.setToolTip(str(path))
            entry.triggered.connect(lambda _=False, wanted=path: self.open_paths([wanted]))
        if menu.isEmpty():
            menu.addAction(tr("Nothing yet")).setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction(tr("Forget these")).triggered.connect(self._recent.forget)

    def _ask(self, mode: QFileDialog.FileMode, title: str) -> None:
        everything = tr("All files, also DICOM without an extension")
        kinds = f"{tr('Images')} ({_IMAGES});;{everything} (*)"
        dialog = QFileDialog(self._window, title, start_folder(self._settings), kinds)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._on_dialog_files_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(list)
    def _on_dialog_files_selected(self, names: list[str]) -> None:
        self.open_paths([Path(name) for name in names])
