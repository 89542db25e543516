"""Draws first pages with MuPDF: mupdf_draw.py DPI IN.pdf OUT.ppm [IN.pdf OUT.ppm]…; or a page of letters from a font:
mupdf_draw.py --letters FONT.ttf PLACES.json OUT.pdf, places being {letter, x, y, size} from the lower left of an A4 page."""

import json
import sys

import pymupdf


def draw(dpi, pairs):
    for source, target in zip(pairs[::2], pairs[1::2]):
        with pymupdf.open(source) as document:
            document[0].get_pixmap(dpi=dpi, alpha=False, annots=True).save(target)


def letters(font, places, target):
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    face = pymupdf.Font(fontfile=font)
    with open(places, encoding="utf-8") as file:
        for place in json.load(file):
            # One writer each: letters of one are set relative to each other, with roundings that add up.
            writer = pymupdf.TextWriter(page.rect)
            writer.append((place["x"], 842 - place["y"]), place["letter"], font=face, fontsize=place["size"])
            writer.write_text(page)
    document.save(target)


if sys.argv[1] == "--letters":
    letters(*sys.argv[2:5])
else:
    draw(int(sys.argv[1]), sys.argv[2:])
