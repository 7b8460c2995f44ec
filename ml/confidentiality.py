"""The Basic Application Level Confidentiality Profile, applied to one header.

Which attribute is treated how comes from Table E.1-1 as the package dicom-anonymizer extracts it from the
standard; that package itself does not look into sequences (docs/adr/0032), so the treatment is done here.

References
----------
PS3.15 Annex E: E.1-1 (table and action codes), E.2 (Basic Profile), E.3.6 (Retain Longitudinal Temporal
Information with Modified Dates).
"""

import hmac
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import cache
from uuid import UUID

from dicomanonymizer.dicomfields_selector import dicom_anonymization_database_selector
from pydicom.datadict import dictionary_has_tag, dictionary_VR, repeater_has_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

EDITION = "2026c"  # of the standard
DUMMY_TEXT = "REMOVED"
UID_ROOT = "2.25."
_DUMMIES = {
    "DA": "19000101", "DT": "19000101000000", "TM": "000000", "AS": "000Y", "DS": "0", "IS": "0",
    "UR": "http://removed.invalid",
}  # fmt: skip
_NUMBERS = {"FD", "FL", "SS", "US", "SL", "UL", "SV", "UV"}
_BYTES = {"OB", "OW", "OF", "OD", "OL", "OV", "UN"}
_TEXT = {"LO", "SH", "LT", "ST", "UC", "UT"}
_DATES = {"DA", "DT"}
_NEVER_SHIFTED = {0x0010, 0x0400}  # a birth date tells the age; a signature is void anyway
_LONGEST_SHIFT_DAYS = 3650
# Of UIDs that the table does not list: these name kinds of things, not things.
_KINDS = re.compile(
    r"Class|TransferSyntax|CodingScheme|Context|Mapping|Creator|Template|Community|Repository"
)
_SHORTEST_SECRET = 5  # characters of a name or an ID that is looked for in other texts


class Action(Enum):
    """What becomes of an attribute; where the table leaves a choice, what fits every kind of image."""

    REMOVE = auto()
    EMPTY = auto()
    REPLACE = auto()
    NEW_UID = auto()  # in a sequence: of all that is in it


_ACTIONS = {
    "X_TAGS": Action.REMOVE,
    "Z_TAGS": Action.EMPTY,
    "X_Z_TAGS": Action.EMPTY,
    "D_TAGS": Action.REPLACE,
    "Z_D_TAGS": Action.REPLACE,
    "X_D_TAGS": Action.REPLACE,
    "X_Z_D_TAGS": Action.REPLACE,
    "U_TAGS": Action.NEW_UID,
    "X_Z_U_STAR_TAGS": Action.NEW_UID,
}


@cache
def _table() -> tuple[dict[int, Action], tuple[tuple[tuple[int, int, int, int], Action], ...]]:
    """Return the actions of single tags, and those of repeating groups with their masks."""
    listed = dicom_anonymization_database_selector(f"dicomfields_{EDITION}")
    rows = [(row, action) for category, action in _ACTIONS.items() for row in listed[category]]
    single = {row[0] << 16 | row[1]: action for row, action in rows if len(row) == 2}
    for row in listed["X_Z_D_TAGS"]:  # a sequence that may be empty is
        if dictionary_VR(row) == "SQ":
            single[row[0] << 16 | row[1]] = Action.EMPTY
    return single, tuple((row, action) for row, action in rows if len(row) == 4)


def action_of(tag: BaseTag) -> Action | None:
    """Return what the profile asks for an attribute; None: it may stay, though what is in it may not.

    Private attributes, those that no dictionary knows, and group lengths are removed.
    """
    single, repeating = _table()
    if tag.is_private or tag.element == 0:
        return Action.REMOVE
    if tag in single:
        return single[tag]
    for (group, element, group_mask, element_mask), action in repeating:
        if tag.group & group_mask == group and tag.element & element_mask == element:
            return action
    return None if dictionary_has_tag(tag) or repeater_has_tag(tag) else Action.REMOVE


def elements(dataset: Dataset) -> Iterator[tuple[Dataset, DataElement]]:
    """Return every element at all depths with the data set it stands in."""
    for element in dataset:
        yield dataset, element
        if element.VR == "SQ":
            for item in element.value or ():
                yield from elements(item)


class Confidentiality:
    """Treats headers so that what belonged together still does.

    The same UID, patient or distance in days gives the same result in every header that one object treats;
    another object, with another secret, gives others, and nobody can go back from them.
    """

    def __init__(self, shift_dates: bool = True, secret: bytes | None = None) -> None:
        self.shift_dates = shift_dates
        self._secret = secret or secrets.token_bytes(32)

    def apply(self, dataset: Dataset) -> None:
        """Change a header in place. Pixel data and how it is described stay as they are."""
        patient = _patient_key(dataset)
        pseudonym = f"ANON-{self._digest('patient', patient)[:4].hex().upper()}"
        self._treat(dataset, self._shift(patient), _secrets_of(dataset))
        for keyword in ("PatientName", "PatientID"):
            setattr(dataset, keyword, pseudonym)
        dataset.PatientIdentityRemoved = "YES"
        dataset.DeidentificationMethod = f"Kesit: PS3.15 {EDITION} Annex E, Basic Profile"
        dataset.LongitudinalTemporalInformationModified = "MODIFIED" if self.shift_dates else "REMOVED"
        dataset.DeidentificationMethodCodeSequence = Sequence(self._codes())

    def new_uid(self, uid: str) -> str:
        """Return what stands for a UID from now on."""
        return f"{UID_ROOT}{UUID(bytes=self._digest('uid', uid)[:16], version=4).int}"

    def _treat(self, dataset: Dataset, shift: timedelta | None, told: tuple[str, ...]) -> None:
        for tag in list(dataset.keys()):
            action = action_of(tag)
            if action is Action.REMOVE and not (shift and _may_be_shifted(dataset, tag)):
                del dataset[tag]
                continue
            element = dataset[tag]
            if action is None:
                action = self._action_of_unlisted(element, told)
            if element.VR == "SQ" and action in (None, Action.NEW_UID):
                for item in element.value or ():
                    self._treat(item, shift, told)
            elif action is not None:
                self._change(dataset, element, action, shift)

    def _action_of_unlisted(self, element: DataElement, told: tuple[str, ...]) -> Action | None:
        """What the table passes over, and still should not stay."""
        if element.VR in _DATES or element.VR == "PN":
            return Action.EMPTY
        if element.VR == "UI" and not _KINDS.search(element.keyword):
            return Action.NEW_UID
        text = str(element.value).casefold() if element.VR in _TEXT else ""
        return Action.EMPTY if any(secret in text for secret in told) else None

    def _change(
        self, dataset: Dataset, element: DataElement, action: Action, shift: timedelta | None
    ) -> None:
        if shift is not None and _may_be_shifted(dataset, element.tag):
            moved = _shifted(element, shift)
            if moved is not None:
                element.value = moved
                return
        if action is Action.REMOVE:
            del dataset[element.tag]
        elif action is Action.NEW_UID:
            element.value = _each(element.value, self._new_unless_standard)
        elif action is Action.EMPTY:
            dataset[element.tag] = DataElement(
                element.tag, element.VR, Sequence() if element.VR == "SQ" else None
            )
        else:
            dataset[element.tag] = DataElement(element.tag, element.VR, _dummy(element.VR))

    def _new_unless_standard(self, uid: str) -> str:
        return uid if not uid or uid.startswith("1.2.840.10008.") else self.new_uid(uid)

    def _shift(self, patient: str) -> timedelta | None:
        if not self.shift_dates:
            return None
        number = int.from_bytes(self._digest("days", patient)[:8], "big")
        return timedelta(days=1 + number % _LONGEST_SHIFT_DAYS)

    def _digest(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self._secret, f"{purpose}\0{text}".encode(), "sha256")

    def _codes(self) -> list[Dataset]:
        codes = [("113100", "Basic Application Confidentiality Profile")]
        if self.shift_dates:
            codes.append(("113107", "Retain Longitudinal Temporal Information Modified Dates Option"))
        return [_code(value, meaning) for value, meaning in codes]


def _code(value: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, "DCM", meaning
    return code


def _patient_key(dataset: Dataset) -> str:
    """Whose header it is: by ID, else by name, else nobody else's than its study's."""
    texts = (str(dataset.get(keyword) or "") for keyword in ("PatientID", "PatientName", "StudyInstanceUID"))
    return next((text.strip() for text in texts if text.strip()), "")


def _secrets_of(dataset: Dataset) -> tuple[str, ...]:
    """What must not stand in any text: the ID, the name as it is stored and as people write it."""
    name = str(dataset.get("PatientName") or "").strip()
    family, _, given = name.partition("^")
    texts = (
        str(dataset.get("PatientID") or "").strip(),
        name,
        f"{given} {family}".strip(),
        f"{family} {given}",
    )
    return tuple({text.casefold() for text in texts if len(text) >= _SHORTEST_SECRET})


def _may_be_shifted(dataset: Dataset, tag: BaseTag) -> bool:
    if tag.is_private or tag.group in _NEVER_SHIFTED or not dictionary_has_tag(tag):
        return False
    return dictionary_VR(tag) in (*_DATES, "TM") and dataset[tag].VR in (*_DATES, "TM")


def _shifted(element: DataElement, shift: timedelta) -> object:
    """Return the value moved into the past; a time as it is; None when it is no date."""
    if element.VR == "TM":
        return element.value
    try:
        return _each(element.value, lambda text: _shifted_date(text, shift))
    except (ValueError, OverflowError):
        return None


def _shifted_date(text: str, shift: timedelta) -> str:
    if not text:
        return text
    day = text.replace(".", "") if re.fullmatch(r"\d{4}\.\d\d\.\d\d", text) else text
    moved = datetime.strptime(day[:8], "%Y%m%d") - shift
    return f"{moved:%Y%m%d}".rjust(8, "0") + day[8:]


def _each(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, MultiValue | list):
        return [change(str(part).strip()) for part in value]
    return change("" if value is None else str(value).strip())


def _dummy(vr: str) -> object:
    if vr == "SQ":
        return Sequence([Dataset()])
    if vr in _BYTES:
        return b"\0\0"
    return 0 if vr in _NUMBERS else _DUMMIES.get(vr, DUMMY_TEXT)


def problems(dataset: Dataset) -> tuple[str, ...]:
    """Return the attributes of a treated header that are not as the profile asks, by keyword or tag."""
    wrong = [element for place, element in elements(dataset) if not _is_clean(element, dataset, place)]
    return tuple(dict.fromkeys(element.keyword or str(element.tag) for element in wrong))


def _is_clean(element: DataElement, whole: Dataset, place: Dataset) -> bool:
    action = action_of(element.tag)
    shifted = whole.get("LongitudinalTemporalInformationModified") == "MODIFIED"
    if action is None or (shifted and _may_be_shifted(place, element.tag)):
        return True
    if action is Action.REMOVE:
        return False
    if element.VR == "SQ":
        return action is Action.NEW_UID or not any(len(item) for item in element.value or ())
    if action is Action.NEW_UID:
        uids = element.value if isinstance(element.value, MultiValue) else [element.value or ""]
        return all(not uid or str(uid).startswith((UID_ROOT, "1.2.840.10008.")) for uid in uids)
    if element.keyword in ("PatientName", "PatientID"):
        return re.fullmatch(r"(ANON-[0-9A-F]{8})?", str(element.value or "")) is not None
    dummy = str(_dummy(element.VR))
    return not element.value or str(element.value) == dummy
