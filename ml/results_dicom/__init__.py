"""Answers as DICOM objects of the study that they are about, for other programs to read.

A report, pictures with the heat map, and a parametric map: record 38 in docs/adr says why these. Importing
this package takes a second, for highdicom: import it where something is written.
"""

from ml.results_dicom.writing import Explainer, Written, write_series

__all__ = ["Explainer", "Written", "write_series"]
