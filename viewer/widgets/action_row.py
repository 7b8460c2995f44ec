"""What an action of the program is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from viewer.core import situation as needs
from viewer.core.situation import Situation


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action.

    Attributes
    ----------
    shortcuts
        Key sequences, the one to show first.
    on_stage
        The shortcut works while the image has the focus, so that lists and sliders keep their arrow keys.
    held
        Lasts as long as the key is held; it has no menu entry to click.
    """

    id: str
    text: str
    menu: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    enabled_when: Callable[[Situation], bool] = needs.always
    checkable: bool = False
    in_toolbar: bool = False
    starts_group: bool = False
    on_stage: bool = False
    held: bool = False
    tip: str = ""
    tip_values: Mapping[str, object] = field(default_factory=dict)  # what stands in its braces
    submenu: str = ""  # of the menu
    icon_when_on: str = ""
