"""Imaging and learning, headless: everything Kesit does without a window."""

import os

VERSION = "0.1.0"  # of the whole program

# ONNX Runtime would, when it is imported, give this computer an identity and report events over the network.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
