"""One page about a model that opens in any browser, without network and without other files."""

from ml.report.content import HISTORY_FILE, METRICS_FILE, RECIPE_FILE, REPORT_FILE, Content, content_of
from ml.report.mistakes import Mistake, picture_mistakes
from ml.report.page import make_page

__all__ = [
    "HISTORY_FILE",
    "METRICS_FILE",
    "RECIPE_FILE",
    "REPORT_FILE",
    "Content",
    "Mistake",
    "content_of",
    "make_page",
    "picture_mistakes",
]
