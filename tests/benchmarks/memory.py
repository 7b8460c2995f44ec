"""How much memory reading a volume takes at its peak, as a multiple of the volume. Linux only.

python -m tests.benchmarks.memory FOLDER
"""

import re
import sys
from pathlib import Path

from ml.imaging import read_frame, read_volume, scan

_STATUS = Path("/proc/self/status")


def main() -> None:
    """Read the one series of a folder and print the share."""
    series = scan([Path(sys.argv[1])]).studies[0].series[0]
    read_frame(series.frames[0])  # imports what is needed
    before = bytes_of("VmRSS")
    volume = read_volume(series)
    print((bytes_of("VmHWM") - before) / volume.voxels.nbytes)


def bytes_of(field: str) -> int:
    found = re.search(rf"{field}:\s+(\d+) kB", _STATUS.read_text())
    assert found
    return 1024 * int(found[1])


if __name__ == "__main__":
    main()
