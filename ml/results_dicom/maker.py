"""Who says so: what every object that this program writes has in common."""

import hashlib
import json
import logging
import warnings
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from pydicom.uid import UID, generate_uid

from ml import VERSION
from ml.card import Card

# It quotes names of patients in its warnings.
logging.getLogger("highdicom").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module=r"highdicom\.")

NOTICE = "AI - RESEARCH - NOT FOR DIAGNOSTIC USE"
PROGRAM = "Kesit"
_LONGEST_LO = 64  # characters of a Long String (PS3.5 6.2)


def new_uid() -> UID:
    """Return a UID under the root 2.25, which needs no registration (PS3.5 B.2)."""
    return generate_uid(prefix=None)


@dataclass(frozen=True, slots=True)
class Maker:
    """The program and the model, at one time."""

    card: Card
    time: datetime = field(default_factory=datetime.now)

    @property
    def model_version(self) -> str:
        """A fingerprint of the card, which holds hash of the data, figures and calibration."""
        content = json.dumps(asdict(self.card), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    @property
    def software(self) -> tuple[str, str]:
        """Software Versions: the program and the model."""
        model = f"{self.card.name[:40]} {self.model_version}"
        return f"{PROGRAM} {VERSION}", model

    def object_arguments(self, series_number: int, what: str) -> dict[str, Any]:
        """Return what highdicom wants to know of every new object, the first of a new series."""
        return {
            "series_instance_uid": new_uid(),
            "series_number": series_number,
            "sop_instance_uid": new_uid(),
            "instance_number": 1,
            "manufacturer": PROGRAM,
            "manufacturer_model_name": PROGRAM,
            "software_versions": self.software,
            "series_description": f"{NOTICE} ({what})"[:_LONGEST_LO],
            "content_date": self.time.date(),
            "content_time": self.time.time(),
            "series_date": self.time.date(),
            "series_time": self.time.time(),
        }
