"""Average linkage over a sparse table of similarities: what was not compared counts as unlike."""

from heapq import heapify, heappop, heappush

import numpy as np
from scipy.sparse import csr_matrix


def average_link(alike: csr_matrix, *, least: float) -> list[list[int]]:
    """Groups of rows; two groups become one while their mean similarity is at least `least`.

    `alike`: symmetric, nothing on the diagonal. Groups come in the order of their first members. Of equal pairs the
    first goes first, so the result depends on nothing but the table.
    """
    near = _neighbours(alike)
    groups: dict[int, list[int]] = {i: [i] for i in range(len(near))}
    heap = [
        (-value, a, b) for a, row in enumerate(near) for b, value in row.items() if a < b and value >= least
    ]
    heapify(heap)
    while heap:
        value, a, b = heappop(heap)
        if a not in groups or b not in groups or _mean(near, groups, a, b) != -value:
            continue
        _join(near, groups, a, b)
        for other in near[a]:
            if (mean := _mean(near, groups, a, other)) >= least:
                heappush(heap, (-mean, min(a, other), max(a, other)))
    return [sorted(groups[key]) for key in sorted(groups)]


def _neighbours(alike: csr_matrix) -> list[dict[int, float]]:
    """For each row its neighbours and the sum of similarities to them."""
    starts = alike.indptr
    columns, values = alike.indices.tolist(), np.asarray(alike.data, dtype=float).round(6).tolist()
    return [
        dict(zip(columns[start:end], values[start:end], strict=True))
        for start, end in zip(starts[:-1], starts[1:], strict=True)
    ]


def _mean(near: list[dict[int, float]], groups: dict[int, list[int]], a: int, b: int) -> float:
    return near[a].get(b, 0.0) / (len(groups[a]) * len(groups[b]))


def _join(near: list[dict[int, float]], groups: dict[int, list[int]], a: int, b: int) -> None:
    """What stood under b stands under a."""
    groups[a] += groups.pop(b)
    near[a].pop(b, None)
    for other, value in near[b].items():
        if other != a:
            near[a][other] = near[a].get(other, 0.0) + value
            near[other].pop(b)
            near[other][a] = near[a][other]
    near[b] = {}
