"""Where people stand along the dimensions borne, judged by the statements they voted on."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.dimensions import Dimensions, residuals


def scores(ballots: Ballots, found: Dimensions) -> FloatArray:
    """Scores (n, d): per person a ridge regression of the votes on the axes, over the statements *observed*.

    Counting a missing vote as the mean pulls people with few votes to the middle; regression over what was observed
    does not, and its ridge is the ratio of noise to signal (Hoerl and Kennard 1970).
    """
    n, s = ballots.shape
    d = found.count
    data = residuals(ballots)
    axes = found.axes.T
    pairs = [(a, b) for a in range(d) for b in range(a, d)]
    seen = ballots.table(np.ones(len(data)))
    products = seen @ np.column_stack([axes[:, a] * axes[:, b] for a, b in pairs])
    normal = np.zeros((n, d, d))
    for j, (a, b) in enumerate(pairs):
        normal[:, a, b] = normal[:, b, a] = products[:, j]
    noise = float((data**2).mean())
    signal = np.maximum(found.strengths / n - noise / s, 1e-3 * found.strengths / n) * s * s * n / len(data)
    normal += np.diag(noise / signal)
    return np.asarray(np.linalg.solve(normal, (ballots.table(data) @ axes)[..., None])[..., 0], np.float64)
