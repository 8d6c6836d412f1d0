from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton

from ruse_desktop.ui import icons, start
from ruse_desktop.ui.theme import (
    DARK,
    LIGHT,
    Colours,
    Scheme,
    Tone,
    palette_of,
    scale_for,
    style_sheet,
    theme,
)

ENOUGH = 4.5


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2."""

    def light(name: str) -> float:
        colour = QColor(name)
        parts = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("c", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(c: Colours):
    grounds = (c.paper, c.card, c.head, c.hover, c.blue_tint)
    pairs = [(text, ground) for text in (c.ink, c.muted, c.link) for ground in grounds]
    pairs += [(c.red, c.card), (c.red, c.paper), (c.red, c.hover)]
    pairs += [(c.on_blue, c.blue), (c.on_blue, c.blue_hover)]
    pairs += [c.tone(tone) for tone in Tone]
    pairs += [(c.ink, c.tone(tone)[1]) for tone in Tone]
    weak = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < ENOUGH}
    assert not weak


def test_style_sheet_knows_every_colour_it_names():
    for colours in (LIGHT, DARK):
        text = style_sheet(colours)
        assert not re.findall(r"@\w+", text)
        assert colours.blue in text


def test_style_sheet_lengths_follow_the_type_size():
    assert "border-radius: 8px" in style_sheet(LIGHT)
    assert "border-radius: 16px" in style_sheet(LIGHT, 2.0)
    assert "border: 1px" in style_sheet(LIGHT, 2.0)


def test_schemes_have_the_same_names_and_different_grounds():
    assert all(getattr(LIGHT, f.name) and getattr(DARK, f.name) for f in fields(Colours))
    assert palette_of(LIGHT).window().color() != palette_of(DARK).window().color()


@pytest.mark.parametrize(
    ("points", "scale"), [(9, 1), (10, 1), (11, 1), (22, 2), (0, 1), (90, 2.5)]
)
def test_type_follows_the_system_size(points, scale):
    assert scale_for(points) == pytest.approx(scale)


def test_icons_follow_a_change_of_scheme(qtbot):
    start.application()
    theme().apply(Scheme.LIGHT)
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "printer")

    def ink() -> set[str]:
        picture = button.icon().pixmap(20, 20).toImage()
        seen = (picture.pixelColor(x, y) for x in range(20) for y in range(20))
        return {colour.name() for colour in seen if colour.alpha() == 255}

    before = ink()
    theme().apply(Scheme.DARK)
    after = ink()
    theme().apply(Scheme.LIGHT)
    assert LIGHT.ink in before
    assert DARK.ink in after
    assert LIGHT.ink not in after


def test_screen_type_is_sofia_sans_with_bulgarian_letters(qtbot):
    from PySide6.QtGui import QFontInfo, QFontMetrics

    start.application()
    theme().apply(Scheme.LIGHT)
    font = QApplication.font()
    assert QFontInfo(font).family() == "Sofia Sans"
    metrics = QFontMetrics(font)
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "АЩЪЮЯѝЍ№„“–€")
