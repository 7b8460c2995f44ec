"""The colour palettes that the standard names, as pydicom brings them.

References
----------
PS3.6 Annex B: Well-known Color Palettes.
"""

from functools import cache

import numpy as np
from pydicom import dcmread
from pydicom.data import get_palette_files


@cache
def standard_palette(name: str) -> np.ndarray:
    """Return a palette, "hotiron", "pet", "hotmetalblue" or "pet20step": uint8 (256, 3), RGB, read-only."""
    (path,) = get_palette_files(f"{name}.dcm")
    dataset = dcmread(path)
    keyword = "{}PaletteColorLookupTableData"
    bands = [
        np.frombuffer(dataset[keyword.format(colour)].value, np.uint8) for colour in ("Red", "Green", "Blue")
    ]
    table = np.stack(bands, axis=1)
    table.flags.writeable = False
    return table
