"""Other programs that read DICOM, and what they say of the files that we read."""
