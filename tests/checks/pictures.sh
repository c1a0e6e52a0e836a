#!/bin/sh
# The pictures of a report: SVG that a parser reads, PNG whose pixels have the colours of the scores in the order of the tree,
# the same bytes each time and with any number of threads.
set -eu
command -v python3 > /dev/null || { echo "skipped: no Python"; exit 77; }
PATH=$VN_BUILD:$VN_BUILD/tests:$PATH
export LC_ALL=C.UTF-8
for form in svg png; do
    for what in both heatmap tree long en; do vntest-report $what.$form $what; done
    vntest-report again.$form both
    cmp both.$form again.$form
    vnreport -j 1 -o one.$form "$VN_SOURCE/corpus/news"
    vnreport -j 2 -o two.$form "$VN_SOURCE/corpus/news"
    cmp one.$form two.$form
done
python3 - << 'END'
import struct, xml.etree.ElementTree as ET, zlib

NS = "{http://www.w3.org/2000/svg}"
for name in "both", "heatmap", "tree", "long", "en", "one":
    root = ET.parse(name + ".svg").getroot()
    text = "".join(root.itertext())
    assert root.tag == NS + "svg" and "script" not in text, name
    assert root.find(NS + "title") is not None and len(list(root.iter(NS + "use"))) > 200, name # letters
    assert not any("onload" in key or "href" in key and not value.startswith(("#", "data:image/png"))
                   for element in root.iter() for key, value in element.items()), name
assert ET.parse("both.svg").getroot().find(NS + "title").text == 'Tin <b>tuần</b> & "cuối tuần"'

def read(name):
    data = open(name, "rb").read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, parts, kinds = 8, b"", []
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        assert zlib.crc32(kind + body) == struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]
        kinds.append(kind)
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8 and colour == 2
        parts += body if kind == b"IDAT" else b""
        at += size + 12
    assert b"tIME" not in kinds
    raw, rows, last = zlib.decompress(parts), [], bytes(width * 3)
    for y in range(height):
        kind, line = raw[y * (width * 3 + 1)], bytearray(raw[y * (width * 3 + 1) + 1:(y + 1) * (width * 3 + 1)])
        for i in range(width * 3):
            a, b, c = line[i - 3] if i > 2 else 0, last[i], last[i - 3] if i > 2 else 0
            p = a + b - c
            near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line[i] = line[i] + (0, a, b, (a + b) // 2, near)[kind] & 255
        last = bytes(line)
        rows.append(last)
    return width, height, lambda x, y: tuple(rows[y][3 * x:3 * x + 3])

# The cells of the sample: 26 points wide, two pixels a point; their upper left corner, where no number stands.
width, height, pixel = read("both.png")
assert width <= 8000 and height <= 8000
x0, y0 = 2 * 264 + 8, 2 * 92 + 8
cell = [[pixel(x0 + 52 * j, y0 + 52 * i) for j in range(7)] for i in range(7)]
assert cell == [list(row) for row in zip(*cell)], cell # symmetric
dark, light = cell[0][0], cell[0][3]
assert sum(dark) < 150 and sum(light) > 720
assert [row.count(dark) for row in cell] == [1, 2, 2, 1, 1, 1, 0], cell # of itself, and of the two that have the same words
assert cell[1][2] == dark and cell[6] == [light] * 7
assert cell[3][4] == cell[4][3] not in (dark, light) and sum(cell[0][1]) < sum(cell[3][4]) # 0.6 and 0.25
_, _, pixel = read("heatmap.png")
assert pixel(2 * 39 + 8, y0) == dark # no tree at its left
narrow, _, _ = read("tree.png")
assert narrow != width
END
command -v xmllint > /dev/null || exit 0
xmllint --noout ./*.svg
