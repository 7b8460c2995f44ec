"""One file -> the same file with its pixels uncompressed, by programs that are not ours.

DCMTK (``apt install dcmtk``) reads all but the JPEG 2000 family; GDCM reads that, in a process of its own,
because a damaged file can make it abort; HTJ2K is left to OpenJPH, the reference implementation; FFmpeg has
decoders of its own for what the others stumble over.
"""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.uid import (
    HTJ2K,
    UID,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    HTJ2KLosslessRPCL,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

_LIMIT_S = 120
_GDCM = Path(__file__).with_name("gdcm_child.py")
_HTJ2K = {HTJ2K, HTJ2KLossless, HTJ2KLosslessRPCL}


def uncompressed(path: Path, syntax: UID, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name of the program, uncompressed file), best first; nothing when none can read it."""
    for name, convert in _PROGRAMS.items():
        target = folder / f"{name}.dcm"
        target.unlink(missing_ok=True)
        with contextlib.suppress(Exception):  # a file that pydicom or a decoder stumbles over
            if convert(path, syntax, target) and target.exists():
                yield name, target


def succeeds(command: list[str]) -> bool:
    """Run a program and tell whether it was content; its output is of no interest."""
    try:
        return subprocess.run(command, capture_output=True, timeout=_LIMIT_S, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _with_dcmtk(path: Path, syntax: UID, target: Path) -> bool:
    if syntax.startswith("1.2.840.10008.1.2.4") and syntax not in (JPEGLSLossless, JPEGLSNearLossless):
        # Of colour the JPEG data says itself whether it is YCbCr, as it does to us.
        samples = pydicom.dcmread(path, specific_tags=["SamplesPerPixel"], force=True).get("SamplesPerPixel")
        conversion = "+cg" if samples == 3 else "+cn"
        return succeeds(["dcmdjpeg", conversion, "+px", str(path), str(target)])
    program = {RLELossless: "dcmdrle", JPEGLSLossless: "dcmdjpls", JPEGLSNearLossless: "dcmdjpls"}.get(syntax)
    if program is not None:
        return succeeds([program, str(path), str(target)])
    return succeeds(["dcmconv", "+te", str(path), str(target)])


def _with_gdcm(path: Path, _syntax: UID, target: Path) -> bool:
    return succeeds([sys.executable, str(_GDCM), str(path), str(target)])


def _with_openjph(path: Path, syntax: UID, target: Path) -> bool:
    if syntax not in _HTJ2K:
        return False
    return _write(pydicom.dcmread(path), imagecodecs.htj2k_decode, target)


def _with_ffmpeg(path: Path, syntax: UID, target: Path) -> bool:
    kind = {"4.8": "jpegls_pipe", "4.9": "j2k_pipe"}.get(syntax.removeprefix("1.2.840.10008.1.2.")[:3])
    dataset = pydicom.dcmread(path)
    if kind is None or dataset.SamplesPerPixel != 1 or dataset.PixelRepresentation:
        return False
    bits = dataset.BitsAllocated

    def decode(frame: bytes) -> np.ndarray:
        layout = ["-pix_fmt", "gray" if bits == 8 else "gray16le", "-f", "rawvideo", "-"]
        command = ["ffmpeg", "-v", "error", "-f", kind, "-i", "-", *layout]
        found = subprocess.run(command, input=frame, capture_output=True, timeout=_LIMIT_S, check=True).stdout
        return np.frombuffer(found, f"<u{bits // 8}") >> (bits - dataset.BitsStored)  # it fills the top bits

    return _write(dataset, decode, target)


def _write(dataset: Dataset, decode: Callable[[bytes], np.ndarray], target: Path) -> bool:
    frames = generate_frames(dataset.PixelData, number_of_frames=int(dataset.get("NumberOfFrames") or 1))
    dataset.PixelData = b"".join(decode(frame).tobytes() for frame in frames)
    dataset["PixelData"].is_undefined_length = False
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.save_as(target, enforce_file_format=True, implicit_vr=False, little_endian=True)
    return True


_PROGRAMS = {"DCMTK": _with_dcmtk, "GDCM": _with_gdcm, "OpenJPH": _with_openjph, "FFmpeg": _with_ffmpeg}
