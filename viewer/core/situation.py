"""What an action needs before it makes sense."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts that enable and disable actions."""

    has_studies: bool = False
    has_image: bool = False  # in the active pane, as the following
    has_stack: bool = False  # more than one slice
    has_several_series: bool = False
    has_phases: bool = False  # the same places at other times, echoes, b-values
    has_several_panes: bool = False
    is_colour: bool = False
    has_planes: bool = False  # overlay planes that the file brings
    modality: str = ""
    unit: str = ""  # of the values on screen
    has_own_colours: bool = False  # others than its modality begins with
    has_model: bool = False
    opening: bool = False
    has_failures: bool = False
    has_mpr: bool = False  # planes through a volume
    has_slab: bool = False
    has_measurements: bool = False
    has_selection: bool = False  # of a measurement
    has_past: bool = False  # a change that can be undone
    has_future: bool = False  # one that was undone
    has_key_images: bool = False
    has_other_study: bool = False  # of the same patient
    has_last_session: bool = False  # from an earlier run, to be reopened


def always(situation: Situation) -> bool:
    return True


def with_studies(situation: Situation) -> bool:
    return situation.has_studies


def with_image(situation: Situation) -> bool:
    return situation.has_image


def with_grey_image(situation: Situation) -> bool:
    return situation.has_image and not situation.is_colour


def with_planes(situation: Situation) -> bool:
    return situation.has_planes


def with_values(situation: Situation, modality: str, unit: str) -> bool:
    """Values of this modality in this unit: without the unit a window in it would mean nothing."""
    return with_grey_image(situation) and (situation.modality, situation.unit) == (modality, unit)


def with_own_colours(situation: Situation) -> bool:
    return with_grey_image(situation) and situation.has_own_colours


def with_stack(situation: Situation) -> bool:
    return situation.has_stack


def with_phases(situation: Situation) -> bool:
    return situation.has_phases


def with_stack_or_planes(situation: Situation) -> bool:
    return (situation.has_stack and not situation.is_colour) or situation.has_mpr


def with_mpr(situation: Situation) -> bool:
    return situation.has_mpr


def with_slab(situation: Situation) -> bool:
    return situation.has_mpr and situation.has_slab


def with_several_series(situation: Situation) -> bool:
    return situation.has_several_series


def with_several_panes(situation: Situation) -> bool:
    return situation.has_several_panes


def with_model(situation: Situation) -> bool:
    return situation.has_model


def with_answers(situation: Situation) -> bool:
    return situation.has_image and situation.has_model


def while_opening(situation: Situation) -> bool:
    return situation.opening


def with_failures(situation: Situation) -> bool:
    return situation.has_failures


def with_measurements(situation: Situation) -> bool:
    return situation.has_measurements


def with_selection(situation: Situation) -> bool:
    return situation.has_selection


def with_past(situation: Situation) -> bool:
    return situation.has_past


def with_future(situation: Situation) -> bool:
    return situation.has_future


def with_key_images(situation: Situation) -> bool:
    return situation.has_key_images


def with_other_study(situation: Situation) -> bool:
    return situation.has_other_study


def with_last_session(situation: Situation) -> bool:
    return situation.has_last_session
