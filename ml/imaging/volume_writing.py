"""A volume -> a NIfTI or NRRD file that lies in the patient as the volume does."""

from pathlib import Path

import numpy as np

from ml.imaging.volume import Volume

_RAS_FROM_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


def write_nifti(volume: Volume, path: Path, description: str = "") -> None:
    """Write a .nii or .nii.gz file: modality values, millimetres, sform and qform of scanner coordinates.

    Parameters
    ----------
    description
        Kept in the header; at most 79 ASCII characters.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    import nibabel  # noqa: PLC0415 (it takes a while, and most people never write a volume)

    image = nibabel.Nifti1Image(_by_column(volume), _RAS_FROM_LPS @ volume.affine)
    image.header["descrip"] = description.encode("ascii")
    image.header.set_xyzt_units("mm")
    image.set_sform(image.affine, code="scanner")
    image.set_qform(image.affine, code="scanner")
    nibabel.save(image, path)


def write_nrrd(volume: Volume, path: Path, description: str = "") -> None:
    """Write a .nrrd file: modality values in LPS coordinates, compressed.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    import nrrd  # noqa: PLC0415

    header = {
        "space": "left-posterior-superior",
        "space directions": (volume.direction * volume.spacing_mm).T,
        "space origin": np.array(volume.origin_mm),
        "space units": ["mm"] * 3,
        "kinds": ["domain"] * 3,
        "content": description,
        "encoding": "gzip",
    }
    nrrd.write(str(path), _by_column(volume), header)


def _by_column(volume: Volume) -> np.ndarray:
    """The voxels with index axes (column, row, slice), as both formats want them; no copy."""
    return volume.voxels.transpose(2, 1, 0)
