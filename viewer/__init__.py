"""The desktop application. Imports ``ml``; ``ml`` never imports it."""

from ml import VERSION

__all__ = ["VERSION"]
