"""Variants of one piece of work, run in turn so that other load on the machine meets all of them."""

import os
import time
from collections.abc import Callable
from typing import NamedTuple

Variants = dict[str, Callable[[], object]]


class Took(NamedTuple):
    """The best of all rounds, in seconds."""

    wall: float
    cpu: float  # of this process and its children, all threads


def interleaved(variants: Variants, rounds: int) -> dict[str, Took]:
    """Run every variant once in each round; one that raises is left out."""
    best: dict[str, Took] = {}
    failed: set[str] = set()
    for _ in range(rounds):
        for name, work in variants.items():
            if name in failed:
                continue
            try:
                took = _timed(work)
            except Exception as error:  # noqa: BLE001 (a peer that cannot do it)
                print(f"  {name}: {type(error).__name__}: {str(error)[:90]}")
                failed.add(name)
                best.pop(name, None)
                continue
            best[name] = Took(*map(min, best.get(name, took), took))
    return best


def _timed(work: Callable[[], object]) -> Took:
    wall, cpu = time.perf_counter(), _cpu()
    work()
    return Took(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system
