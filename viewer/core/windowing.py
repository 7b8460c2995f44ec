"""How a mouse drag changes a window, and the window presets by modality."""

from dataclasses import dataclass, replace

from ml.imaging.values import VoiFunction, Window
from viewer.core.language import tr, tr_later

PIXELS_PER_WINDOW = 300  # dragging this far doubles the width
SMALLEST_SHARE_OF_RANGE = 0.05  # a narrow window still moves at a useful speed over a wide range


def drag_step(window: Window, value_range: float) -> float:
    """Modality units per dragged pixel: in proportion to the window, but never uselessly small."""
    return max(window.width, value_range * SMALLEST_SHARE_OF_RANGE) / PIXELS_PER_WINDOW


def dragged(start: Window, dx: float, dy: float, value_range: float) -> Window:
    """The window after a drag from ``start`` by (dx, dy) pixels: right widens, down raises the center.

    Parameters
    ----------
    value_range
        Difference between the largest and the smallest modality value of the image.
    """
    step = drag_step(start, value_range)
    width = max(start.width + dx * step, _smallest_width(start, value_range))
    return replace(start, center=start.center + dy * step, width=width, name="")


def between(window: Window, low: float, high: float, value_range: float) -> Window:
    """The window with other edges, which are half a width away from its center; never too narrow."""
    width = max(high - low, _smallest_width(window, value_range))
    return replace(window, center=(low + high) / 2, width=width, name="")


def _smallest_width(window: Window, value_range: float) -> float:
    """LINEAR needs a width of at least 1 (PS3.3 C.11.2.1.2.1); the others only a positive one."""
    return 1.0 if window.function is VoiFunction.LINEAR else max(value_range * 1e-4, 1e-6)


UNITS = {"CT": "HU", "PT": "SUV"}  # of what a window of this modality is a window; of others no unit
_MODALITIES = {"CT": tr_later("CT"), "PT": tr_later("PET"), "MR": tr_later("MR")}  # in menus


@dataclass(frozen=True, slots=True)
class Preset:
    """A named window for one modality, perhaps on a key."""

    id: str
    name: str
    modality: str
    window: Window
    key: str = ""

    @property
    def unit(self) -> str:
        return UNITS.get(self.modality, "")

    @property
    def title(self) -> str:
        """What it is called in menus, in the chosen language."""
        return f"{tr(_MODALITIES.get(self.modality, self.modality))} {tr(self.name)}"


def _ct(name: str, width: float, center: float, key: str) -> Preset:
    return Preset(f"ct_{name.lower()}", name, "CT", Window(center, width, name), key)


def _pet(name: str, highest: int, key: str) -> Preset:
    window = Window(highest / 2, highest, name, VoiFunction.LINEAR_EXACT)
    return Preset(f"pet_suv_{highest}", name, "PT", window, key)


PRESETS = (
    _ct(tr_later("Brain"), 80, 40, "2"),
    _ct(tr_later("Abdomen"), 400, 40, "3"),
    _ct(tr_later("Lung"), 1500, -600, "4"),
    _ct(tr_later("Bone"), 2000, 350, "5"),
    _ct(tr_later("Liver"), 150, 90, "6"),
    _ct(tr_later("Angio"), 600, 300, "7"),
    _pet(tr_later("SUV 0 to 5"), 5, "8"),
    _pet(tr_later("SUV 0 to 10"), 10, "9"),
)
