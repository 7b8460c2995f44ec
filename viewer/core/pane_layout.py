"""How many panes there are, and which of many are on the screen."""

from dataclasses import dataclass

MOST_ROWS = MOST_COLUMNS = 3
MOST_PANES = MOST_ROWS * MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class PaneLayout:
    """Rows and columns of panes, filled from the top left."""

    rows: int = 1
    columns: int = 1

    @property
    def count(self) -> int:
        return self.rows * self.columns

    @property
    def name(self) -> str:
        """Rows × columns, as people write a layout."""
        return f"{self.rows} × {self.columns}"

    def first_of(self, place: int) -> int:
        """The first pane on the screen when the one at ``place`` has to be there: panes come in pages."""
        return min(place // self.count * self.count, MOST_PANES - self.count)

    @classmethod
    def parse(cls, text: str) -> "PaneLayout":
        """The layout written as "2x3"; a single pane when it is none."""
        return next((layout for layout in LAYOUTS if str(layout) == text), SINGLE)

    def __str__(self) -> str:
        return f"{self.rows}x{self.columns}"


SINGLE = PaneLayout()
LAYOUTS = tuple(
    PaneLayout(rows, columns) for rows in range(1, MOST_ROWS + 1) for columns in range(1, MOST_COLUMNS + 1)
)
