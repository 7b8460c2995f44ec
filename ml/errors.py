"""The errors that a user can meet: each says what failed, where, and what to do."""


class KesitError(Exception):
    """Base of all errors whose message is written for the user."""


class ImagingError(KesitError):
    """A file could not be read as an image, or a frame could not be decoded."""


class DatasetError(KesitError):
    """A folder cannot be trained or evaluated on."""


class TrainingError(KesitError):
    """Learning itself went wrong."""


class ModelError(KesitError):
    """A model folder or its card is missing, damaged or not what it claims to be."""


class WritingError(KesitError):
    """Something could not be written."""


class Cancelled(Exception):  # noqa: N818 (not an error: the user's wish)
    """The user stopped the work; raised from inside a progress call."""
