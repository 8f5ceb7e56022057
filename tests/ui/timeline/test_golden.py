"""The timeline looks as it did when somebody last looked at it and found it good."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.ui.look.appearance import Appearance
from tests.platforms import not_on_windows
from tests.ui.timeline.golden_pictures import LOGS, SCALES, SCHEMES, drawn, golden_file

pytestmark = not_on_windows("text is drawn differently there")

SHRUNK_TO = 4
"""Pictures are compared this many times smaller: other fonts' edges then hardly count."""

MOST_MEAN_DIFFERENCE = 0.3
CLEARLY_DIFFERENT = 40
MOST_CLEARLY_DIFFERENT = 0.0001
"""Of the values: less than the mark of one result makes out."""


def channels(image: QImage) -> bytes:
    """Return the shrunken picture's red, green and blue values."""
    size = image.size() / SHRUNK_TO
    small = image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGBX8888)
    return bytes(small.constBits())


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", LOGS)
def test_timeline_looks_like_its_golden_picture(
    appearance: Appearance, name: str, scheme: str, scale: int
) -> None:
    """Hand-written logs, in light and dark, on ordinary and on fine screens."""
    golden = QImage(str(golden_file(name, scheme, scale)))
    picture = drawn(name, scheme, scale)
    assert picture.size() == golden.size()
    differences = [
        abs(new - old) for new, old in zip(channels(picture), channels(golden), strict=True)
    ]
    clearly = sum(difference > CLEARLY_DIFFERENT for difference in differences)
    assert sum(differences) / len(differences) < MOST_MEAN_DIFFERENCE
    assert clearly / len(differences) < MOST_CLEARLY_DIFFERENT
