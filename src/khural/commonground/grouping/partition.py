"""Candidate partitions: k-means without chance, over the statements observed."""

from __future__ import annotations

import numpy as np

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.ids import IntArray

ROUNDS = 50
SHRINKAGE = 1.0


def partitions(ballots: Ballots, scores: FloatArray, k: int) -> list[IntArray]:
    """Distinct labellings (n) into `k`, in score space and reassigned over the statements observed.

    Starts are divisive (the widest part cut at its mean, across its longest axis) and farthest-first (Gonzalez 1985);
    Lloyd's iteration; then k-POD (Chi, Chi and Baraniuk 2016): centres over statements, people by the squared distance
    over what they voted on.
    """
    found: list[IntArray] = []
    for start in (_divisive(scores, k), _farthest(scores, k)):
        labels = lloyd(scores, start, k)
        for candidate in (_observed(ballots, labels, k), labels):
            new = not any(np.array_equal(candidate, other) for other in found)
            if new and len(np.unique(candidate)) == k:
                found.append(candidate)
    return found


def centres(points: FloatArray, labels: IntArray, k: int) -> FloatArray:
    """Means of the points of each label (k, d)."""
    size = np.maximum(np.bincount(labels, minlength=k), 1)
    return np.column_stack([np.bincount(labels, column, minlength=k) / size for column in points.T])


def lloyd(points: FloatArray, labels: IntArray, k: int) -> IntArray:
    """k-means from the labels given until nothing moves."""
    for _ in range(ROUNDS):
        middle = centres(points, labels, k)
        moved = ((points[:, None] - middle[None]) ** 2).sum(axis=2).argmin(axis=1)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels


def _divisive(points: FloatArray, k: int) -> IntArray:
    labels = np.zeros(len(points), np.int64)
    for new in range(1, k):
        away = points - centres(points, labels, new)[labels]
        spread = np.bincount(labels, (away**2).sum(axis=1), minlength=new)
        part = np.flatnonzero(labels == int(spread.argmax()))
        inside = away[part]
        axis = np.einsum("ia,ib->ab", inside, inside)
        direction = axis[:, int(np.diag(axis).argmax())]
        for _ in range(20):
            direction = np.einsum("ab,b->a", axis, direction)
            direction = direction / max(float(np.sqrt((direction**2).sum())), 1e-300)
        labels[part[(inside * direction).sum(axis=1) > 0]] = new
    return labels


def _farthest(points: FloatArray, k: int) -> IntArray:
    middle = points.mean(axis=0)
    chosen = [int(((points - middle) ** 2).sum(axis=1).argmax())]
    for _ in range(k - 1):
        distance = ((points[:, None] - points[chosen][None]) ** 2).sum(axis=2).min(axis=1)
        chosen.append(int(distance.argmax()))
    return np.asarray(((points[:, None] - points[chosen][None]) ** 2).sum(axis=2).argmin(axis=1), np.int64)


def _observed(ballots: Ballots, labels: IntArray, k: int) -> IntArray:
    """k-POD from `labels`; centres of statements with few votes in a part lean to the mean of all."""
    s = ballots.shape[1]
    votes, seen = ballots.table(ballots.values), ballots.table(np.ones(len(ballots.values)))
    count = np.bincount(ballots.columns, minlength=s)
    mean = np.bincount(ballots.columns, ballots.values, s) / np.maximum(count, 1)
    for _ in range(ROUNDS):
        cell = labels[ballots.rows] * s + ballots.columns
        total = np.bincount(cell, ballots.values, k * s).reshape(k, s)
        size = np.bincount(cell, minlength=k * s).reshape(k, s)
        middle = (total + SHRINKAGE * mean) / (size + SHRINKAGE)
        moved = (seen @ (middle**2).T - 2 * (votes @ middle.T)).argmin(axis=1)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels
