"""Letters of a document as MuPDF places them: mupdf_chars.py IN.pdf, JSON of pages of letters {c, left, right, baseline, size}, in
points from the lower left; and a sheet of pictures: mupdf_chars.py --sheet OUT.png PAGES.json, of {file, page, label}."""

import json
import sys

import pymupdf


def letters(page):
    height = page.rect.height
    for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                for char in span["chars"]:
                    left, _, right, _ = char["bbox"]
                    yield {
                        "c": char["c"],
                        "left": left,
                        "right": right,
                        "baseline": height - char["origin"][1],
                        "size": span["size"],
                    }


def sheet(target, entries):
    columns, width, height = 6, 300, 424
    rows = (len(entries) + columns - 1) // columns
    document = pymupdf.open()
    page = document.new_page(width=columns * width, height=rows * (height + 20))
    for index, entry in enumerate(entries):
        left, top = width * (index % columns), (height + 20) * (index // columns)
        with pymupdf.open(entry["file"]) as source:
            picture = source[entry["page"] - 1].get_pixmap(dpi=100)
        page.insert_image(pymupdf.Rect(left + 4, top + 18, left + width - 4, top + height + 14), pixmap=picture)
        page.insert_text((left + 6, top + 13), entry["label"], fontsize=9)
    page.get_pixmap(dpi=72).save(target)


if sys.argv[1] == "--sheet":
    with open(sys.argv[3], encoding="utf-8") as file:
        sheet(sys.argv[2], json.load(file))
else:
    with pymupdf.open(sys.argv[1]) as document:
        print(json.dumps([list(letters(page)) for page in document]))
