"""Mutated files against the reader: ``python -m tests.fuzz --help``."""
