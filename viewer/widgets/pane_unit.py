"""One pane with all that belongs to it."""

from PySide6.QtCore import QObject

from viewer.services.rendering import Renderer
from viewer.state.pane import PaneState
from viewer.widgets.image_pane import ImagePane
from viewer.widgets.pane_controller import PaneController
from viewer.widgets.pane_presenter import PanePresenter
from viewer.widgets.pane_surroundings import Surroundings


class PaneUnit(QObject):
    """The state of a pane, the widget that draws it, and what connects the two."""

    def __init__(self, state: PaneState, surroundings: Surroundings) -> None:
        pane = ImagePane(Renderer())
        super().__init__(pane)
        self.state, self.pane = state, pane
        self.presenter = PanePresenter(self.pane, state, surroundings)
        self.controller = PaneController(self.pane, self.presenter, state, surroundings)
