"""With NVIDIA's CUDA or without: which torch is installed, and whether the bundle holds what it needs."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from prune import Row, folder_of_libraries

NAMES = ("cpu", "cuda")
# Without these, torch's CUDA build does not import or finds no device.
_NEEDED_BY_CUDA = ("*torch_cuda*", "*c10_cuda*", "*cudart*", "*cublas*", "*cudnn*")
_ONLY_CUDA = (
    "*torch_cuda*",
    "*c10_cuda*",
    "libcudart*",
    "libcublas*",
    "libcudnn*",
    "libnccl*",
    "nvidia",
    "triton",
)


def installed() -> str:
    """The flavour of the torch in this environment; ROCm's and others are none of ours."""
    import torch

    return "cpu" if torch.version.cuda is None else "cuda"


def agreed(wanted: str | None) -> str:
    """The flavour to build; raises SystemExit when the environment holds another one than is wanted."""
    there = installed()
    if wanted not in (None, there):
        raise SystemExit(f"--flavour {wanted}: the torch of this environment is the {there} one")
    return there


def fitting(rows: Iterable[Row]) -> list[Row]:
    """Without what torchvision's CUDA build, the only one in the index, brings beside a CPU's torch."""
    cuda = installed() == "cuda"
    return [row for row in rows if cuda or not _is_cuda(PurePath(row[0]).name)]


def _is_cuda(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _ONLY_CUDA)


def examine(bundle: Path, flavour: str) -> None:
    """Raise SystemExit when CUDA is missing from a bundle that is for it, or is in one that is not."""
    libraries = folder_of_libraries(bundle)
    if flavour == "cuda":
        missing = [pattern for pattern in _NEEDED_BY_CUDA if not any(libraries.rglob(pattern))]
        if missing:
            raise SystemExit(f"the bundle for CUDA has no {', '.join(missing)}")
    else:
        foreign = [
            str(path.relative_to(bundle)) for pattern in _ONLY_CUDA for path in libraries.rglob(pattern)
        ]
        if foreign:
            raise SystemExit(f"the bundle for the CPU holds {', '.join(foreign)}")
