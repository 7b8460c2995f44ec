"""What the loaded model said about the frames seen so far."""

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal

from ml.card import Card
from ml.imaging.values import FrameInfo
from ml.results import CoarseMap, HeatMap, Method
from viewer.core.finding import Finding

_KEPT_MAPS = 64  # each as large as its frame; one more is quickly made anew


class Findings(QObject):
    """Answers of one model. Another model starts with none."""

    model_changed = Signal()  # another model, or the same one is now ready or has failed
    finding_changed = Signal(object)  # FrameInfo
    heat_map_changed = Signal(object)  # FrameInfo
    coarse_map_changed = Signal(object)  # FrameInfo

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self._problem = ""
        self._findings: dict[FrameInfo, Finding] = {}
        self._heat_maps: OrderedDict[tuple[FrameInfo, str, Method], HeatMap] = OrderedDict()
        self._coarse_maps: dict[tuple[FrameInfo, str, Method], CoarseMap] = {}
        self._heat_problems: dict[tuple[FrameInfo, str], str] = {}

    @property
    def card(self) -> Card | None:
        """The card of the model that answers; None before it is loaded."""
        return self._card

    @property
    def problem(self) -> str:
        """Why there is no model, in words for the user; "" when there is one or it is still loading."""
        return self._problem

    def finding(self, frame: FrameInfo) -> Finding | None:
        return self._findings.get(frame)

    def heat_map(self, frame: FrameInfo, class_name: str, method: Method = Method.GRAD_CAM) -> HeatMap | None:
        """The map if it is there; only the last few are kept."""
        return self._heat_maps.get((frame, class_name, method))

    def coarse_map(self, frame: FrameInfo, class_name: str, method: Method) -> CoarseMap | None:
        """The same as the network made it, if it is there; for planes through many frames."""
        return self._coarse_maps.get((frame, class_name, method))

    def heat_problem(self, frame: FrameInfo, class_name: str) -> str:
        """Why there is no heat map; "" when there is one or it was not asked for yet."""
        return self._heat_problems.get((frame, class_name), "")

    def start(self) -> None:
        """Forget everything: another model is being loaded."""
        self._reset(None, "")

    def set_model(self, card: Card) -> None:
        self._reset(card, "")

    def set_problem(self, problem: str) -> None:
        self._reset(None, problem)

    def add(self, frame: FrameInfo, finding: Finding) -> None:
        self._findings[frame] = finding
        self.finding_changed.emit(frame)

    def add_heat_map(self, frame: FrameInfo, heat_map: HeatMap) -> None:
        self._heat_maps[frame, heat_map.class_name, heat_map.method] = heat_map
        if len(self._heat_maps) > _KEPT_MAPS:
            self._heat_maps.popitem(last=False)
        self.heat_map_changed.emit(frame)

    def add_coarse_map(self, frame: FrameInfo, class_name: str, method: Method, coarse: CoarseMap) -> None:
        self._coarse_maps[frame, class_name, method] = coarse
        self.coarse_map_changed.emit(frame)

    def drop_coarse_maps(self) -> None:
        """Nobody looks at planes any more."""
        self._coarse_maps.clear()

    def add_heat_problem(self, frame: FrameInfo, class_name: str, problem: str) -> None:
        self._heat_problems[frame, class_name] = problem
        self.heat_map_changed.emit(frame)

    def _reset(self, card: Card | None, problem: str) -> None:
        self._findings.clear()
        self._heat_maps.clear()
        self._coarse_maps.clear()
        self._heat_problems.clear()
        self._card, self._problem = card, problem
        self.model_changed.emit()
