"""Reads what trees.sh made: SET.npy, .linkage, .newick, .tsv, .graphml, .leiden of each SET that is named."""
import sys
import xml.etree.ElementTree as ElementTree

import numpy
from scipy.cluster import hierarchy

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


def table(name):
    with open(name, encoding="utf-8", newline="\n") as lines:
        return [line[:-1].split("\t") for line in lines]


def same_partition(a, b):
    return len(set(zip(a, b))) == len(set(a)) == len(set(b)) and len(a) == len(b)


def parse_newick(text):
    """Nested lists of children and names, each with its length; strict: no comments, no white space, names quoted."""
    at = 0

    def expect(c):
        nonlocal at
        assert text[at] == c, (text[at:at + 20], c)
        at += 1

    def name():
        nonlocal at
        expect("'")
        start = at
        while text[at] != "'" or text[at + 1] == "'":
            at += 1 + (text[at] == "'")
        expect("'")
        return text[start:at - 1].replace("''", "'")

    def node(root):
        nonlocal at
        if text[at] == "(":
            expect("(")
            made = [node(False)]
            while text[at] == ",":
                expect(",")
                made.append(node(False))
            expect(")")
        else:
            made = name()
        length = 0.0
        if not root:
            expect(":")
            start = at
            while text[at] in "0123456789.e-":
                at += 1
            length = float(text[start:at])
        return made, length

    tree = node(True)
    expect(";")
    expect("\n")
    assert at == len(text)
    return tree


def leaves(node, depth=0.0):
    made, length = node
    if isinstance(made, str):
        yield made, depth + length
    else:
        assert len(made) == 2
        for child in made:
            yield from leaves(child, depth + length)


def clean(text):
    return "".join(" " if c < " " or c == "\x7f" else c for c in text)


def check_linkage(name):
    ids = [row[0] for row in table(name + ".tsv")]
    ours = [row[1] for row in table(name + ".tsv")]
    z = numpy.load(name + ".npy")
    assert ["\t".join(row) for row in table(name + ".ids")] == ids
    assert z.shape == (len(ids) - 1, 4) and z.dtype == numpy.float64
    text = numpy.array([[float(v) for v in row] for row in table(name + ".linkage")]).reshape(-1, 4)
    assert numpy.allclose(z, text, rtol=1e-8, atol=0)
    if len(ids) > 1:
        assert hierarchy.is_valid_linkage(z, throw=True)
        assert hierarchy.is_monotonic(z)
        assert sorted(hierarchy.dendrogram(z, no_plot=True, labels=ids)["ivl"]) == sorted(ids)
    if len(ids) > 8:  # the document without terms is an eighth cluster
        assert same_partition(list(hierarchy.fcluster(z, 8, "maxclust")), ours)
    return ids, z


def check_newick(name, ids, z):
    with open(name + ".newick", encoding="utf-8", newline="\n") as file:
        text = file.read()
    found = list(leaves(parse_newick(text)))
    assert sorted(n for n, _ in found) == sorted(map(clean, ids))
    for _, depth in found:
        assert abs(depth - (z[-1, 2] if len(z) else 0)) < 1e-6
    try:
        from Bio import Phylo
    except ImportError:
        return print("no Biopython: its parser was not asked")
    tree = Phylo.read(name + ".newick", "newick")
    names = {clean(i) for i in ids if "'" not in i}  # it expects \\' where others, and the format's authors, write ''
    assert len(tree.get_terminals()) == len(ids) and names <= {t.name or "" for t in tree.get_terminals()}


def check_graph(name, ids):
    rows = [row[1] for row in table(name + ".leiden")]
    graph = ElementTree.parse(name + ".graphml").getroot().find(SPACE + "graph")
    nodes = [{d.get("key"): d.text or "" for d in n} for n in graph.findall(SPACE + "node")]
    assert [n["cluster"] for n in nodes] == rows
    assert [clean(n["name"]) for n in nodes if "\ufffd" not in n["name"]] == \
        [i for i, n in zip(ids, nodes) if "\ufffd" not in n["name"]]
    edges = [(e.get("source"), e.get("target"), float(e[0].text)) for e in graph.findall(SPACE + "edge")]
    assert len({frozenset(e[:2]) for e in edges}) == len(edges)
    assert all(e[0] != e[1] and 0 < e[2] <= 1 for e in edges)
    try:
        import networkx
        read = networkx.read_graphml(name + ".graphml")
        assert [str(read.nodes[f"n{i}"]["cluster"]) for i in range(len(ids))] == rows
        assert read.number_of_edges() == len(edges)
    except ImportError:
        print("no networkx: it was not asked")
    try:
        import igraph
        read = igraph.Graph.Read_GraphML(name + ".graphml")
        assert [str(int(c)) for c in read.vs["cluster"]] == rows if rows else True
        assert read.ecount() == len(edges)
    except ImportError:
        print("no igraph: it was not asked")
    return len(edges)


edges = 0
for each in sys.argv[1:]:
    documents, matrix = check_linkage(each)
    check_newick(each, documents, matrix)
    edges += check_graph(each, documents)
assert edges > 300
