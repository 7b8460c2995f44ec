"""What the buttons and the wheel of the mouse do to an image."""

from dataclasses import dataclass
from enum import StrEnum


class Gesture(StrEnum):
    """What dragging does; the value stands in the settings."""

    WINDOW = "window"
    PAN = "pan"
    ZOOM = "zoom"
    SCROLL = "scroll"
    ROTATE = "rotate"


class Button(StrEnum):
    """A button of the mouse."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


WHEEL_GESTURES = (Gesture.SCROLL, Gesture.ZOOM)


@dataclass(frozen=True, slots=True)
class MouseBindings:
    """A gesture for each button, and one for the wheel; with Ctrl the wheel does the other of its two."""

    left: Gesture = Gesture.WINDOW
    middle: Gesture = Gesture.PAN
    right: Gesture = Gesture.ZOOM
    wheel: Gesture = Gesture.SCROLL

    def of(self, button: Button) -> Gesture:
        """What dragging with a button does."""
        return {Button.LEFT: self.left, Button.MIDDLE: self.middle, Button.RIGHT: self.right}[button]

    @property
    def ctrl_wheel(self) -> Gesture:
        return Gesture.ZOOM if self.wheel is Gesture.SCROLL else Gesture.SCROLL

    def __str__(self) -> str:
        return " ".join((self.left, self.middle, self.right, self.wheel))

    @classmethod
    def parse(cls, text: str) -> "MouseBindings":
        """The bindings written as "window pan zoom scroll"; the usual ones when they are none."""
        try:
            left, middle, right, wheel = (Gesture(word) for word in text.split())
        except ValueError:
            return cls()
        return cls(left, middle, right, wheel) if wheel in WHEEL_GESTURES else cls()
