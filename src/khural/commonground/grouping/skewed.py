"""A continuum that thins out to one side, as a rival of classes."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.grouping.classes import normalised
from khural.commonground.grouping.traits import Traits

NODES = np.linspace(-4.0, 4.0, 121)


def skewed_gain(sides: Ballots, model: Traits) -> float:
    """How much likelier the votes are, in logarithms, under exponential than under Gaussian positions.

    For a model of one dimension, statements held as fitted, by quadrature; the tail may point either way. A crowd with
    a long tail looks like a large and a small class to a model whose positions are Gaussian.
    """
    predicted = model.items[:, :1] + model.items[:, 1:] * NODES
    agree = sides.table((sides.values > 0).astype(np.float64))
    disagree = sides.table((sides.values < 0).astype(np.float64))
    fit = np.asarray(-(agree @ np.logaddexp(0, -predicted) + disagree @ np.logaddexp(0, predicted)))
    gaussian = _likelihood(fit, -0.5 * NODES**2)
    with_tail = [np.where(sign * NODES >= -1, -sign * NODES, -700.0) for sign in (1, -1)]
    return max(_likelihood(fit, log_density) for log_density in with_tail) - gaussian


def _likelihood(fit: FloatArray, log_density: FloatArray) -> float:
    total = float(np.log(np.exp(log_density - log_density.max()).sum()) + log_density.max())
    return normalised(fit + log_density - total)[1]
