"""Builds the shipped fonts: Bulgarian letterforms baked in, cut to Latin and Cyrillic, renamed.

Run by hand when an upstream release is taken: `python build_fonts.py FOLDER`, where FOLDER holds
the static TrueType files of Cormorant, Source Serif 4 and Sofia Sans. The result is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# name of the result, source file, family, style, features to bake under cyrl/BGR
FACES = (
    ("CormorantBG-SemiBold", "Cormorant_600SemiBold", "Cormorant BG", "SemiBold", ("locl", "lnum")),
    ("CormorantBG-Bold", "Cormorant_700Bold", "Cormorant BG", "Bold", ("locl", "lnum")),
    ("CormorantBG-Italic", "Cormorant_500Medium_Italic", "Cormorant BG", "Italic", ("locl", "lnum")),
    ("SourceSerif4BG-Regular", "SourceSerif4_400Regular", "Source Serif 4 BG", "Regular", ("locl",)),
    ("SourceSerif4BG-Bold", "SourceSerif4_700Bold", "Source Serif 4 BG", "Bold", ("locl",)),
    ("SourceSerif4BG-Italic", "SourceSerif4_400Regular_Italic", "Source Serif 4 BG", "Italic", ("locl",)),
    ("SofiaSans-Regular", "SofiaSans_400Regular", "Sofia Sans", "Regular", ()),
    ("SofiaSans-SemiBold", "SofiaSans_600SemiBold", "Sofia Sans", "SemiBold", ()),
    ("SofiaSans-Bold", "SofiaSans_700Bold", "Sofia Sans", "Bold", ()),
    ("SofiaSans-Italic", "SofiaSans_400Regular_Italic", "Sofia Sans", "Italic", ()),
)  # fmt: skip
_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x400, 0x45F), (0x462, 0x463), (0x46A, 0x46B))
_SIGNS = "№„“”‘’‚–—‑…€•·§©°±×−≤≥→✓\u202f\u2009"


def substitutions(font: TTFont, features: tuple[str, ...]) -> dict[str, str]:
    """Single substitutions of the features under cyrl/BGR (and the default script for figures)."""
    table = font["GSUB"].table
    wanted: set[int] = set()
    for record in table.ScriptList.ScriptRecord:
        systems = [(r.LangSysTag, r.LangSys) for r in record.Script.LangSysRecord]
        for tag, system in systems:
            if record.ScriptTag == "cyrl" and tag == "BGR ":
                wanted.update(system.FeatureIndex)
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


def build(source: Path, target: Path, family: str, style: str, features: tuple[str, ...]) -> int:
    """Write one face; the number of baked substitutions. Raises ValueError when there is none."""
    font = TTFont(source)
    baked = substitutions(font, features) if features else {}
    if features and not baked:
        raise ValueError(f"no Bulgarian forms in {source.name}")
    for cmap in font["cmap"].tables:
        for code, glyph in list(cmap.cmap.items()):
            cmap.cmap[code] = baked.get(glyph, glyph)
        if cmap.isUnicode():
            space = cmap.cmap.get(0xA0, cmap.cmap.get(0x20))
            for code in (0x202F, 0x2009):
                cmap.cmap.setdefault(code, space)
            cmap.cmap.setdefault(0x2011, cmap.cmap.get(0x2D))
    options = Options()
    options.layout_features = ["kern", "mark"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    codes = {c for a, b in _RANGES for c in range(a, b + 1)} | {ord(c) for c in _SIGNS}
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    post = target.stem
    for record in font["name"].names:
        text = {1: family, 2: style, 3: post, 4: f"{family} {style}", 6: post, 16: family, 17: style}
        if record.nameID in text:
            record.string = text[record.nameID]
    font.save(target)
    return len(baked)


def main(folder: Path) -> None:
    """Build every face from the TrueType files found under `folder`."""
    here = Path(__file__).parent
    for name, source, family, style, features in FACES:
        found = next(folder.rglob(f"{source}.ttf"))
        count = build(found, here / f"{name}.ttf", family, style, features)
        print(f"{name}: {count} Bulgarian forms")  # noqa: T201 - a script talks


if __name__ == "__main__":
    main(Path(sys.argv[1]))
