"""Is there an NVIDIA GPU? Asked of the driver itself, because asking torch takes seconds."""

import ctypes
import sys
from functools import cache


@cache
def has_cuda_device() -> bool:
    """True where the driver is installed and finds a device; torch may still be unable to use it."""
    name = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        driver = ctypes.CDLL(name)
        count = ctypes.c_int(0)
        return driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0 and count.value > 0
    except (OSError, AttributeError):
        return False
