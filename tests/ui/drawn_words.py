"""The words of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Where words stand: their box, and their size."""

    text: str
    box: tuple[float, float, float, float]
    size: int

    def touches(self, other: "Words") -> bool:
        left, top, right, bottom = self.box
        return left < other.box[2] and other.box[0] < right and top < other.box[3] and other.box[1] < bottom
