"""A bar above the image: another model is made for such images."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from viewer.core.language import tr
from viewer.services.model_proposals import ModelProposal


class ModelProposalBar(QWidget):
    """Comes and goes with the proposal."""

    accepted = Signal(object)  # folder of the model
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._proposal: ModelProposal | None = None
        self._text = QLabel()
        use = QPushButton(tr("Use this model"))
        use.clicked.connect(self._on_use_clicked)
        dismiss = QPushButton(tr("Not now"))
        dismiss.setFlat(True)
        dismiss.clicked.connect(self.declined)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(use)
        layout.addWidget(dismiss)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    @Slot(object)
    def set_proposal(self, proposal: ModelProposal | None) -> None:
        """Show a proposal, or none."""
        self._proposal = proposal
        self.setVisible(proposal is not None)
        if proposal is not None:
            self._text.setText(
                tr("The model in use is not made for this series; “{title}” is.", title=proposal.title)
            )

    @Slot()
    def _on_use_clicked(self) -> None:
        if self._proposal is not None:
            self.accepted.emit(self._proposal.folder)
