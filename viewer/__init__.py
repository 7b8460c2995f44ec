"""The desktop application. Imports ``ml``; ``ml`` never imports it."""

VERSION = "0.1.0"
