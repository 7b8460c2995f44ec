"""Imaging and learning, headless: everything Kesit does without a window."""

import os
import sys

VERSION = "0.1.0"  # of the whole program

# ONNX Runtime would, when it is imported, give this computer an identity and report events over the network.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def own_name(command: str) -> str:
    """What one types for a command: in an installed program there is no Python to start modules with."""
    return f"kesit {command}" if getattr(sys, "frozen", False) else f"python -m ml.{command}"
