"""The tour in docs/tour.md is what its script writes, and its pictures are there."""

import re
from pathlib import Path

from PySide6.QtGui import QImage

from tests.bench import tour
from tests.gui.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_script_writes():
    assert tour.page() == TOUR


def test_there_are_twelve_pictures_and_each_is_of_a_page():
    names = [name for name, _ in tour.STOPS]
    assert len(names) == len(set(names)) == 12
    assert set(names) <= {page.name for page in PAGES}


def test_every_picture_is_there_and_large_enough_to_be_read():
    for file in re.findall(r"\]\((screenshots/\S+)\)", TOUR):
        picture = QImage(str(ROOT / "docs" / file))
        assert picture.width() >= 460, file
