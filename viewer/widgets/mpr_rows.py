"""The rows of the menu Planes."""

from ml.imaging.values import Projection
from viewer.core import situation as needs
from viewer.core.language import tr_later
from viewer.widgets.action_row import ActionRow

SLABS: dict[str, Projection | None] = {
    "no_slab": None,
    "mip": Projection.MAXIMUM,
    "minip": Projection.MINIMUM,
    "mean": Projection.MEAN,
}
_SLAB_TEXTS = {
    "no_slab": (tr_later("&No slab"), tr_later("Planes without thickness")),
    "mip": (
        tr_later("&Maximum (MIP)"),
        tr_later("The largest values in a slab: vessels, bone"),
    ),
    "minip": (tr_later("M&inimum (MinIP)"), tr_later("The smallest values in a slab: airways, bile ducts")),
    "mean": (tr_later("M&ean"), tr_later("The mean of a slab, as a thicker slice: less noise")),
}

MPR_ROWS = (
    ActionRow(
        "mpr.show", tr_later("&Planes (MPR)"), "Planes", ("Shift+P",), "ph.cube", needs.with_stack_or_planes,
        checkable=True, in_toolbar=True,
        tip=tr_later("Axial, coronal and sagittal planes through the volume of the series, and back"),
    ),
    ActionRow(
        "mpr.reset", tr_later("&Reset planes"), "Planes", ("Ctrl+R",), "ph.arrows-in-cardinal",
        needs.with_mpr, tip=tr_later("Straight, through the middle, and seen as a whole"),
    ),
    *(
        ActionRow(
            f"mpr.{name}", text, "Planes", enabled_when=needs.with_mpr, checkable=True,
            starts_group=name == "no_slab", tip=tip,
        )
        for name, (text, tip) in _SLAB_TEXTS.items()
    ),
    ActionRow(
        "mpr.next_slab", tr_later("Ne&xt kind of slab"), "Planes", ("Shift+S",), "", needs.with_mpr,
        tip=tr_later("No slab, MIP, MinIP, mean in turn"),
    ),
    ActionRow(
        "mpr.thicker", tr_later("&Thicker"), "Planes", ("Ctrl+Up",), "", needs.with_slab, starts_group=True
    ),
    ActionRow("mpr.thinner", tr_later("T&hinner"), "Planes", ("Ctrl+Down",), "", needs.with_slab),
)  # fmt: skip
