"""Modality and VOI lookup tables as they stand in a header.

References
----------
PS3.3 C.11.1.1.1 (LUT Descriptor).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from pydicom.dataset import Dataset


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """One lookup table.

    Attributes
    ----------
    entries
        uint16; ``entries[0]`` is what ``first_mapped`` and every value below it become.
    bits
        How many bits of the entries count.
    """

    entries: np.ndarray
    first_mapped: int
    bits: int
    explanation: str


def read_lookup_tables(dataset: Dataset, sequence: str, is_signed: bool) -> list[LookupTable]:
    """Return the usable tables of a sequence in its order; broken ones are left out.

    Parameters
    ----------
    is_signed
        Whether the values that go in can be negative: then so is the first mapped value.
    """
    byte_order = ">" if dataset.original_encoding[1] is False else "<"
    tables = [_read(item, is_signed, byte_order) for item in dataset.get(sequence) or []]
    return [table for table in tables if table is not None]


def _read(item: Dataset, is_signed: bool, byte_order: str) -> LookupTable | None:
    try:
        count, first, bits = (int(value) for value in item.LUTDescriptor)
        entries = _entries(item["LUTData"].value, count % 65536 or 65536, byte_order)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    if entries.size == 0 or not 0 < bits <= 16:
        return None
    if is_signed and first >= 32768:
        first -= 65536
    # Some writers understate the bits of their entries.
    bits = max(bits, int(entries.max()).bit_length())
    return LookupTable(entries, first, bits, str(item.get("LUTExplanation", "") or ""))


def _entries(data: Any, count: int, byte_order: str) -> np.ndarray:
    """Return ``count`` entries; raises ValueError when there are fewer."""
    if not isinstance(data, bytes):
        entries = np.atleast_1d(np.asarray(data, np.int64)).astype(np.uint16)
    elif len(data) >= 2 * count:
        entries = np.frombuffer(data[: 2 * count], f"{byte_order}u2").astype(np.uint16)
    else:
        entries = np.frombuffer(data, np.uint8).astype(np.uint16)
    if entries.size < count:
        raise ValueError("fewer entries than announced")
    return entries[:count]
