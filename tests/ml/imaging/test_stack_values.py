"""Echo, time, b-value and their like in headers: ordinary, enhanced, nuclear medicine, and private ones."""

from itertools import product

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import NuclearMedicineImageStorage, SegmentationStorage

from ml.imaging import scan
from tests.ml.imaging.maker import grey_dataset, write

SLICE = np.zeros((4, 4), np.int16)
AXIAL = [1, 0, 0, 0, 1, 0]


def item(**attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def series_of(path):
    (study,) = scan([path]).studies
    return study.series


def write_mr(folder, volumes, slices=3):
    """One file per slice; ``volumes`` holds the attributes of each, a function edits what has no keyword."""
    for number, (volume, z) in enumerate(product(volumes, range(slices))):
        attributes, edit = volume if isinstance(volume, tuple) else (volume, None)
        dataset = grey_dataset(
            SLICE,
            Modality="MR",
            SeriesDescription="T2 TSE",
            InstanceNumber=number,
            ImageOrientationPatient=AXIAL,
            ImagePositionPatient=[0, 0, 5 * z],
            **attributes,
        )
        if edit is not None:
            edit(dataset)
        write(dataset, folder / f"{number:03d}.dcm")


def private(vendor, creator, group, **elements):
    def edit(dataset):
        block = dataset.private_block(group, creator, create=True)
        for element, (vr, value) in elements.items():
            block.add_new(int(element, 16), vr, value)

    return {"Manufacturer": vendor}, edit


CASES = {
    "echo": (
        [{"EchoNumbers": 1, "EchoTime": 10}, {"EchoNumbers": 2, "EchoTime": 80}],
        ["echo 1 of 2", "echo 2 of 2"],
    ),
    "echo time alone": ([{"EchoTime": 4.92}, {"EchoTime": 7.38}], ["echo 1 of 2", "echo 2 of 2"]),
    "time": (
        [{"TemporalPositionIdentifier": time} for time in (1, 2, 10)],
        [f"temporal position {number} of 3" for number in (1, 2, 3)],
    ),
    "cardiac phase": (
        [{"TriggerTime": time} for time in (0, 42.5)],
        ["cardiac phase 1 of 2", "cardiac phase 2 of 2"],
    ),
    "acquisition": (
        [{"AcquisitionNumber": number} for number in (1, 2)],
        ["acquisition 1 of 2", "acquisition 2 of 2"],
    ),
    "acquisition time": (
        [{"AcquisitionTime": time} for time in ("093015.25", "093117.5")],
        ["acquisition time 1 of 2", "acquisition time 2 of 2"],
    ),
    "kind of image": (
        [{"ImageType": ["ORIGINAL", "PRIMARY", kind, "ND"]} for kind in ("M", "P", "R", "I")],
        ["imaginary", "magnitude", "phase", "real"],
    ),
    "inversion time": ([{"InversionTime": 200}, {"InversionTime": 1500}], ["TI 200 ms", "TI 1500 ms"]),
    "b-value": ([{"DiffusionBValue": b} for b in (0.0, 500.0)], ["b 0 s/mm²", "b 500 s/mm²"]),
    "Siemens": (
        [
            private("SIEMENS", "SIEMENS MR HEADER", 0x0019, **{"0C": ("IS", b), "0E": ("FD", way)})
            for b, way in [(1000, [1, 0, 0]), (1000, [0, 1, 0])]
        ],
        ["direction 1 of 2", "direction 2 of 2"],
    ),
    "Philips": (
        [
            private("Philips Medical Systems", "Philips Imaging DD 001", 0x2001, **{"03": ("FL", b)})
            for b in (0, 1000)
        ],
        ["b 0 s/mm²", "b 1000 s/mm²"],
    ),
    "GE": (
        [
            private("GE MEDICAL SYSTEMS", "GEMS_PARM_01", 0x0043, **{"39": ("IS", [b, 8, 0, 0])})
            for b in (0, 1_000_000_800)
        ],
        ["b 0 s/mm²", "b 800 s/mm²"],
    ),
    "GE kind of image": (
        [private("GE MEDICAL SYSTEMS", "GEMS_PARM_01", 0x0043, **{"2F": ("SS", kind)}) for kind in (0, 2)],
        ["magnitude", "real"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_parts_a_classic_mr_series_is_in_its_name(tmp_path, case):
    volumes, names = CASES[case]
    write_mr(tmp_path, volumes)
    series = series_of(tmp_path)
    assert [one.description for one in series] == [f"T2 TSE · {name}" for name in names]
    assert [[frame.position_mm[2] for frame in one.frames] for one in series] == [[0, 5, 10]] * len(names)
    assert len({one.series_uid for one in series}) == len(names)
    assert not any(one.notes for one in series)


def test_a_private_block_of_somebody_else_says_nothing(tmp_path):
    write_mr(tmp_path, [private("Philips", "OTHER", 0x2001, **{"03": ("FL", b)}) for b in (0, 1000)])
    names = [one.description for one in series_of(tmp_path)]
    assert names == ["T2 TSE · repeat 1 of 2", "T2 TSE · repeat 2 of 2"], "the numbers tell, not the block"


def enhanced(frames, dimensions=(), modality="MR", **attributes):
    """``frames`` holds (height, {macro: {keyword: value}}) for each frame."""
    per_frame = []
    for height, macros in frames:
        group = item(PlanePositionSequence=[item(ImagePositionPatient=[0, 0, height])])
        for macro, values in macros.items():
            setattr(group, macro, [item(**values)])
        per_frame.append(group)
    return grey_dataset(
        np.zeros((len(frames), 4, 4), np.int16),
        Modality=modality,
        SharedFunctionalGroupsSequence=[
            item(PlaneOrientationSequence=[item(ImageOrientationPatient=AXIAL)]),
        ],
        PerFrameFunctionalGroupsSequence=per_frame,
        DimensionIndexSequence=[item(**dimension) for dimension in dimensions],
        **attributes,
    )


ENHANCED = {
    "echo": ("MREchoSequence", "EffectiveEchoTime", (9.5, 80.0), "echo {} of 2"),
    "time": ("FrameContentSequence", "TemporalPositionIndex", (1, 2), "temporal position {} of 2"),
    "stack": ("FrameContentSequence", "StackID", ("1", "2"), "stack {} of 2"),
    "cardiac phase": (
        "CardiacSynchronizationSequence",
        "NominalCardiacTriggerDelayTime",
        (0.0, 30.0),
        "cardiac phase {} of 2",
    ),
    "velocity": (
        "MRVelocityEncodingSequence",
        "VelocityEncodingDirection",
        ([1.0, 0.0, 0.0], [2.0, 0.0, 0.0]),
        "velocity direction {} of 2",
    ),
}


@pytest.mark.parametrize("case", ENHANCED)
def test_frames_of_an_enhanced_file_are_parted_by_their_functional_groups(tmp_path, case):
    macro, keyword, values, name = ENHANCED[case]
    frames = [(height, {macro: {keyword: value}}) for height in (6, 0, 3) for value in values]
    series = series_of(write(enhanced(frames), tmp_path / "a.dcm"))
    assert [one.description for one in series] == [name.format(1), name.format(2)]
    assert [[frame.frame for frame in one.frames] for one in series] == [[2, 4, 0], [3, 5, 1]]


def test_diffusion_in_functional_groups(tmp_path):
    def diffusion(b, way):
        direction = [item(DiffusionGradientOrientation=way)] if way else []
        return {
            "MRDiffusionSequence": {"DiffusionBValue": b, "DiffusionGradientDirectionSequence": direction}
        }

    kinds = [(0.0, None), (1000.0, [1.0, 0.0, 0.0]), (1000.0, [0.0, 1.0, 0.0])]
    frames = [(height, diffusion(*kind)) for height in (0, 3) for kind in kinds]
    series = series_of(write(enhanced(frames), tmp_path / "a.dcm"))
    assert [one.description for one in series] == [
        "b 0 s/mm²",
        "b 1000 s/mm² · direction 1 of 2",
        "b 1000 s/mm² · direction 2 of 2",
    ]


def test_a_dimension_of_the_vendors_own_parts_frames_by_its_index(tmp_path):
    dimensions = [
        {"DimensionIndexPointer": 0x00209057},
        {"DimensionIndexPointer": 0x20051011, "DimensionDescriptionLabel": "Private Image Kind"},
    ]
    frames = [
        (height, {"FrameContentSequence": {"DimensionIndexValues": [height + 1, kind]}})
        for kind in (1, 2)
        for height in (0, 1)
    ]
    series = series_of(write(enhanced(frames, dimensions), tmp_path / "a.dcm"))
    assert [one.description for one in series] == [
        "Private Image Kind 1 of 2",
        "Private Image Kind 2 of 2",
    ]


@pytest.mark.parametrize(
    ("pointer", "name"),
    [(0x0020930D, "temporal position"), (0x00189082, "echo"), (0x00209241, "cardiac phase")],
)
def test_a_dimension_whose_attribute_is_missing_still_has_its_index(tmp_path, pointer, name):
    dimensions = [{"DimensionIndexPointer": 0x00209057}, {"DimensionIndexPointer": pointer}]
    frames = [
        (height, {"FrameContentSequence": {"DimensionIndexValues": [height + 1, index]}})
        for index in (1, 2)
        for height in (0, 1)
    ]
    series = series_of(write(enhanced(frames, dimensions), tmp_path / "a.dcm"))
    assert [one.description for one in series] == [f"{name} 1 of 2", f"{name} 2 of 2"]


def test_overlapping_segments_are_called_by_their_labels(tmp_path):
    frames = [
        (height, {"SegmentIdentificationSequence": {"ReferencedSegmentNumber": number}})
        for number in (1, 2)
        for height in (0, 3)
    ]
    dataset = enhanced(
        frames,
        [{"DimensionIndexPointer": 0x0062000B}],
        modality="SEG",
        SegmentSequence=[item(SegmentNumber=1, SegmentLabel="Liver"), item(SegmentNumber=2)],
    )
    dataset.SOPClassUID = SegmentationStorage
    series = series_of(write(dataset, tmp_path / "a.dcm"))
    assert [one.description for one in series] == ["segment 1: Liver", "segment 2"]


def nuclear(count, **attributes):
    dataset = grey_dataset(np.zeros((count, 4, 4), np.uint16), Modality="NM", **attributes)
    dataset.SOPClassUID = NuclearMedicineImageStorage
    return dataset


def test_nm_frames_are_parted_by_energy_window_and_detector(tmp_path):
    vectors = list(product((1, 2), (1, 2), (1, 2, 3)))
    dataset = nuclear(
        12,
        FrameIncrementPointer=[0x00540010, 0x00540020, 0x00540090],
        EnergyWindowVector=[window for window, _, _ in vectors],
        DetectorVector=[detector for _, detector, _ in vectors],
        AngularViewVector=[view for _, _, view in vectors],
    )
    series = series_of(write(dataset, tmp_path / "a.dcm"))
    assert [one.description for one in series] == [
        f"energy window {window} of 2 · detector {detector} of 2"
        for window, detector in product((1, 2), (1, 2))
    ]
    assert [frame.frame for frame in series[2].frames] == [6, 7, 8]


@pytest.mark.parametrize("step_mm", [4.0, -4.0])
def test_a_reconstructed_nm_volume_is_stacked_from_its_first_slice(tmp_path, step_mm):
    """PS3.3 C.8.4.15: negative Spacing Between Slices stacks against the normal."""
    dataset = nuclear(
        3,
        FrameIncrementPointer=[0x00540080],
        SliceVector=[1, 2, 3],
        SpacingBetweenSlices=step_mm,
        DetectorInformationSequence=[item(ImageOrientationPatient=AXIAL, ImagePositionPatient=[10, 20, 30])],
    )
    (series,) = series_of(write(dataset, tmp_path / "a.dcm"))
    assert series.sort == "position"
    heights = {frame.frame: frame.position_mm[2] for frame in series.frames}
    assert heights == {0: 30, 1: 30 + step_mm, 2: 30 + 2 * step_mm}


def test_a_value_that_cannot_be_read_costs_no_more_than_itself(tmp_path):
    write_mr(tmp_path, [{"EchoTime": "10"}], slices=1)
    path = tmp_path / "000.dcm"
    path.write_bytes(
        path.read_bytes().replace(b"\x18\x00\x81\x00DS\x02\x0010", b"\x18\x00\x81\x00FD\x02\x0010")
    )
    (series,) = series_of(tmp_path)
    assert len(series.frames) == 1
