import os
import subprocess
import sys

import pytest

CODE = """
import os, sys
from viewer.__main__ import keeping_library_path
with keeping_library_path():
    import viewer.launch
print("cv2" in sys.modules, os.environ.get("LD_LIBRARY_PATH"))
"""


@pytest.mark.parametrize("before", [None, "/opt/somewhere"])
def test_other_programs_get_the_library_path_that_this_one_got(before):
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    environment |= {"LD_LIBRARY_PATH": before} if before else {}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", str(before)]
