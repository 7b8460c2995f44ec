"""Does this installation work? Decoders, outputs, models, device, training and windows, tried one by one."""

from viewer.selftest.check import Check, as_json, as_text, passed
from viewer.selftest.decoders import DECODED_FILES, check_decoders
from viewer.selftest.models import check_models
from viewer.selftest.outputs import check_outputs
from viewer.selftest.programs import check_programs, check_windows

__all__ = ["DECODED_FILES", "Check", "as_json", "as_text", "passed", "run_checks"]


def run_checks() -> tuple[Check, ...]:
    """Try everything; one failure does not stop the rest."""
    return (*check_decoders(), *check_models(), *check_outputs(), *check_programs(), *check_windows())
