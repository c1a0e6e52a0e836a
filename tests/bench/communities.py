"""communities.py PEER EDGES SEEDS: what communities.c does, by leidenalg, igraph or networkx; exit code 77 when it is not there.
The packages are Debian's python3-leidenalg, python3-igraph and python3-networkx. networkx has Louvain, not Leiden."""
import random
import resource
import sys


def leidenalg_runs(n, ends, weights):
    import igraph
    import leidenalg
    graph = igraph.Graph(n=n, edges=ends)
    return lambda seed: leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, weights=weights, seed=seed,
                                                 n_iterations=-1).membership


def igraph_runs(n, ends, weights):
    import igraph
    graph = igraph.Graph(n=n, edges=ends)

    def run(seed):
        random.seed(seed)
        return graph.community_leiden("modularity", weights=weights, n_iterations=-1).membership
    return run


def networkx_runs(n, ends, weights):
    import networkx
    graph = networkx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in zip(ends, weights))

    def run(seed):
        found = networkx.algorithms.community.louvain_communities(graph, seed=seed)
        return [c for _, c in sorted((v, c) for c, nodes in enumerate(found) for v in nodes)]
    return run


def modularity(ends, weights, member):
    total = 2 * sum(weights)
    strength = {}
    inside = 0.0
    for (a, b), w in zip(ends, weights):
        strength[member[a]] = strength.get(member[a], 0) + w
        strength[member[b]] = strength.get(member[b], 0) + w
        inside += 2 * w * (member[a] == member[b])
    return inside / total - sum((s / total) ** 2 for s in strength.values())


def user_seconds():
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def main():
    with open(sys.argv[2], encoding="ascii") as lines:
        n = int(next(lines).split()[0])
        rows = [line.split() for line in lines]
    ends = [(int(r[0]), int(r[1])) for r in rows]
    weights = [float(r[2]) for r in rows]
    try:
        run = globals()[sys.argv[1] + "_runs"](n, ends, weights)
    except ImportError:
        sys.exit(77)
    for seed in range(int(sys.argv[3])):
        start = user_seconds()
        member = run(seed)
        print(f"{user_seconds() - start:.2f}\t{modularity(ends, weights, member):.6f}\t{len(set(member))}")


main()
