"""Colours for the display values of one pane: which maps there are, and what stands beside their bar."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ml.imaging.values import Series, VoiFunction, Window
from viewer.core.language import tr_later


class ColourMap(StrEnum):
    """How display values are coloured; the value is its name on disk and in actions."""

    GREY = "grey"
    INVERTED = "inverted_grey"
    HOT_IRON = "hot_iron"
    HOT_METAL_BLUE = "hot_metal_blue"
    PET = "pet"
    PET_20_STEP = "pet_20_step"
    INFERNO = "inferno"
    MAGMA = "magma"
    VIRIDIS = "viridis"
    CIVIDIS = "cividis"

    @property
    def words(self) -> str:
        """What it is called; not yet translated."""
        return _WORDS[self]


_WORDS = {
    ColourMap.GREY: tr_later("Grey"),
    ColourMap.INVERTED: tr_later("Inverted grey"),
    ColourMap.HOT_IRON: tr_later("Hot iron"),
    ColourMap.HOT_METAL_BLUE: tr_later("Hot metal blue"),
    ColourMap.PET: tr_later("PET rainbow"),
    ColourMap.PET_20_STEP: tr_later("PET in 20 steps"),
    ColourMap.INFERNO: tr_later("Inferno (even steps)"),
    ColourMap.MAGMA: tr_later("Magma (even steps)"),
    ColourMap.VIRIDIS: tr_later("Viridis (even steps)"),
    ColourMap.CIVIDIS: tr_later("Cividis (even steps, for the colour-blind)"),
}
PARAMETRIC = "parametric"
_DEFAULTS = {
    "PT": ColourMap.INVERTED,  # readers of PET look for dark spots
    "NM": ColourMap.HOT_IRON,
    PARAMETRIC: ColourMap.INFERNO,  # even steps, and nothing stays black
}
KeptColours = Mapping[str, ColourMap]  # kind of image -> what the user has chosen for all of it


def colour_kind(series: Series) -> str:
    """What images have their colours in common with: those of their modality, or parametric maps."""
    return PARAMETRIC if series.is_parametric else series.modality


def default_colour_map(series: Series, kept: KeptColours) -> ColourMap:
    """What readers of such images expect, or have chosen for all of them."""
    kind = colour_kind(series)
    return kept.get(kind) or _DEFAULTS.get(kind, ColourMap.GREY)


def with_kept(kept: KeptColours, series: Series, colour_map: ColourMap) -> dict[str, ColourMap]:
    """The choices after one more; one that is as without a choice is none."""
    others = {kind: one for kind, one in kept.items() if kind != colour_kind(series)}
    if colour_map is default_colour_map(series, {}):
        return others
    return {**others, colour_kind(series): colour_map}


def colour_map_named(name: str) -> ColourMap | None:
    """The map of this name; None, which is that of the modality, for any other."""
    return next((one for one in ColourMap if one.value == name), None)


@dataclass(frozen=True, slots=True)
class ColourBar:
    """The key to a coloured image.

    Attributes
    ----------
    upside_down
        The smallest values have the colours of the largest: the image is inverted.
    ticks
        Where along the bar, 0 at the bottom to 1 at the top, and the value there.
    """

    colour_map: ColourMap
    upside_down: bool
    ticks: tuple[tuple[float, str], ...]
    unit: str


def colour_bar(
    colour_map: ColourMap, upside_down: bool, window: Window | None, unit: str
) -> ColourBar | None:
    """The bar of an image; None where its shades of grey need no key."""
    if window is None or colour_map is ColourMap.GREY:
        return None
    return ColourBar(colour_map, upside_down, _ticks(window), unit)


def _ticks(window: Window) -> tuple[tuple[float, str], ...]:
    """Only where colours are spread evenly over the window have the values in it a known place."""
    if window.function in (VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT):
        low = window.center - window.width / 2
        shares = (0.0, 0.25, 0.5, 0.75, 1.0)
        return tuple((share, number_text(low + share * window.width, window.width)) for share in shares)
    if window.function is VoiFunction.SIGMOID:
        return ((0.5, number_text(window.center, window.width)),)
    return ()


def number_text(value: float, extent: float) -> str:
    """A value with as many digits as tell it from its neighbours over ``extent``."""
    digits = 0 if extent >= 20 else 1 if extent >= 2 else 2 if extent >= 0.2 else 4
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text
