"""Files about which the other programs err or are silent, and what is compared instead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Twin:
    """The same image in another encoding, written by whoever made both."""

    name: str
    why: str
    tolerance: int = 0


_NO_ONE_BIT = "DCMTK and GDCM read no compressed frames of one bit"
_BIG_ENDIAN = "its 32-bit values are wholly big endian, DCMTK and GDCM swap 16-bit words alone"

TWINS = {
    "liver_deflate.dcm": Twin("liver.dcm", _NO_ONE_BIT),
    "liver_rle.dcm": Twin("liver.dcm", _NO_ONE_BIT),
    "liver_nonbyte_aligned_deflate.dcm": Twin("liver_nonbyte_aligned.dcm", _NO_ONE_BIT),
    "liver_nonbyte_aligned_rle.dcm": Twin("liver_nonbyte_aligned.dcm", _NO_ONE_BIT),
    "rtdose_expb.dcm": Twin("rtdose.dcm", _BIG_ENDIAN),
    "rtdose_expb_1frame.dcm": Twin("rtdose_1frame.dcm", _BIG_ENDIAN),
    "emri_small_jpeg_2k_lossless_too_short.dcm": Twin(
        "emri_small_jpeg_2k_lossless.dcm", "its last item has no end; DCMTK and GDCM refuse it"
    ),
    "badVR.dcm": Twin("rtdose.dcm", "Number of Frames is 1A; the pixel data are those of 15 frames"),
    "HTJ2K_08_RGB.dcm": Twin(
        "HTJ2KLossless_08_RGB.dcm",
        "lossy; OpenJPH as imagecodecs wraps it turns what overflows 255 into 0, its lossless twin has 255",
        tolerance=4,
    ),
}

# What DCMTK and GDCM see differently, and why ours is right all the same.
DIFFERENT = {
    "SC_rgb_jpeg_lossy_gdcm.dcm": "its JPEG data names no colour space; the header says RGB and means it",
    "SC_jpeg_no_color_transform.dcm": "its Adobe marker says that no colour transform was made",
}

# Whole kinds of pictures that DCMTK does not make, or makes otherwise.
NO_PICTURE = (
    "32-bit colour and floating point pixels: DCMTK shows neither.",
    "YBR_FULL: DCMTK centres Cb and Cr on 127.5, PS3.3 C.7.6.3.1.2 says 128; so pydicom's picture.",
    "Segmented palettes: DCMTK knows none; so SimpleITK's picture.",
)
