"""Threads: the one way to run anything slow. Knows nothing of images or models."""
