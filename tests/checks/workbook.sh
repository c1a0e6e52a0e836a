#!/bin/sh
# The workbook of a report is read back, by openpyxl and by LibreOffice: what is a number, a date, a link, and that text
# which looks like a formula is text.
set -eu
python=
for each in python3 /usr/bin/python3; do
    [ "$python" ] || ! "$each" -c 'import openpyxl' 2> /dev/null || python=$each
done
[ "$python" ] || { echo "skipped: no Python with openpyxl (Debian package python3-openpyxl)"; exit 77; }
PATH=$VN_BUILD:$VN_BUILD/tests:$PATH
export LC_ALL=C.UTF-8
vntest-report a.xlsx
vntest-report en.xlsx en
vntest-report long.xlsx long
mkdir -p again
(cd again && TZ=Asia/Ho_Chi_Minh vntest-report a.xlsx)
cmp a.xlsx again/a.xlsx # nothing of today, nothing of here
"$python" - << 'END'
import datetime, openpyxl, warnings, zipfile
warnings.simplefilter("ignore") # of bars, which openpyxl does not know
book = openpyxl.load_workbook("a.xlsx")
assert book.sheetnames == ["Tóm tắt", "Ma trận", "Cặp bài", "Nhóm", "Từ khóa", "Danh sách bài", "Theo thời gian"], book.sheetnames
assert book.properties.created == datetime.datetime(2000, 1, 1) and "vntext" in book.properties.creator
for sheet in book:
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
for part in zipfile.ZipFile("a.xlsx").namelist():
    assert b"<f>" not in zipfile.ZipFile("a.xlsx").read(part), part

chart = zipfile.ZipFile("a.xlsx").read("xl/charts/chart1.xml").decode()
assert chart.count("<c:ser>") == 2 and "'Theo thời gian'!$D$2:$D$4" in chart

def table(name, head):
    rows = [list(row) for row in book[name].iter_rows(values_only=True)]
    at = next(i for i, row in enumerate(rows) if row[0] == head)
    return rows[at], [[round(cell, 9) if isinstance(cell, float) else cell for cell in row] for row in rows[at + 1:]]

# The matrix: the numbers of the CSV, in the same order.
head, rows = table("Ma trận", "Số")
assert head == ["Số", "Nhóm", "Tiêu đề", 1, 2, 3, 4, 5, 6, 7]
wanted = [[1, .6, .6, 0, 0, 0, 0], [.6, 1, 1, 0, 0, 0, 0], [.6, 1, 1, 0, 0, 0, 0], [0, 0, 0, 1, .25, 0, 0],
          [0, 0, 0, .25, 1, 0, 0], [0, 0, 0, 0, 0, 1, 0], [0] * 7]
assert [row[3:] for row in rows] == wanted, rows
assert [row[:2] for row in rows] == [[1, 1], [2, 1], [3, 1], [4, 2], [5, 2], [6, 3], [7, 4]]
sheet = book["Ma trận"]
assert sheet.freeze_panes == "D5" and sheet["D2"].alignment.textRotation == 90
shades = [r for c in sheet.conditional_formatting for r in c.rules]
assert [r.type for r in shades] == ["colorScale"] and str(list(sheet.conditional_formatting)[0].sqref) == "D5:J11"

# Articles: formulas are text, dates are dates, links lead to web pages only.
head, rows = table("Danh sách bài", "Số")
assert head == ["Số", "Nhóm", "Tiêu đề", "Ngày", "Nguồn", "Số từ", "Từ khóa", "Chép từ", "Địa chỉ", "Mã bài"]
by_id = {row[9]: row for row in rows}
assert by_id["a-1"][2] == "Lễ khai giảng không có cổng trường ở Nậm Hạt"
assert by_id["a-1"][3] == datetime.datetime(2026, 9, 5) and by_id["a-1"][5] == 1200
assert by_id["=2+3"][2] == '=HYPERLINK("http://example.org";"Bấm")' and by_id["=2+3"][6] == '=1+1, " onmouseover="alert(1)'
assert by_id["-5"][2].startswith("@SUM(1+1)*cmd|") and by_id["-5"][4] == "+84" and by_id["-5"][3] is None
assert by_id["a-6"][2] == "Ho\u0300a bi\u0300nh   [31m😀 \ufffd", repr(by_id["a-6"][2])
assert by_id["a-2"][7] == 2 and by_id["a-2"][8] == "javascript:alert(1)" and by_id["a-1"][7] is None
links = {cell.coordinate: cell.hyperlink.target for row in book["Danh sách bài"].iter_rows() for cell in row if cell.hyperlink}
assert links == {}, links  # one has quotes in it, one is a script
head, rows = table("Cặp bài", "Độ giống nhau")
assert rows[0] == [0.9, 2, "Lễ khai giảng không có cổng trường ở Nậm Hạt", 3, "</script><script>alert('bài')</script><!--", 0.815,
                   "khai giảng, học sinh", "a-1", "a-2"], rows[0]
assert rows[2][5:7] == [None, "<b>"]
head, rows = table("Nhóm", "Nhóm")
assert rows[0] == [1, 3, round(3 / 7, 9), 0.512, "khai giảng, học sinh", "Lễ khai giảng không có cổng trường ở Nậm Hạt",
                   "lễ khai giảng, học sinh, Nậm Hạt", "a-1"], rows[0]
assert rows[3][4] == "Bài không có từ nào để so sánh"
head, rows = table("Từ khóa", "Nhóm")
assert rows[0] == ["Tất cả bài", 1, "lễ khai giảng", 3, round(3 / 7, 9), 0.9] and rows[6] == [2, 1, "=1+1", 2, 1, 0.8], rows
head, rows = table("Theo thời gian", "Thời gian")
assert head == ["Thời gian", "Số bài", "lễ khai giảng", "=1+1 <b>"] and rows[2] == [datetime.datetime(2026, 9, 7), 2, 0, 1]
# What is too long for a cell (it counts in UTF-16) is cut; what looks like a reference to a character stays as it is.
rows = [cell.value for cell in openpyxl.load_workbook("long.xlsx")["Danh sách bài"]["C"]]
assert rows[2] == "ệ" * 32766 + "…" and rows[3] == "😀" * 16383 + "…" and rows[1] == "_x0041_" * 2, [len(t) for t in rows]
assert openpyxl.load_workbook("en.xlsx").sheetnames == ["Summary", "Matrix", "Pairs", "Groups", "Keywords", "Articles", "Over time"]
END

command -v soffice > /dev/null || { echo "not read by LibreOffice, which is not installed (Debian package libreoffice-calc-nogui)"; exit 0; }
csv='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1' # every sheet, as it is shown
soffice "-env:UserInstallation=file://$PWD/profile" --headless --convert-to "$csv" a.xlsx > soffice.log 2>&1
"$python" - << 'END'
import csv
def sheet(name):
    return list(csv.reader(open(f"a-{name}.csv", encoding="utf8", newline="")))
rows = sheet("Ma trận")
assert [row[3:] for row in rows[4:6]] == [["1.00", "0.60", "0.60"] + ["0.00"] * 4, ["0.60", "1.00", "1.00"] + ["0.00"] * 4], rows
articles = {row[9]: row for row in sheet("Danh sách bài")}
assert articles["=2+3"][2] == '=HYPERLINK("http://example.org";"Bấm")' and articles["-5"][4] == "+84"
assert articles["a-1"][2:6] == ["Lễ khai giảng không có cổng trường ở Nậm Hạt", "05/09/2026", "Báo Một", "1,200"], articles["a-1"]
assert articles["a-6"][2] == "Ho\u0300a bi\u0300nh   [31m😀 \ufffd"
assert sheet("Từ khóa")[7][:4] == ["2", "1", "=1+1", "2"], sheet("Từ khóa")[7]
assert sheet("Theo thời gian")[3] == ["07/09/2026", "2", "0", "1"]
END
