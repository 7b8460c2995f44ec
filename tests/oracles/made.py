"""Files that DCMTK's encoders make of uncompressed ones: what no public collection holds side by side."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.oracles.uncompressed import succeeds

# Of pydicom's wheel and of pydicom-data: signed, unsigned, 1 to 32 bits, grey, colour, palette, odd, loops.
SOURCES = (
    *("CT_small", "MR_small", "emri_small", "MR2_UNCI", "RG1_UNCI", "RG3_UNCI"),
    *("liver_1frame", "rtdose", "examples_palette", "OBXXXX1A", "OBXXXX1A_2frame"),
    *("SC_rgb", "SC_rgb_2frame", "SC_rgb_16bit", "SC_rgb_small_odd", "SC_ybr_full_uncompressed"),
)

_ENCODERS = {
    **{f"lossless-{value}": f"dcmcjpeg +el +sv {value}" for value in range(1, 8)},
    "lossless-sv1": "dcmcjpeg +e1",
    "lossless-pieces": "dcmcjpeg +e1 +fs 1",
    "baseline": "dcmcjpeg +eb",
    "extended": "dcmcjpeg +ee",
    "spectral": "dcmcjpeg +es",
    "progressive": "dcmcjpeg +ep",
    "ls": "dcmcjpls",
    "ls-pieces": "dcmcjpls +fs 1",
    **{f"ls-near-{difference}": f"dcmcjpls +en +md {difference}" for difference in (1, 2, 5)},
    "rle": "dcmcrle",
    "big-endian": "dcmconv +tb",
    "deflated": "dcmconv +td",
    "implicit": "dcmconv +ti",
}


def make(sources: Iterator[Path], folder: Path) -> None:
    """Write every source in every encoding that DCMTK can give it."""
    wanted = [path for path in sources if path.stem in SOURCES]
    for path, (name, command) in product(wanted, _ENCODERS.items()):
        target = folder / f"{path.stem}-{name}.dcm"
        if not succeeds([*command.split(), str(path), str(target)]):
            target.unlink(missing_ok=True)
