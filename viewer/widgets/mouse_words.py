"""The mouse in words, as it is bound now."""

from viewer.core.language import tr, tr_later
from viewer.core.mouse_bindings import Gesture, MouseBindings

GESTURES = {
    Gesture.WINDOW: tr_later("Change the window"),
    Gesture.PAN: tr_later("Move the image"),
    Gesture.ZOOM: tr_later("Zoom"),
    Gesture.SCROLL: tr_later("Go through the images"),
    Gesture.ROTATE: tr_later("Turn the image"),
}
_DRAGS = {
    Gesture.WINDOW: tr_later("window: right widens, down raises the center"),
    Gesture.PAN: tr_later("move the image"),
    Gesture.ZOOM: tr_later("zoom about where it began: up enlarges"),
    Gesture.SCROLL: tr_later("go through the images: down is on"),
    Gesture.ROTATE: tr_later("turn the image freely"),
}
_WHEELS = {
    Gesture.SCROLL: tr_later("previous and next image"),
    Gesture.ZOOM: tr_later("zoom about the pointer"),
}
_ALWAYS = (
    (
        tr_later("Double click"),
        tr_later("one of several panes: enlarge it, and back; a single pane: fit to window"),
    ),
    (tr_later("Shift + wheel"), tr_later("previous and next phase, where a series has several")),
    (tr_later("Shift + move"), tr_later("3-D cursor: the same place in the other panes")),
    (
        tr_later("On the lines of planes"),
        tr_later("drag their middle or a line to move planes, a ring to turn"),
    ),
    (tr_later("Drag from the list"), tr_later("show a series in the pane where it is dropped")),
    (tr_later("Right click"), tr_later("menu")),
    (tr_later("With a measuring tool"), tr_later("left drag or clicks draw; Esc puts the tool away")),
    (tr_later("On a measurement"), tr_later("left drag on a handle changes it, on a line moves it")),
)


def drag_words(gesture: Gesture) -> str:
    """What dragging does, still to be translated."""
    return _DRAGS[gesture]


def wheel_words(gesture: Gesture) -> str:
    """What the wheel does, still to be translated."""
    return _WHEELS[gesture]


def mouse_lines(mouse: MouseBindings) -> tuple[tuple[str, str], ...]:
    """What one does with the mouse, and what comes of it."""
    lines = (
        (tr_later("Wheel"), wheel_words(mouse.wheel)),
        (tr_later("Left drag"), drag_words(mouse.left)),
        (tr_later("Middle drag"), drag_words(mouse.middle)),
        (tr_later("Right drag"), drag_words(mouse.right)),
        (tr_later("Ctrl + wheel"), wheel_words(mouse.ctrl_wheel)),
        (tr_later("Ctrl + left drag"), drag_words(Gesture.ROTATE)),
        *_ALWAYS,
    )
    return tuple((tr(how), tr(what)) for how, what in lines)
