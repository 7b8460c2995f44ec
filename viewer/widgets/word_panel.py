"""The reader's word on the answer for the slice on screen: agree, or say what it is; a comment."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from ml.imaging.values import FrameInfo, PlaneInfo
from ml.results import Verdict
from viewer.core.finding import class_title
from viewer.core.language import tr
from viewer.core.word import Stance, Word, word_text
from viewer.state.findings import Findings
from viewer.state.pane_group import PaneGroup
from viewer.state.words import Words
from viewer.widgets.labels import label

LONGEST_COMMENT = 500


class WordPanel(QWidget):
    """Follows the slice in the active pane. Without an answer there is nothing to agree to, but to say.

    Parameters
    ----------
    how
        How else to agree, in words.
    """

    left = Signal()  # a comment is written: the keys belong to the image again

    def __init__(
        self,
        panes: PaneGroup,
        findings: Findings,
        words: Words,
        how: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._panes, self._findings, self._words = panes, findings, words
        self._commented: FrameInfo | None = None  # what the text in the field is about
        self.agree_button = QPushButton(tr("Agree"))
        self.agree_button.setToolTip(f"{tr('The answer is right')}  ({how})")
        self.agree_button.clicked.connect(self.agree)
        self.disagree_button = QPushButton(tr("It is…"))
        self.disagree_button.setToolTip(tr("Say what it is, or that it is none of these"))
        self.disagree_menu = QMenu(self)
        self.disagree_menu.aboutToShow.connect(self._fill_menu)
        self.disagree_button.setMenu(self.disagree_menu)
        self.said = label(role="muted", wrapped=True)
        self.comment = QLineEdit()
        self.comment.setPlaceholderText(tr("Comment"))
        self.comment.setAccessibleName(tr("Comment on this answer"))
        self.comment.setMaxLength(LONGEST_COMMENT)
        self.comment.returnPressed.connect(self.left)
        self.comment.editingFinished.connect(self._on_comment_finished)
        for button in (self.agree_button, self.disagree_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the arrow keys to the image
        self._lay_out()
        panes.frame_changed.connect(self._on_panes_frame_changed)
        findings.model_changed.connect(self.refresh)
        findings.finding_changed.connect(self._on_some_frame_changed)
        words.word_changed.connect(self._on_some_frame_changed)
        self.refresh()

    @Slot()
    def agree(self) -> None:
        """The answer on screen is right."""
        answer = self._answer()
        if answer:
            self._say(self._frame, Stance.AGREE, answer)

    def disagree(self, class_name: str) -> None:
        """It is this class, or "" for none of them; against the answer, where there is one."""
        is_said = bool(class_name) and not self._answer()
        self._say(self._frame, Stance.NONE if is_said else Stance.DISAGREE, class_name)

    @property
    def _frame(self) -> FrameInfo | None:
        """The image that a word is said of; the model answers for no plane, and so nothing is said of one."""
        frame = self._panes.active.frame
        return None if isinstance(frame, PlaneInfo) else frame

    @Slot()
    def refresh(self) -> None:
        """Show what was said about the slice on screen."""
        frame, card = self._frame, self._findings.card
        word = self._words.word(frame) if frame else None
        has_answer = bool(self._answer())
        self.agree_button.setEnabled(has_answer)
        self.disagree_button.setEnabled(frame is not None and card is not None)
        self.comment.setEnabled(frame is not None)
        title = ""
        if word is not None:
            title = class_title(card, word.class_name) if card and word.class_name else word.class_name
        self.said.setText(word_text(word, title) if word else "")
        self.said.setVisible(word is not None)
        if not self.comment.isModified():  # else it is being written
            self.comment.setText(word.comment if word else "")
            self._commented = frame

    def _answer(self) -> str:
        return self._answer_for(self._frame)

    def _answer_for(self, frame: FrameInfo | None) -> str:
        """The class that the model answers for a slice; "" where it withholds one."""
        finding = self._findings.finding(frame) if frame else None
        if finding is None or finding.prediction.verdict not in (Verdict.POSITIVE, Verdict.NEGATIVE):
            return ""
        return finding.prediction.top_class or ""

    def _say(
        self, frame: FrameInfo | None, stance: Stance, class_name: str, comment: str | None = None
    ) -> None:
        if frame is None:
            return
        card, before = self._findings.card, self._words.word(frame)
        finding = self._findings.finding(frame)
        answer = self._answer_for(frame)
        probabilities = finding.prediction.probabilities if finding else {}
        kept = before.comment if before else ""
        word = Word(
            stance,
            class_name,
            kept if comment is None else comment,
            model=card.name if card else "",
            answer=answer,
            probability=probabilities.get(answer, 0.0),
        )
        is_empty = stance is Stance.NONE and not (word.comment or class_name)
        self._words.say(frame, None if is_empty else word)

    @Slot()
    def _on_comment_finished(self) -> None:
        """The comment belongs to the slice that was on screen when it was begun."""
        frame, text = self._commented, self.comment.text().strip()
        self.comment.setModified(False)
        word = self._words.word(frame) if frame else None
        if text != (word.comment if word else ""):
            self._say(frame, word.stance if word else Stance.NONE, word.class_name if word else "", text)

    @Slot()
    def _on_panes_frame_changed(self) -> None:
        if self.comment.isModified():
            self._on_comment_finished()
        self.refresh()

    @Slot(object)
    def _on_some_frame_changed(self, frame: FrameInfo) -> None:
        if frame == self._frame:
            self.refresh()

    @Slot()
    def _fill_menu(self) -> None:
        self.disagree_menu.clear()
        card, answer = self._findings.card, self._answer()
        for name in card.classes if card else ():
            if card and name != answer:
                action = self.disagree_menu.addAction(class_title(card, name))
                action.triggered.connect(lambda _=False, name=name: self.disagree(name))
        self.disagree_menu.addSeparator()
        self.disagree_menu.addAction(tr("None of these")).triggered.connect(lambda: self.disagree(""))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.agree_button, self.disagree_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.comment)
