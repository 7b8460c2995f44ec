"""The answers of a series -> a structured report that machines can read.

References
----------
PS3.16 TID 1500 (Measurement Report), TID 1501 (Measurement and Qualitative Evaluation Group), TID 4019
(Algorithm Identification).
"""

import hashlib
from collections.abc import Iterator, Sequence

from highdicom import sr
from highdicom.coding_schemes import CodingSchemeIdentificationItem
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code

from ml import VERSION
from ml.card import Card
from ml.results import Prediction, Verdict
from ml.results_dicom.maker import NOTICE, PROGRAM, Maker, new_uid
from ml.results_dicom.source import UTF_8, Source

_SCHEME = "99KESIT"
_LONGEST_MEANING = 64
_VERDICT = Code("verdict", _SCHEME, "Verdict of the classifier")
_REASON = Code("reason", _SCHEME, "Reason of the verdict")
_VERDICTS = {
    Verdict.POSITIVE: codes.SCT.Positive,
    Verdict.NEGATIVE: codes.SCT.Negative,
    Verdict.INDETERMINATE: codes.SCT.Indeterminate,
    Verdict.NOT_EVALUATED: Code("not_evaluated", _SCHEME, "Not evaluated"),
}


def make_report(
    sources: Sequence[Source], predictions: Sequence[Prediction], maker: Maker, series_number: int
) -> sr.EnhancedSR:
    """Make a report with one measurement group per frame.

    A frame that was not evaluated has its reason there, and no class or probability: a reader cannot grey
    them out.
    """
    groups = [
        _group(source, prediction, maker, number)
        for number, (source, prediction) in enumerate(zip(sources, predictions, strict=True), start=1)
    ]
    content = sr.MeasurementReport(
        observation_context=_observer(maker),
        procedure_reported=codes.SCT.ImagingProcedure,
        imaging_measurements=groups,
    )
    content[0].ContentSequence.append(_text(codes.DCM.Comment, f"{NOTICE}. {maker.card.intended_use}"))
    arguments = maker.object_arguments(series_number, "report")
    return sr.EnhancedSR(
        evidence=[source.header for source in sources],
        content=content[0],
        is_complete=True,
        specific_character_set=UTF_8,
        coding_schemes=[
            CodingSchemeIdentificationItem(_SCHEME, name="Kesit: classes of its models, verdicts")
        ],
        **arguments,
    )


def _observer(maker: Maker) -> sr.ObservationContext:
    device = sr.DeviceObserverIdentifyingAttributes(
        uid=new_uid(),
        name=PROGRAM,
        manufacturer_name=PROGRAM,
        model_name=f"{maker.card.title}, {' and '.join(maker.software)}",
    )
    return sr.ObservationContext(sr.ObserverContext(codes.DCM.Device, device))


def _group(
    source: Source, prediction: Prediction, maker: Maker, number: int
) -> sr.MeasurementsAndQualitativeEvaluations:
    is_answer = prediction.verdict in (Verdict.POSITIVE, Verdict.NEGATIVE)
    evaluated = prediction.verdict is not Verdict.NOT_EVALUATED
    top = prediction.top_class
    group = sr.MeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(uid=new_uid(), identifier=f"Frame {number}"),
        finding_type=_class_code(maker.card, top) if is_answer and top is not None else None,
        algorithm_id=_algorithm(maker),
        measurements=list(_probabilities(prediction, maker.card)) if evaluated else None,
        qualitative_evaluations=[sr.QualitativeEvaluation(_VERDICT, _VERDICTS[prediction.verdict])],
        source_images=[
            sr.SourceImageForMeasurementGroup(
                source.header.SOPClassUID,
                source.header.SOPInstanceUID,
                None if source.number is None else [source.number],
            )
        ],
    )
    if prediction.reason:
        group[0].ContentSequence.append(_text(_REASON, prediction.reason))
    return group


def _algorithm(maker: Maker) -> sr.AlgorithmIdentification:
    card = maker.card
    return sr.AlgorithmIdentification(
        name=card.name,
        version=maker.model_version,
        manufacturer=PROGRAM,
        parameters=[
            f"program: {PROGRAM} {VERSION}",
            f"architecture: {card.architecture}",
            f"threshold: {card.threshold:g}",
        ],
    )


def _probabilities(prediction: Prediction, card: Card) -> Iterator[sr.Measurement]:
    for name, value in prediction.probabilities.items():
        meaning = f"Probability of {card.title_of(name)}"[:_LONGEST_MEANING]
        concept = Code(_code_value("P", name), _SCHEME, meaning)
        yield sr.Measurement(name=concept, value=round(value, 6), unit=codes.UCUM.NoUnits)


def _class_code(card: Card, name: str) -> Code:
    return Code(_code_value("C", name), _SCHEME, card.title_of(name)[:_LONGEST_MEANING])


def _code_value(letter: str, name: str) -> str:
    """Return a code of at most 16 characters that every model gives to a class of this name."""
    return f"{letter}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _text(concept: Code, value: str) -> sr.TextContentItem:
    return sr.TextContentItem(concept, value, sr.RelationshipTypeValues.CONTAINS)
