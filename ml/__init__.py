"""Imaging and learning, headless: everything Kesit does without a window."""
