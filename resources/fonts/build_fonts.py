"""Builds the shipped fonts: Bulgarian letterforms baked in, cut to Latin and Cyrillic, renamed.

Run by hand when an upstream release is taken: `python build_fonts.py FOLDER`, where FOLDER holds
the static TrueType files of Cormorant, Source Serif 4 and Sofia Sans. The result is committed.
The same input gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont


@dataclass(frozen=True)
class Face:
    """A shipped face: the upstream file, its new names, and the features baked into it."""

    source: str
    family: str
    style: str
    bake: tuple[str, ...] = ()
    keep: tuple[str, ...] = ("kern", "mark")

    @property
    def name(self) -> str:
        """File and PostScript name."""
        return f"{self.family.replace(' ', '')}-{self.style}"


_DISPLAY, _SERIF, _SANS = "Cormorant BG", "Ruse Serif BG", "Sofia Sans"  # README.md: why „Ruse“
_FORMS, _FIGURES = ("locl", "lnum"), ("kern", "mark", "tnum")
FACES = (
    Face("Cormorant_600SemiBold", _DISPLAY, "SemiBold", _FORMS),
    Face("Cormorant_700Bold", _DISPLAY, "Bold", _FORMS),
    Face("Cormorant_500Medium_Italic", _DISPLAY, "Italic", _FORMS),
    Face("SourceSerif4_400Regular", _SERIF, "Regular", ("locl",)),
    Face("SourceSerif4_700Bold", _SERIF, "Bold", ("locl",)),
    Face("SourceSerif4_400Regular_Italic", _SERIF, "Italic", ("locl",)),
    Face("SofiaSans_400Regular", _SANS, "Regular", keep=_FIGURES),
    Face("SofiaSans_600SemiBold", _SANS, "SemiBold", keep=_FIGURES),
    Face("SofiaSans_700Bold", _SANS, "Bold", keep=_FIGURES),
    Face("SofiaSans_400Regular_Italic", _SANS, "Italic", keep=_FIGURES),
)
_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x400, 0x45F), (0x462, 0x463), (0x46A, 0x46B))
_SIGNS = "№„“”‘’‚–—‑…€•·§©°±×−≤≥→✓\u202f\u2009"
_KERNED = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯѝЍ„“–-.,( )«»"
_LINKED = {"Regular", "Bold", "Italic", "Bold Italic"}


def substitutions(font: TTFont, features: tuple[str, ...]) -> dict[str, str]:
    """Single substitutions of the features under cyrl/BGR (and the default script for figures)."""
    table = font["GSUB"].table
    wanted: set[int] = set()
    for record in table.ScriptList.ScriptRecord:
        for system in record.Script.LangSysRecord:
            if record.ScriptTag == "cyrl" and system.LangSysTag == "BGR ":
                wanted.update(system.LangSys.FeatureIndex)
        if record.Script.DefaultLangSys and "lnum" in features:
            wanted.update(
                index
                for index in record.Script.DefaultLangSys.FeatureIndex
                if table.FeatureList.FeatureRecord[index].FeatureTag == "lnum"
            )
    found: dict[str, str] = {}
    for index in sorted(wanted):
        feature = table.FeatureList.FeatureRecord[index]
        if feature.FeatureTag not in features:
            continue
        for lookup_index in feature.Feature.LookupListIndex:
            for subtable in table.LookupList.Lookup[lookup_index].SubTable:
                real = getattr(subtable, "ExtSubTable", subtable)
                if hasattr(real, "mapping"):
                    found.update(real.mapping)
    return found


def _pair_tables(font: TTFont) -> list[list[Any]]:
    """The pair subtables of every lookup of the `kern` feature, in the order they apply."""
    table = font["GPOS"].table
    indices = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    lookups = [table.LookupList.Lookup[index].SubTable for index in sorted(indices)]
    real = [[getattr(subtable, "ExtSubTable", subtable) for subtable in some] for some in lookups]
    return [[t for t in some if t.LookupType == 2] for some in real]


def _pair(table: Any, left: str, right: str) -> int | None:
    """The kerning of two glyphs in one subtable; None where the subtable does not know the pair."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        for record in table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord:
            if record.SecondGlyph == right:
                return getattr(record.Value1, "XAdvance", 0)
        return None
    first = table.ClassDef1.classDefs.get(left, 0)
    second = table.ClassDef2.classDefs.get(right, 0)
    return getattr(table.Class1Record[first].Class2Record[second].Value1, "XAdvance", 0)


def kerning(font: TTFont) -> dict[str, int]:
    """Pairs of Bulgarian letters and signs with their kerning in thousandths of the size."""
    cmap, lookups = font.getBestCmap(), _pair_tables(font)
    unit = 1000 / font["head"].unitsPerEm
    letters = [c for c in dict.fromkeys(_KERNED + _KERNED.lower()) if ord(c) in cmap]
    found: dict[str, int] = {}
    for left in letters:
        for right in letters:
            total = 0
            for tables in lookups:
                values = (_pair(t, cmap[ord(left)], cmap[ord(right)]) for t in tables)
                total += next((value for value in values if value is not None), 0)
            if round(total * unit):
                found[left + right] = round(total * unit)
    return found


def _rename(font: TTFont, face: Face) -> None:
    """Names by which no one mixes the face with its original; only linked styles share a family."""
    linked = face.style in _LINKED
    names = {
        1: face.family if linked else f"{face.family} {face.style}",
        2: face.style if linked else "Regular",
        3: face.name,
        4: f"{face.family} {face.style}",
        6: face.name,
        16: None if linked else face.family,
        17: None if linked else face.style,
    }
    table = font["name"]
    for name_id, text in names.items():
        table.removeNames(nameID=name_id)
        if text:
            table.setName(text, name_id, 3, 1, 0x409)


def build(source: Path, face: Face, folder: Path) -> tuple[int, dict[str, int]]:
    """Write one face; the number of baked forms, and its kerning. Raises ValueError for none."""
    font = TTFont(source, recalcTimestamp=False)
    baked = substitutions(font, face.bake) if face.bake else {}
    if face.bake and not baked:
        raise ValueError(f"no Bulgarian forms in {source.name}")
    for cmap in font["cmap"].tables:
        for code, glyph in list(cmap.cmap.items()):
            cmap.cmap[code] = baked.get(glyph, glyph)
        if cmap.isUnicode():
            space = cmap.cmap.get(0xA0, cmap.cmap.get(0x20))
            for code in (0x202F, 0x2009):
                cmap.cmap.setdefault(code, space)
            cmap.cmap.setdefault(0x2011, cmap.cmap.get(0x2D))
    pairs = kerning(font)
    options = Options()
    options.layout_features = list(face.keep)
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    codes = {c for a, b in _RANGES for c in range(a, b + 1)} | {ord(c) for c in _SIGNS}
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    _rename(font, face)
    font.save(folder / f"{face.name}.ttf")
    return len(baked), pairs


def main(folder: Path) -> None:
    """Build every face from the TrueType files found under `folder`, and the table of kerning."""
    here = Path(__file__).parent
    tables: dict[str, dict[str, int]] = {}
    for face in FACES:
        found = next(folder.rglob(f"{face.source}.ttf"))
        count, pairs = build(found, face, here)
        if face.family == _DISPLAY:
            tables[face.name] = pairs
        print(f"{face.name}: {count} Bulgarian forms, {len(pairs)} pairs")
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (here / "kerning.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
