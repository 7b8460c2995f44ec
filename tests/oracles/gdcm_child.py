"""``python gdcm_child.py FROM TO``: write a DICOM file uncompressed with GDCM, in a process that may die."""

import sys

import gdcm


def main(source: str, target: str) -> int:
    reader = gdcm.ImageReader()
    reader.SetFileName(source)
    if not reader.Read():
        return 1
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.ExplicitVRLittleEndian))
    change.SetInput(reader.GetImage())
    if not change.Change():
        return 1
    writer = gdcm.ImageWriter()
    writer.SetFileName(target)
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    return 0 if writer.Write() else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
