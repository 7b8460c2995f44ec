"""The heat maps of a series as its planes show them: one block of all maps, cut where a plane lies."""

from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ml.heat_block import HeatBlock, heat_block
from ml.imaging.values import FrameInfo, PlaneInfo
from ml.results import HeatMap, Method
from viewer.services.inference import wanted_class_of_series
from viewer.state.findings import Findings
from viewer.state.mpr import Mpr
from viewer.state.pane import Overlay

_PAUSE_MS = 400  # between two blocks while maps come in: planes shall not be cut for every one of them
_KEPT_CUTS = 12  # those on the screen, and a few that were just looked at

_Key = tuple[str, Method]


class PlaneHeat(QObject):
    """Holds a block for each class and method that is looked at, as long as there are planes."""

    changed = Signal()

    def __init__(self, mpr: Mpr, findings: Findings) -> None:
        super().__init__(mpr)
        self._mpr, self._findings = mpr, findings
        self._blocks: dict[_Key, HeatBlock | None] = {}
        self._cuts: OrderedDict[tuple[PlaneInfo, _Key], HeatMap | None] = OrderedDict()
        self._classes: dict[str | None, str | None] = {}  # what is shown for what was chosen
        self._frames: frozenset[FrameInfo] = frozenset()  # of the series
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._begin_anew)
        findings.model_changed.connect(self._begin_anew)
        for told in (findings.coarse_map_changed, findings.finding_changed):
            told.connect(self._on_findings_changed)
        mpr.changed.connect(self._on_mpr_changed)

    @property
    def is_settled(self) -> bool:
        """Planes show all maps that have come in."""
        return not self._pause.isActive()

    def class_of(self, overlay: Overlay) -> str | None:
        """The class whose maps the planes show; None without a model or without planes."""
        chosen = overlay.class_name
        if chosen not in self._classes:
            self._classes[chosen] = wanted_class_of_series(self._findings, self._mpr.source, chosen)
        return self._classes[chosen]

    def heat_map(self, info: PlaneInfo, overlay: Overlay) -> HeatMap | None:
        """What a plane shows; None where no slice near it has a map.

        Strength is relative to the strongest map of the series, so that planes can be compared with each
        other: where they cross, they have one colour (docs/adr/0073).
        """
        source, class_name = self._mpr.source, self.class_of(overlay)
        if class_name is None or source is None or info.source_uid != source.series_uid:
            return None
        key = (class_name, overlay.method)
        if (info, key) not in self._cuts:
            block = self._block(key)
            self._cuts[info, key] = block.heat_map(info, *key) if block is not None else None
        self._cuts.move_to_end((info, key))
        while len(self._cuts) > _KEPT_CUTS:
            self._cuts.popitem(last=False)
        return self._cuts[info, key]

    def peak(self, overlay: Overlay) -> float:
        """The largest evidence of all slices so far."""
        class_name = self.class_of(overlay)
        block = self._block((class_name, overlay.method)) if class_name is not None else None
        return block.peak if block is not None else 0.0

    def known(self, overlay: Overlay) -> tuple[int, int]:
        """Of how many slices there is a map, and how many slices there are."""
        source, class_name = self._mpr.source, self.class_of(overlay)
        if source is None or class_name is None:
            return 0, 0
        block = self._block((class_name, overlay.method))
        return (int(block.known.sum()) if block is not None else 0), len(source.frames)

    def _block(self, key: _Key) -> HeatBlock | None:
        if key not in self._blocks:
            grid, source = self._mpr.grid, self._mpr.source
            assert grid is not None and source is not None
            maps = [self._findings.coarse_map(frame, *key) for frame in source.frames]
            self._blocks[key] = heat_block(maps, grid)
        return self._blocks[key]

    @Slot(object)
    def _on_findings_changed(self, frame: FrameInfo) -> None:
        if frame in self._frames and not self._pause.isActive():
            self._pause.start()

    @Slot()
    def _on_mpr_changed(self) -> None:
        """Without planes nothing of this is needed any more."""
        source = self._mpr.source
        self._frames = frozenset(source.frames) if source is not None else frozenset()
        if source is None:
            self._findings.drop_coarse_maps()
        self._begin_anew()

    @Slot()
    def _begin_anew(self) -> None:
        self._pause.stop()
        self._classes.clear()
        self._blocks.clear()
        self._cuts.clear()
        self.changed.emit()
