"""Every action of the program, one row each. Menus, toolbar, shortcuts and the key list come from here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from viewer.core import situation as needs
from viewer.core.image_colours import ColourMap
from viewer.core.language import tr_later
from viewer.core.measurement import Kind
from viewer.core.pane_layout import LAYOUTS, SINGLE
from viewer.core.preferences import Keys
from viewer.core.windowing import PRESETS, Preset
from viewer.widgets.action_row import ActionRow
from viewer.widgets.mpr_rows import MPR_ROWS

MENUS = ("File", "View", "Window", "Link", "Planes", "Measurements", "Go", "Model", "Tools", "Help")
RECENT_MENU_AFTER = "file.open_sample"
FILE_WINDOWS_AFTER = "window.file"
BUTTONS_BEFORE = "window.invert"  # in the toolbar


def _go(name: str, text: str, *shortcuts: str, starts_group: bool = False, series: bool = False) -> ActionRow:
    needed = needs.with_several_series if series else needs.with_stack
    return ActionRow(
        f"go.{name}", text, "Go", shortcuts, enabled_when=needed, starts_group=starts_group, on_stage=True
    )


_FILE = (
    ActionRow(
        "file.open_files", "&Open files…", "File", ("Ctrl+O",), "ph.file-plus", in_toolbar=True,
        tip="Open DICOM, NIfTI, PNG, JPEG, TIFF or zip files",
    ),
    ActionRow(
        "file.open_folder", "Open &folder…", "File", ("Ctrl+Shift+O",), "ph.folder-open", in_toolbar=True,
        tip="Open everything in a folder, sub-folders included",
    ),
    ActionRow("file.open_sample", "Open &sample study", "File", icon="ph.flask"),
    ActionRow(
        "file.reopen", "&Reopen last session", "File", ("Ctrl+Shift+T",), "ph.clock-counter-clockwise",
        needs.with_last_session, starts_group=True, tip="Open what was open when Kesit last ended, as it was",
    ),
    ActionRow(
        "file.reopen_at_start", "Reopen at s&tart", "File", checkable=True,
        tip="Reopen the last session at every start, without asking",
    ),
    ActionRow(
        "file.export", "&Export…", "File", ("Ctrl+E",), "ph.export", needs.with_image, starts_group=True,
        tip="Save the view, the image or the series as pictures or a video",
    ),
    ActionRow(
        "file.summary", "Su&mmary of this series…", "File", (), "ph.article", needs.with_answers,
        tip="One page about what the model said, with pictures, as PDF or HTML",
    ),
    ActionRow(
        "key.export", "Export &key images…", "File", (), "ph.star", needs.with_key_images,
        tip="Save all key images as pictures with a table, in a new folder",
    ),
    ActionRow(
        "file.copy_view", "Cop&y view", "File", ("Ctrl+C",), "ph.copy", needs.with_image, on_stage=True,
        tip="Copy the view to the clipboard, without text about the patient",
    ),
    ActionRow(
        "file.cancel", "&Cancel opening", "File", ("Ctrl+.",), "", needs.while_opening, starts_group=True
    ),
    ActionRow("file.failures", "Files not o&pened…", "File", (), "ph.warning", needs.with_failures),
    ActionRow("file.close_all", "Close &all studies", "File", ("Ctrl+W",), enabled_when=needs.with_studies),
    ActionRow("file.quit", "&Quit", "File", ("Ctrl+Q",), starts_group=True),
)  # fmt: skip

_LAYOUT_KEYS = {"1x1": "Alt+1", "1x2": "Alt+2", "2x1": "Alt+Shift+2", "1x3": "Alt+3", "2x2": "Alt+4",
                "2x3": "Alt+6", "3x3": "Alt+9"}  # fmt: skip

_LAYOUTS = tuple(
    ActionRow(
        f"layout.{layout}", layout.name, "View", tuple(filter(None, [_LAYOUT_KEYS.get(str(layout))])),
        checkable=True, starts_group=layout == SINGLE, submenu="&Layout of panes",
        tip="Show {layout} panes", tip_values={"layout": layout.name},
    )
    for layout in LAYOUTS
)  # fmt: skip

_VIEW = (
    ActionRow(
        "view.fit", "&Fit to window", "View", ("F",), "ph.corners-out", needs.with_image, in_toolbar=True
    ),
    ActionRow(
        "view.actual_size", "&One image pixel per screen pixel", "View", ("Ctrl+1",), "ph.number-square-one",
        needs.with_image, in_toolbar=True,
    ),
    ActionRow("view.zoom_in", "Zoom &in", "View", ("+", "="), "ph.magnifying-glass-plus", needs.with_image),
    ActionRow("view.zoom_out", "Zoom o&ut", "View", ("-",), "ph.magnifying-glass-minus", needs.with_image),
    ActionRow(
        "view.reset", "&Reset window and view", "View", ("R", "Esc"), "ph.arrow-counter-clockwise",
        needs.with_image, in_toolbar=True,
    ),
    ActionRow(
        "view.turn_right", "Rotate ri&ght", "View", ("Shift+R",), "ph.arrow-arc-right", needs.with_image,
        starts_group=True,
    ),
    ActionRow(
        "view.turn_left", "Rotate &left", "View", ("Shift+L",), "ph.arrow-arc-left", needs.with_image
    ),
    ActionRow(
        "view.flip_horizontally", "Flip &horizontally", "View", ("H",), "ph.arrows-out-line-horizontal",
        needs.with_image,
    ),
    ActionRow(
        "view.flip_vertically", "Flip &vertically", "View", ("V",), "ph.arrows-out-line-vertical",
        needs.with_image,
    ),
    ActionRow(
        "view.upright", "&Upright", "View", ("U",), "ph.arrow-line-up", needs.with_image,
        tip="Without turns and flips; to turn freely, hold Ctrl and drag",
    ),
    *_LAYOUTS,
    ActionRow(
        "view.enlarge", "&Enlarge this pane", "View", ("Return",), "ph.arrows-out", needs.with_several_panes,
        checkable=True, on_stage=True, tip="Show the active pane alone, and all panes again",
    ),
    ActionRow(
        "view.text", "Corner &text", "View", ("Space",), "ph.text-aa", needs.with_image,
        checkable=True, starts_group=True, on_stage=True,
    ),
    ActionRow(
        "view.planes", "O&verlay planes of the file", "View", ("O",), "ph.pencil-line", needs.with_planes,
        checkable=True, tip="Show what the file draws over its images",
    ),
    ActionRow(
        "view.magnify", "Magnifier under the pointer while held", "View", ("M",), "",
        needs.with_image, held=True,
    ),
    ActionRow(
        "view.panels", "Pa&nels", "View", ("F9",), "ph.square-half", checkable=True,
        tip="Show the panels at the sides, or give their room to the image",
    ),
    ActionRow("view.full_screen", "F&ull screen", "View", ("F11",), "ph.monitor", checkable=True),
)  # fmt: skip

_WINDOW = (
    ActionRow("window.auto", "&Automatic", "Window", ("0",), "ph.magic-wand", needs.with_grey_image),
    ActionRow("window.file", "As the &file says", "Window", ("1",), "", needs.with_grey_image),
    ActionRow(
        "window.invert", "&Invert", "Window", ("I",), "ph.circle-half", needs.with_image,
        checkable=True, in_toolbar=True,
    ),
)  # fmt: skip


def _presets(presets: Sequence[Preset]) -> Iterator[ActionRow]:
    """A row for each window preset; those of one modality keep together."""
    for before, preset in zip((None, *presets), presets, strict=False):
        yield ActionRow(
            f"window.{preset.id}",
            preset.title,
            "Window",
            (preset.key,) if preset.key else (),
            "",
            partial(needs.with_values, modality=preset.modality, unit=preset.unit),
            starts_group=before is None or preset.modality != before.modality,
            tip=tr_later("Center {center:g} {unit}, width {width:g} {unit}"),
            tip_values={"center": preset.window.center, "width": preset.window.width, "unit": preset.unit},
        )


_COLOURS = (
    ActionRow(
        "window.histogram", "&Histogram", "Window", ("W",), "ph.chart-bar", checkable=True, starts_group=True,
        tip="The values of the image on screen, with the window to drag",
    ),
    *(
        ActionRow(
            f"colours.{one}", one.words, "Window", enabled_when=needs.with_grey_image, checkable=True,
            submenu="&Colour map", starts_group=one in (ColourMap.HOT_IRON, ColourMap.INFERNO),
        )
        for one in ColourMap
    ),
    ActionRow(
        "colours.keep", "&Keep for all such images", "Window", enabled_when=needs.with_own_colours,
        submenu="&Colour map", starts_group=True,
        tip="Show all images of this modality in these colours at first, today and later",
    ),
)  # fmt: skip


_LINK = (
    ActionRow(
        "link.scroll", "&Scroll together", "Link", ("L",), "", checkable=True,
        tip="Series in one frame of reference that are parallel show the same place",
    ),
    ActionRow("link.pan", "&Pan together", "Link", checkable=True),
    ActionRow("link.zoom", "&Zoom together", "Link", checkable=True),
    ActionRow("link.window", "&Window together", "Link", checkable=True, tip="Panes of one modality"),
    ActionRow(
        "link.by_hand", "Link these slices by &hand", "Link", ("Ctrl+L",), "ph.link",
        needs.with_several_panes, checkable=True, starts_group=True,
        tip="Series of different examinations keep the distance that they have now",
    ),
    ActionRow(
        "link.lines", "&Reference lines", "Link", ("X",), checkable=True, starts_group=True,
        tip="Where the slice of the active pane lies in the others",
    ),
    ActionRow(
        "link.cursor", "3-D &cursor", "Link", checkable=True,
        tip="Show the place under the pointer in all panes; the same as holding Shift",
    ),
)  # fmt: skip


def _tool(kind: Kind, text: str, key: str, icon: str, tip: str) -> ActionRow:
    return ActionRow(
        f"measure.{kind}", text, "Measurements", (key,), icon, needs.with_image, checkable=True,
        in_toolbar=bool(icon), tip=tip,
    )  # fmt: skip


_MEASURE = (
    _tool(Kind.LENGTH, "&Length", "D", "ph.ruler", "Measure a length: drag, or click both ends"),
    _tool(Kind.ANGLE, "&Angle", "A", "mdi6.angle-acute", "An angle: drag one side, click the other end"),
    _tool(Kind.COBB, "&Cobb angle", "K", "", "Measure the angle between two lines: drag each"),
    _tool(Kind.RECTANGLE, "&Rectangle", "Q", "ph.rectangle", "Values and area of a rectangle"),
    _tool(Kind.ELLIPSE, "&Ellipse", "E", "ph.circle", "Values and area of an ellipse"),
    _tool(Kind.FREEHAND, "&Freehand region", "S", "ph.scribble-loop", "Values and area of a closed line"),
    _tool(Kind.PROBE, "&Point", "P", "ph.crosshair-simple", "The value of one pixel"),
    _tool(Kind.ARROW, "Arrow with &text", "T", "ph.arrow-up-right", "Drag from the text to what it is about"),
    ActionRow(
        "measure.undo", "&Undo", "Measurements", ("Ctrl+Z",), "ph.arrow-u-up-left", needs.with_past,
        starts_group=True, in_toolbar=True,
        tip="Take back the last change of a measurement, a key image, or what you said of an answer",
    ),
    ActionRow(
        "measure.redo", "Red&o", "Measurements", ("Ctrl+Shift+Z", "Ctrl+Y"), "ph.arrow-u-up-right",
        needs.with_future, tip="Do again what was undone",
    ),
    ActionRow(
        "measure.text", "Text &beside it…", "Measurements", (), "ph.text-t", needs.with_selection,
        tip="Words that stand beside the selected measurement",
    ),
    ActionRow(
        "measure.delete", "&Delete", "Measurements", ("Del", "Backspace"), "ph.trash", needs.with_selection,
        tip="Delete the selected measurement",
    ),
    ActionRow(
        "measure.export", "Export as C&SV…", "Measurements", (), "ph.table", needs.with_measurements,
        starts_group=True, tip="Save a table of all measurements of the open studies",
    ),
)  # fmt: skip

_GO = (
    _go("previous", "&Previous image", "Up", "Left"),
    _go("next", "&Next image", "Down", "Right"),
    _go("back_10", "10 images &back", "Shift+Up", "Shift+Left"),
    _go("forward_10", "10 images f&orward", "Shift+Down", "Shift+Right"),
    _go("first", "&First image", "Home"),
    _go("last", "&Last image", "End"),
    _go("previous_series", "Previous &series", "PgUp", starts_group=True, series=True),
    _go("next_series", "Next s&eries", "PgDown", series=True),
    ActionRow(
        "go.previous_phase", "Previous p&hase", "Go", ("Ctrl+Left",), "", needs.with_phases,
        starts_group=True, on_stage=True, tip="The same place a phase earlier: time, echo, b-value",
    ),
    ActionRow(
        "go.next_phase", "Next ph&ase", "Go", ("Ctrl+Right",), "", needs.with_phases, on_stage=True,
        tip="The same place a phase later: time, echo, b-value",
    ),
    ActionRow(
        "go.prior",
        "Co&mpare with prior",
        "Go",
        ("Ctrl+B",),
        "ph.columns",
        needs.with_other_study,
        tip="Show the most similar series of the last examination of this patient beside this one",
    ),
    ActionRow(
        "go.filter",
        "Fi&nd in the list",
        "Go",
        ("Ctrl+F",),
        "",
        needs.with_studies,
        tip="Show only the series whose patient, study or description has some words",
    ),
    ActionRow(
        "key.mark",
        "&Key image",
        "Go",
        ("J",),
        "ph.star",
        needs.with_image,
        checkable=True,
        in_toolbar=True,
        starts_group=True,
        icon_when_on="ph.star-fill",
        tip="Mark the image on screen, or take the mark away",
    ),
    ActionRow("key.previous", "Previous ke&y image", "Go", (",",), "", needs.with_key_images),
    ActionRow("key.next", "Next key i&mage", "Go", (".",), "", needs.with_key_images),
    ActionRow(
        "go.cine",
        "&Cine",
        "Go",
        ("C",),
        "ph.play",
        needs.with_stack,
        checkable=True,
        in_toolbar=True,
        starts_group=True,
        icon_when_on="ph.pause",
        tip="Play the images of the active pane",
    ),
    ActionRow(
        "go.phase_cine", "Play phas&es", "Go", ("Shift+C",), "ph.play", needs.with_phases,
        checkable=True, icon_when_on="ph.pause", tip="Play the phases of the image in the active pane",
    ),
    ActionRow("go.next_pane", "Next &pane", "Go", ("N",), "", needs.with_several_panes, starts_group=True),
    ActionRow("go.previous_pane", "Previous p&ane", "Go", ("Shift+N",), "", needs.with_several_panes),
)  # fmt: skip

_MODEL = (
    ActionRow(
        "model.overlay", "&Heat map", "Model", ("G",), "ph.fire", needs.with_answers,
        checkable=True, in_toolbar=True, tip="Show which pixels spoke for the answer",
    ),
    ActionRow(
        "model.hide", "Hide the heat map while held", "Model", ("B",), "", needs.with_answers, held=True
    ),
    ActionRow(
        "model.input", "What the &network saw…", "Model", (), "ph.grid-four", needs.with_answers,
        tip="Show the image as it went into the network",
    ),
    ActionRow(
        "model.save", "&Save answers as DICOM…", "Model", (), "ph.floppy-disk", needs.with_answers,
        starts_group=True, tip="Write a report, pictures and a parametric map that belong to this study",
    ),
    ActionRow(
        "word.agree", "&Agree with the answer", "Model", ("Y",), "ph.thumbs-up", needs.with_answers,
        starts_group=True, on_stage=True, tip="Say that the answer for this image is right",
    ),
    ActionRow(
        "word.list", "&What you said…", "Model", (), "ph.list-bullets", needs.with_studies,
        tip="All words on the answers for the images of the open studies",
    ),
    ActionRow(
        "word.export", "&Export what you said as training data…", "Model", (), "ph.export",
        needs.with_studies, tip="A folder of labelled images that the wizard trains on",
    ),
    ActionRow("model.open", "&Open model folder…", "Model", icon="ph.package", starts_group=True),
    ActionRow(
        "model.card", "About this &model…", "Model", ("Ctrl+I",), "ph.identification-card", needs.with_model
    ),
)  # fmt: skip

_TOOLS = (
    ActionRow(
        "tools.train", "&Train a classifier…", "Tools", ("Ctrl+T",), "ph.graduation-cap", in_toolbar=True,
        tip="Train a classifier on your own folders of images",
    ),
    ActionRow(
        "tools.memory", "&Memory…", "Tools", icon="ph.cpu", tip="How much memory images may take",
        starts_group=True,
    ),
    ActionRow(
        "tools.header", "&Header…", "Tools", ("Ctrl+H",), "ph.tag", needs.with_image,
        starts_group=True, tip="Read and search the header of the file on screen",
    ),
    ActionRow(
        "tools.deidentify", "&De-identify…", "Tools", ("Ctrl+Shift+D",), "ph.user-minus", needs.with_image,
        tip="Make copies of DICOM files that do not say who was imaged",
    ),
    ActionRow(
        "tools.settings", "&Settings…", "Tools", ("Ctrl+,",), "ph.gear-six", starts_group=True,
        tip="Language, colours, mouse, keys and window presets",
    ),
)  # fmt: skip

_HELP = (
    ActionRow("help.guide", "&Guide", "Help", icon="ph.book-open", tip="How to use Kesit, step by step"),
    ActionRow("help.keys", "&Mouse and keys", "Help", ("F1", "?"), "ph.keyboard", in_toolbar=True),
    ActionRow("help.about", "&About Kesit", "Help", icon="ph.info"),
)


def rows_of(presets: Sequence[Preset], keys: Keys) -> tuple[ActionRow, ...]:
    """All rows, with the user's window presets and keys."""
    windows = (*_WINDOW, *_presets(presets), *_COLOURS)
    table = (*_FILE, *_VIEW, *windows, *_LINK, *MPR_ROWS, *_MEASURE, *_GO, *_MODEL, *_TOOLS, *_HELP)
    return tuple(replace(row, shortcuts=keys.get(row.id, row.shortcuts)) for row in table)


ROWS = rows_of(PRESETS, {})
