"""Pictures of the main states of the window, pinned in size, style and font, and compared with kept ones."""
