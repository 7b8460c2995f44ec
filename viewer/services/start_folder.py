"""Where a dialog that asks for a file or a folder begins.

Qt begins in the folder that the process runs in. Of an installed program that is its own folder or one of the
system, where nobody keeps images and nothing can be written.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from viewer.services.settings import LAST_FOLDER, Setting, Settings


def start_folder(settings: Settings, purpose: Setting[str] = LAST_FOLDER) -> str:
    """The folder last used for this purpose, else the one last opened from, else the user's documents.

    One that is gone is passed over: Qt would begin in the folder of the process instead.
    """
    for remembered in (settings.get(purpose), settings.get(LAST_FOLDER)):
        if remembered and Path(remembered).is_dir():
            return remembered
    return documents_folder()


def documents_folder() -> str:
    """The documents of the user; where there is no such folder, the user's own."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if documents and Path(documents).is_dir() else str(Path.home())
