"""What a frozen program starts with."""

import sys
from multiprocessing import freeze_support

from viewer.__main__ import main

if __name__ == "__main__":
    freeze_support()
    sys.exit(main())
