#!/usr/bin/env python3
"""Orders a file of edges by networkx and says how long that took without reading and building.

    networkx_order.py EDGES ORDER

EDGES has two numbers a line, a need and its user; a skill that needs nothing stands beside itself.
ORDER gets a number a line. Prints {"seconds": ..., "version": ...}.
"""
import json
import sys
import time

import networkx

graph = networkx.DiGraph()
with open(sys.argv[1]) as edges:
    for line in edges:
        need, user = map(int, line.split())
        if need == user:
            graph.add_node(need)
        else:
            graph.add_edge(need, user)
begin = time.perf_counter()
order = list(networkx.topological_sort(graph))
seconds = time.perf_counter() - begin
with open(sys.argv[2], "w") as out:
    out.writelines(f"{skill}\n" for skill in order)
python = ".".join(map(str, sys.version_info[:2]))
print(json.dumps({"seconds": seconds,
                  "version": f"networkx {networkx.__version__}, Python {python}"}))
