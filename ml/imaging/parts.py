"""The frames of one Series Instance UID -> parts that can be scrolled, each with the reason why it is one."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from ml.imaging.geometry import plane_name
from ml.imaging.places import heights_mm
from ml.imaging.stack_values import B_VALUE, DIRECTION, IMAGE_TYPE, SEGMENT
from ml.imaging.values import FrameInfo

_SAME_COSINE = 0.02  # direction cosines that differ by less (about 1 degree) are one orientation
_FEW_DIRECTIONS = 3
_MOST_DIRECTIONS = 100  # more are no planes but a turn

# What parts the frames of a place, what tells most first. Names that are not here come before the last.
_FIRST = (
    *(SEGMENT, "stack", IMAGE_TYPE, "echo", "echo time", B_VALUE, DIRECTION, "inversion time", "flip angle"),
    *("velocity direction", "kernel", "tube voltage", "energy window", "detector", "rotation"),
    *("RR interval", "phase", "optical path", "respiratory phase", "cardiac phase", "time slot"),
)
_LAST = ("temporal position", "time slice", "acquisition", "acquisition time")
# Values along which one looks at the same places again and again. The others tell images of another kind.
_PHASES = {
    *("echo", "echo time", B_VALUE, DIRECTION, "inversion time", "flip angle", "phase", "respiratory phase"),
    *("cardiac phase", "time slot", "temporal position", "time slice", "acquisition", "acquisition time"),
    *("volume", "repeat"),
}
_PHASES_SHARE = 0.75  # of their places, on average: acquisitions that merely overlap are no phases
# What the user scrolls through where all frames lie at one place.
_SCROLLED_AT_ONE_PLACE = ("cardiac phase", "temporal position", "acquisition")
_SCROLLED_IN_NM = ("slice", "angular view", "time slice", "time slot", "phase", "rotation", "detector")

_WORDS = {
    **dict.fromkeys(("M", "M_FFE", "M_SE", "M_IR", "MAGNITUDE"), "magnitude"),
    **dict.fromkeys(("P", "PHASE", "PHASE MAP"), "phase"),
    **dict.fromkeys(("R", "REAL"), "real"),
    **dict.fromkeys(("I", "IMAGINARY"), "imaginary"),
    **{"ADC": "ADC", "FA": "FA"},
}
# Names whose value says more than its number among the others.
_SPEAKING = {
    SEGMENT: "segment {}",
    B_VALUE: "b {} s/mm²",
    "inversion time": "TI {} ms",
    "flip angle": "flip angle {}°",
    "kernel": "kernel {}",
    "tube voltage": "{} kV",
}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


class Part(NamedTuple):
    """Frames that can be scrolled together, and what sets them apart from the rest of their series."""

    frames: list[FrameInfo]
    reasons: tuple[str, ...] = ()  # ("echo 2 of 3",); () for what was not split
    phase_reasons: int = 0  # how many of the last reasons say which phase it is; the others are of all phases


def split(frames: list[FrameInfo]) -> list[Part]:
    """Split what does not belong together: localizers, sizes, orientations, films, and repeats at one place.

    A series whose frames lie at different places is left whole whatever its header says. Repeats that
    nothing explains stay together.
    """
    parts = [Part(frames)]
    for divide in (_by_localizer, _by_size, _by_orientation, _by_film, _by_stack):
        parts = [
            inner._replace(reasons=part.reasons + inner.reasons)
            for part in parts
            for inner in divide(part.frames)
        ]
    return parts


def _by_localizer(frames: list[FrameInfo]) -> list[Part]:
    """Part the scouts from a series that has other frames too."""
    scouts = [frame for frame in frames if "LOCALIZER" in dict(frame.stack).get(IMAGE_TYPE, "").split("\\")]
    if not 0 < len(scouts) < len(frames):
        return [Part(frames)]
    others = set(frames) - set(scouts)
    return [Part([frame for frame in frames if frame in others]), Part(scouts, ("localizer",))]


def _by_size(frames: list[FrameInfo]) -> list[Part]:
    groups = _grouped(frames, [f"{frame.rows} x {frame.columns}" for frame in frames])
    return [Part(members, (size,) if len(groups) > 1 else ()) for size, members in groups.items()]


def _by_orientation(frames: list[FrameInfo]) -> list[Part]:
    groups: list[list[FrameInfo]] = []
    for frame in frames:
        alike = next((group for group in groups if _same_orientation(group[0], frame)), None)
        if alike is not None:
            alike.append(frame)
        elif len(groups) == _MOST_DIRECTIONS:
            return [Part(frames)]
        else:
            groups.append([frame])
    # Slices that each have a direction of their own (radial ones, a turning projection) belong together.
    each_its_own = len(groups) == len(frames)
    if len(groups) == 1 or each_its_own or len(groups) > max(_FEW_DIRECTIONS, len(frames) // 2):
        return [Part(frames)]
    return [Part(group, (name,)) for group, name in zip(groups, _orientation_names(groups), strict=True)]


def _orientation_names(groups: list[list[FrameInfo]]) -> list[str]:
    names = [plane_name(group[0].orientation) for group in groups]
    if len(set(names)) == len(names):
        return names
    return [f"orientation {number} of {len(groups)}" for number in range(1, len(groups) + 1)]


def _same_orientation(one: FrameInfo, other: FrameInfo) -> bool:
    if one.orientation is None or other.orientation is None:
        return one.orientation is other.orientation
    return all(abs(a - b) < _SAME_COSINE for a, b in zip(one.orientation, other.orientation, strict=True))


def _by_film(frames: list[FrameInfo]) -> list[Part]:
    """Part films, and levels of a slide, each in a file of its own: without places nothing makes them one."""
    if all(frame.position_mm is not None for frame in frames):
        return [Part(frames)]
    files = list(_grouped(frames, _files(frames)).values())
    films = [members for members in files if len(members) > 1]
    if not films or len(files) == 1:
        return [Part(frames)]
    films.sort(key=lambda members: members[0].instance_number or 0)
    names = [f"multi-frame {number} of {len(films)}" for number in range(1, len(films) + 1)]
    if len(films) == 1:
        names = ["multi-frame"]
    parts = [Part(members, (name,)) for members, name in zip(films, names, strict=True)]
    stills = [members[0] for members in files if len(members) == 1]
    return [*parts, Part(stills, ("single images",))] if stills else parts


def _by_stack(frames: list[FrameInfo]) -> list[Part]:
    """Part frames that lie at one place by what tells them apart, as long as something does."""
    values = [dict(frame.stack) for frame in frames]
    places = _scrolled(frames, values)
    if places is None or _fullest(places) == 1:
        return [Part(frames)]
    for name in _names_in_order(values):
        own = [value.get(name, "") for value in values]
        if _explains(own, places, may_be_more=name == SEGMENT):
            return _parts_by(name, own, frames, places)
    files = _files(frames)
    if _explains(files, places):
        return _parts_by("file", files, frames, places)
    repeats = _repeats(frames)
    return _parts_by("repeat", repeats, frames, places) if repeats is not None else [Part(frames)]


def _repeats(frames: list[FrameInfo]) -> list[str] | None:
    """Return which time each frame is at its place, by instance numbers that leave no doubt; else None.

    All places must be filled equally, and the numbers must go through all places in one order again and
    again, or through all frames of one place after the other. A file that is missing breaks either.
    """
    heights, numbers = heights_mm(frames), [frame.instance_number for frame in frames]
    known = {number for number in numbers if number is not None}
    if heights is None or len(known) < len(frames):
        return None
    counts = Counter(heights.tolist())
    slices, times = len(counts), len(frames) // len(counts)
    if slices == 1 or set(counts.values()) != {times}:
        return None
    order = sorted(range(len(frames)), key=lambda index: numbers[index] or 0)
    in_order = [heights[index] for index in order]
    repeats = [""] * len(frames)
    if all(height == in_order[place % slices] for place, height in enumerate(in_order)):
        for place, index in enumerate(order):
            repeats[index] = str(place // slices + 1)
        return repeats
    if all(height == in_order[place - place % times] for place, height in enumerate(in_order)):
        for place, index in enumerate(order):
            repeats[index] = str(place % times + 1)
        return repeats
    return None


def _explains(own: list[str], places: Sequence[Hashable], may_be_more: bool = False) -> bool:
    """Tell whether these values part frames of one place.

    What changes from slice to slice explains nothing: there must be no more values than frames at the
    fullest place. Segments alone may be more; they do not all reach everywhere.
    """
    count, most = len(set(own)), _fullest(places)
    if count == 1 or (count > most and not may_be_more):
        return False
    return _fullest(zip(own, places, strict=True)) < most


def _parts_by(name: str, own: list[str], frames: list[FrameInfo], places: Sequence[Hashable]) -> list[Part]:
    groups = _grouped(frames, own)
    ordered = sorted(groups, key=_numeric_key)
    within = {value: _by_stack(groups[value]) for value in ordered}
    parts = [
        inner._replace(reasons=(_label(name, value, ordered), *inner.reasons))
        for value in ordered
        for inner in within[value]
    ]
    # Each echo with times of its own: the times are the phases. A b-value has directions, and they are one.
    are_phases = name == B_VALUE or (name in _PHASES and any(len(inner) == 1 for inner in within.values()))
    if are_phases and len(frames) >= _PHASES_SHARE * len(parts) * len(set(places)):
        return [part._replace(phase_reasons=len(part.reasons)) for part in parts]
    return parts


def _files(frames: list[FrameInfo]) -> list[str]:
    """Return a number for each file, in the order of the frames, which is that of the names of the files."""
    numbers = {path: str(number) for number, path in enumerate(dict.fromkeys(frame.path for frame in frames))}
    return [numbers[frame.path] for frame in frames]


def _scrolled(frames: list[FrameInfo], values: list[dict[str, str]]) -> Sequence[Hashable] | None:
    """Return what changes as the user scrolls: the place, else the time or the angle; None for nothing."""
    heights = heights_mm(frames)
    if heights is not None and len(set(heights)) > 1:
        return heights.tolist()
    is_one_plane = len({frame.orientation for frame in frames}) == 1 and frames[0].orientation is not None
    names = _SCROLLED_AT_ONE_PLACE if heights is not None or is_one_plane else _SCROLLED_IN_NM
    for name in names:
        own = [value.get(name, "") for value in values]
        if len(set(own)) > 1:
            return own
    return None


def _fullest(places: Iterable[Hashable]) -> int:
    return max(Counter(places).values())


def _names_in_order(values: list[dict[str, str]]) -> list[str]:
    present = dict.fromkeys(name for value in values for name in value)
    others = [name for name in present if name not in (*_FIRST, *_LAST)]
    return [name for name in (*_FIRST, *others, *_LAST) if name in present]


def _label(name: str, value: str, all_values: list[str]) -> str:
    """Say which part this is: by its value where that speaks, else by its number."""
    if not value:
        return f"no {name}"
    if name == IMAGE_TYPE:
        return _image_type_label(value, all_values)
    if name in _SPEAKING:
        return _SPEAKING[name].format(value)
    known = [other for other in all_values if other]
    return f"{'echo' if name == 'echo time' else name} {known.index(value) + 1} of {len(known)}"


def _image_type_label(value: str, all_values: list[str]) -> str:
    """Return the words that this image type has and not all of the others have too."""
    shared = set.intersection(*(set(other.split("\\")) for other in all_values if other))
    own = dict.fromkeys(
        _WORDS.get(word, word.lower().replace("_", " ")) for word in value.split("\\") if word not in shared
    )
    return " ".join(own) or value.lower().replace("\\", " ")


def _numeric_key(value: str) -> tuple[list[float], str]:
    """Return a key that sorts numbers within a text by their value, and what has none first."""
    return [float(number) for number in _NUMBER.findall(value)], value


def _grouped(frames: list[FrameInfo], own: list[str]) -> dict[str, list[FrameInfo]]:
    groups: dict[str, list[FrameInfo]] = defaultdict(list)
    for value, frame in zip(own, frames, strict=True):
        groups[value].append(frame)
    return groups
