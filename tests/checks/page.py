"""Holds pages of reports against what tools/report/html.h promises: python3 page.py FILE..."""
import base64
import collections
import hashlib
import re
import sys
import xml.dom.minidom

ALLOWED = {"a", "article", "body", "button", "canvas", "caption", "circle", "clipPath", "dd", "defs", "desc", "details", "div", "dl",
           "dt", "figcaption", "figure", "footer", "g", "h1", "h2", "h3", "head", "header", "html", "image", "input", "li", "line",
           "main", "meta", "nav", "ol", "p", "path", "pattern", "polygon", "polyline", "rect", "script", "section", "span", "strong",
           "style", "summary", "svg", "symbol", "table", "tbody", "td", "text", "tfoot", "th", "thead", "title", "tr", "tspan", "ul",
           "use"}
bad = 0


def wrong(file, what):
    global bad
    bad = 1
    print(f"{file}: {what}")


def text_of(element):
    return "".join(node.data if node.nodeType in (node.TEXT_NODE, node.CDATA_SECTION_NODE) else text_of(node)
                   for node in element.childNodes)


def check_attributes(file, element, ids):
    for name, value in element.attributes.items():
        if name == "style" or name.startswith("on"):
            wrong(file, f"<{element.tagName} {name}>: the policy lets no such attribute through")
        if name in ("src", "href", "xlink:href") and not re.match(r"#|https?://[^\s<>\"]|data:image/png;base64,", value):
            wrong(file, f"<{element.tagName} {name}={value!r}>")
        if name in ("href", "xlink:href") and value.startswith("#") and value[1:] not in ids:
            wrong(file, f"a link to nothing: {value}")
        if name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for target in value.split():
                if target not in ids:
                    wrong(file, f"{name} of nothing: {target}")


def check_headings(file, elements):
    level = 0
    for element in elements:
        if re.fullmatch("h[1-6]", element.tagName):
            if int(element.tagName[1]) > level + 1:
                wrong(file, f"<{element.tagName}> after <h{level}>: {text_of(element)}")
            level = int(element.tagName[1])


def check_policy(file, bytes_of_page, elements):
    """Hashes are those of what stands between the tags, byte for byte, and nothing else may run."""
    policy = next(e.getAttribute("content") for e in elements if e.getAttribute("http-equiv") == "Content-Security-Policy")
    if not policy.startswith("default-src 'none'") or "unsafe" in policy or "*" in policy:
        wrong(file, f"policy: {policy}")
    head = bytes_of_page[:bytes_of_page.index(b"</head>")]
    parts = re.findall(rb"<(?:style|script)>(.*?)</(?:style|script)>", head, re.S)
    hashes = {"'sha256-" + base64.b64encode(hashlib.sha256(part).digest()).decode() + "'" for part in parts}
    if hashes != set(re.findall(r"'sha256-[^']*'", policy)) or len(parts) < 2:
        wrong(file, f"policy: {policy}\nnot {sorted(hashes)}")


def check(file):
    with open(file, "rb") as page:
        content = page.read()
    elements = xml.dom.minidom.parseString(content).getElementsByTagName("*")
    all_ids = [e.getAttribute("id") for e in elements if e.hasAttribute("id")]
    ids = set(all_ids)
    for name, times in collections.Counter(all_ids).items():
        if times > 1:
            wrong(file, f"{times} elements with the id {name}")
    for element in elements:
        if element.tagName not in ALLOWED:
            wrong(file, f"an element <{element.tagName}>")
        check_attributes(file, element, ids)
    for section in (e for e in elements if e.tagName == "section"):
        if not section.getElementsByTagName("h2"):
            wrong(file, f"section {section.getAttribute('id')} has no heading")
    rows = [e for e in elements if e.tagName == "tr" and re.fullmatch(r"a\d+", e.getAttribute("id"))]
    if [e.getAttribute("id") for e in rows] != [f"a{i}" for i in range(len(rows))] or not rows:
        wrong(file, "articles are not all there, or not in their order")
    check_headings(file, elements)
    check_policy(file, content, elements)


for each in sys.argv[1:]:
    check(each)
sys.exit(bad)
