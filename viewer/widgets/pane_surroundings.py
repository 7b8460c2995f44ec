"""What all panes have in common."""

from dataclasses import dataclass

from viewer.services.pixel_cache import PixelCache
from viewer.services.plane_heat import PlaneHeat
from viewer.state.findings import Findings
from viewer.state.guides import Guides
from viewer.state.key_images import KeyImages
from viewer.state.measurements import Measurements
from viewer.state.mpr import Mpr
from viewer.state.pane_group import PaneGroup
from viewer.state.preferences import PreferencesState
from viewer.state.session import Session


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The state and the services that a pane shares with the others."""

    session: Session
    group: PaneGroup
    guides: Guides
    findings: Findings
    measurements: Measurements
    key_images: KeyImages
    cache: PixelCache
    mpr: Mpr
    plane_heat: PlaneHeat
    preferences: PreferencesState
