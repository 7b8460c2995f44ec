"""Imaging and learning, headless: everything Kesit does without a window."""

VERSION = "0.1.0"  # of the whole program
