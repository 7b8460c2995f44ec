"""What the window can ask for. The only callers of ``ml``."""
