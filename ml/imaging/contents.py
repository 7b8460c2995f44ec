"""What an archive or a DICOMDIR leads to."""

from dataclasses import dataclass, field
from pathlib import Path

from ml.imaging.values import Failure


@dataclass(slots=True)
class Contents:
    """Files found by way of another file.

    Attributes
    ----------
    paths
        Where each can be read.
    ignored
        How many were plainly no images.
    """

    paths: list[Path] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    ignored: int = 0
