"""One thing that was tried, and the report of all."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried."""

    group: str  # "decoder", "output", "model", "device" or "program"
    name: str
    passed: bool
    detail: str  # what was found, or why it failed
    duration_ms: float


def checked(group: str, name: str, work: Callable[[], str]) -> Check:
    """Try something that returns what it found, or raises."""
    start = time.perf_counter()
    try:
        detail, fine = work(), True
    except Exception as error:  # noqa: BLE001 (whatever is broken here is what the test is for)
        detail, fine = f"{type(error).__name__}: {error}", False
    return Check(group, name, fine, detail, round((time.perf_counter() - start) * 1000, 1))


def as_text(checks: tuple[Check, ...]) -> str:
    """The report for people."""
    lines = [
        f"{'ok    ' if check.passed else 'FAILED'}  {check.group:<8} {check.name}: {check.detail}"
        for check in checks
    ]
    failed = sum(not check.passed for check in checks)
    ending = "Everything works." if not failed else f"{failed} of {len(checks)} checks failed."
    return "\n".join([*lines, ending])


def as_json(checks: tuple[Check, ...]) -> str:
    """The report for programs: ``{"passed", "checks": [{group, name, passed, detail, duration_ms}]}``."""
    content = {"passed": passed(checks), "checks": [asdict(check) for check in checks]}
    return json.dumps(content, indent=2)  # in ASCII: Windows redirects in the letters of its region


def passed(checks: tuple[Check, ...]) -> bool:
    return all(check.passed for check in checks)
