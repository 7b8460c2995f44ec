"""Sentences that ml has made are recognised, values and all."""

import pytest

from viewer.core.language import use_translator
from viewer.core.sentences import _translated, capitalised, translated

TURKISH = {
    "the image is blank": "görüntü boş",
    "the image is too small: {columns} x {rows}, needed are {side} pixels": "{side}: {columns} x {rows}",
    "{file}: {reason}": "{file}: {reason}",
    "truncated: frame {number} is not there": "yarım: {number}. kare yok",
    "damaged: {what} cannot be read ({kind})": "hasarlı: {what} okunamıyor ({kind})",
    "its DICOM header": "DICOM başlığı",
}


@pytest.fixture
def turkish():
    _translated.cache_clear()
    use_translator(lambda text: TURKISH.get(text, text), "tr")
    yield
    use_translator(lambda text: text)
    _translated.cache_clear()


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("the image is blank", "görüntü boş"),
        ("the image is too small: 30 x 20, needed are 64 pixels", "64: 30 x 20"),
        ("a: b.dcm: truncated: frame 3 is not there", "a: b.dcm: yarım: 3. kare yok"),
        (
            "damaged: its DICOM header cannot be read (KeyError)",
            "hasarlı: DICOM başlığı okunamıyor (KeyError)",
        ),
        ("something that ml has never said", "something that ml has never said"),
        ("", ""),
    ],
)
def test_a_sentence_is_said_in_turkish(turkish, sentence, said):
    assert translated(sentence) == said


def test_in_english_a_sentence_stays_as_it_is():
    sentence = "the image is too small: 30 x 20, needed are 64 pixels"
    assert translated(sentence) is sentence


def test_capitals_are_those_of_the_language(turkish):
    assert capitalised("ilk") == "İlk"
    use_translator(lambda text: text)
    assert capitalised("image") == "Image"
