"""A plain solution of each ML coding question, so that their examples are known to be right."""

import ast
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import fmean, pvariance, variance

Row = Sequence[float]
Rows = Sequence[Row]
Box = tuple[float, float, float, float]


def dot(first: Row, second: Row) -> float:
    return sum(a * b for a, b in zip(first, second, strict=True))


def product(first: Rows, second: Rows) -> list[list[float]]:
    columns = list(zip(*second, strict=True))
    return [[dot(row, column) for column in columns] for row in first]


def transposed(rows: Rows) -> list[list[float]]:
    return [list(column) for column in zip(*rows, strict=True)]


def mean_of(rows: Rows) -> list[float]:
    return [fmean(column) for column in zip(*rows, strict=True)]


def centres(points: Rows, start: Rows) -> list[list[float]]:
    now = [list(each) for each in start]
    while True:
        near = [min(range(len(now)), key=lambda at: math.dist(point, now[at])) for point in points]
        fresh = [mean_of([p for p, at in zip(points, near, strict=True) if at == k]) for k in range(len(now))]
        if fresh == now:
            return now
        now = fresh


def logistic_step(x: Rows, y: Row, w: Row, b: float, rate: float) -> tuple[list[float], float]:
    errors = [1 / (1 + math.exp(-dot(row, w) - b)) - label for row, label in zip(x, y, strict=True)]
    slope = [dot(errors, column) / len(y) for column in zip(*x, strict=True)]
    return [a - rate * s for a, s in zip(w, slope, strict=True)], b - rate * fmean(errors)


def fit(x: Rows, y: Row, rate: float, steps: int) -> tuple[list[float], float]:
    w, b = [0.0] * len(x[0]), 0.0
    for _ in range(steps):
        errors = [dot(row, w) + b - goal for row, goal in zip(x, y, strict=True)]
        slope = [2 * dot(errors, column) / len(y) for column in zip(*x, strict=True)]
        w, b = [a - rate * s for a, s in zip(w, slope, strict=True)], b - rate * 2 * fmean(errors)
    return w, b


def best_split(values: Row, labels: Sequence[int]) -> tuple[float, float]:
    def gini(side: list[int]) -> float:
        return 2 * fmean(side) * (1 - fmean(side)) * len(side) / len(labels)

    def impurity(threshold: float) -> float:
        rows = list(zip(values, labels, strict=True))
        return gini([y for x, y in rows if x < threshold]) + gini([y for x, y in rows if x > threshold])

    known = sorted(set(values))
    halves = [(a + b) / 2 for a, b in pairwise(known)]
    return min(((at, impurity(at)) for at in halves), key=lambda found: found[1])


def batches(rows: int, size: int, *, shuffle: bool, drop_last: bool) -> list[list[int]]:
    assert not shuffle
    cuts = [list(range(at, min(at + size, rows))) for at in range(0, rows, size)]
    return [cut for cut in cuts if len(cut) == size or not drop_last]


def softmax(scores: Row) -> list[float]:
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def cross_entropy(scores: Rows, classes: Sequence[int]) -> float:
    def one(row: Row, true: int) -> float:
        return math.log(sum(math.exp(score - max(row)) for score in row)) + max(row) - row[true]

    return fmean(map(one, scores, classes))


def sigmoid(values: Row) -> list[float]:
    return [1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v)) for v in values]


def overlap(a: Box, b: Box) -> float:
    inside = max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    areas = [(x2 - x1) * (y2 - y1) for x1, y1, x2, y2 in (a, b)]
    return inside / (sum(areas) - inside)


def kept(boxes: Sequence[Box], scores: Row, threshold: float) -> list[int]:
    found: list[int] = []
    for at in sorted(range(len(boxes)), key=lambda at: -scores[at]):
        if all(overlap(boxes[at], boxes[other]) <= threshold for other in found):
            found.append(at)
    return found


def ious(first: Sequence[Box], second: Sequence[Box]) -> list[list[float]]:
    return [[overlap(a, b) for b in second] for a in first]


def attend(queries: Rows, keys: Rows, values: Rows, *, causal: bool) -> list[list[float]]:
    found: list[list[float]] = []
    for at, query in enumerate(queries):
        seen = at + 1 if causal else len(keys)
        weights = softmax([dot(query, key) / math.sqrt(len(query)) for key in keys[:seen]])
        found += product([weights], values[:seen])
    return found


def backprop(x: Rows, w1: Rows, w2: Rows, goals: Rows) -> tuple[Rows, Rows]:
    hidden = [[max(0.0, v) for v in row] for row in product(x, w1)]
    pairs = zip(product(hidden, w2), goals, strict=True)
    slope = [[2 * (a - b) / len(x) for a, b in zip(row, goal, strict=True)] for row, goal in pairs]
    back = product(slope, transposed(w2))
    masked = [[g * (h > 0) for g, h in zip(*rows, strict=True)] for rows in zip(back, hidden, strict=True)]
    return product(transposed(x), masked), product(transposed(hidden), slope)


def adam(value: float, slope: float, m: float, v: float, t: int) -> tuple[float, float, float]:
    m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
    step = m / (1 - 0.9**t) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return value - 0.1 * step, m, v


def convolve(picture: Rows, kernel: Rows, stride: int) -> list[list[float]]:
    high, wide = len(kernel), len(kernel[0])
    rows = range(0, len(picture) - high + 1, stride)
    columns = range(0, len(picture[0]) - wide + 1, stride)

    def one(row: int, at: int) -> float:
        return sum(dot(picture[row + k][at : at + wide], kernel[k]) for k in range(high))

    return [[one(row, at) for at in columns] for row in rows]


def batch_norm(x: Rows, mean: Row, var: Row) -> tuple[list[list[float]], list[float], list[float]]:
    columns = list(zip(*x, strict=True))
    out = [[(v - fmean(c)) / math.sqrt(pvariance(c) + 1e-5) for v in c] for c in columns]
    means = [0.9 * old + 0.1 * fmean(c) for old, c in zip(mean, columns, strict=True)]
    spreads = [0.9 * old + 0.1 * pvariance(c) for old, c in zip(var, columns, strict=True)]
    return transposed(out), means, spreads


def dropped(values: Row, chances: Row, p: float) -> list[float]:
    return [value * (u >= p) / (1 - p) for value, u in zip(values, chances, strict=True)]


def macro_f1(truth: Sequence[int], said: Sequence[int]) -> float:
    pairs = list(zip(truth, said, strict=True))
    scores = [2 * pairs.count((k, k)) / (truth.count(k) + said.count(k)) for k in {*truth, *said}]
    return fmean(scores)


def auc(scores: Row, labels: Sequence[int]) -> float:
    rows = list(zip(scores, labels, strict=True))
    pairs = [(p, n) for p, positive in rows for n, other in rows if positive and not other]
    return fmean((p > n) + 0.5 * (p == n) for p, n in pairs)


def folds(labels: Sequence[int], k: int) -> list[int]:
    return [labels[:at].count(label) % k for at, label in enumerate(labels)]


def tf_idf(texts: Sequence[str]) -> list[dict[str, float]]:
    words = [text.split() for text in texts]
    seen = Counter(word for each in words for word in set(each))
    return [{w: each.count(w) / len(each) * math.log(len(texts) / seen[w]) for w in each} for each in words]


def nearest(points: Rows, classes: Sequence[str], queries: Rows, k: int) -> list[str]:
    def one(query: Row) -> str:
        near = sorted(range(len(points)), key=lambda at: math.dist(points[at], query))[:k]
        return Counter(classes[at] for at in near).most_common(1)[0][0]

    return [one(query) for query in queries]


def classify(texts: Sequence[str], classes: Sequence[int], text: str) -> int:
    vocabulary = {word for each in texts for word in each.split()}

    def score(label: int) -> float:
        words = [w for each, own in zip(texts, classes, strict=True) if own == label for w in each.split()]
        known = [w for w in text.split() if w in vocabulary]
        likely = [(words.count(w) + 1) / (len(words) + len(vocabulary)) for w in known]
        return math.prod(likely) * classes.count(label)

    return max(set(classes), key=score)


def encode(categories: Sequence[str], goals: Row, fold: Sequence[int], m: float) -> list[float]:
    def one(category: str, own: int) -> float:
        others = [(c, g) for c, g, f in zip(categories, goals, fold, strict=True) if f != own]
        same = [g for c, g in others if c == category]
        return (sum(same) + m * fmean(g for _, g in others)) / (len(same) + m)

    return [one(category, own) for category, own in zip(categories, fold, strict=True)]


def search(table: dict[str, dict[str, float]], width: int, length: int) -> str:
    beam = {"": 1.0}
    for _ in range(length):
        grown = {text + c: p * q for text, p in beam.items() for c, q in table[text].items()}
        beam = dict(sorted(grown.items(), key=lambda each: -each[1])[:width])
    return next(iter(beam))


def nucleus(shares: Row, p: float) -> list[float]:
    keep: set[int] = set()
    for at in sorted(range(len(shares)), key=lambda at: -shares[at]):
        if sum(shares[other] for other in keep) < p:
            keep.add(at)
    total = sum(shares[at] for at in keep)
    return [share / total if at in keep else 0.0 for at, share in enumerate(shares)]


def merges(words: Sequence[str], times: int) -> list[tuple[str, str]]:
    split, found = [list(word) for word in words], list[tuple[str, str]]()
    for _ in range(times):
        pairs = Counter(pair for word in split for pair in pairwise(word))
        if not pairs:
            break
        found.append(min(pairs, key=lambda pair: (-pairs[pair], pair)))
        for word in split:
            at = 0
            while at < len(word) - 1:
                if (word[at], word[at + 1]) == found[-1]:
                    word[at : at + 2] = ["".join(found[-1])]
                at += 1
    return found


def first_share(rows: Rows, count: int) -> list[float]:
    assert count == 1
    middle = mean_of(rows)
    data = [[v - m for v, m in zip(row, middle, strict=True)] for row in rows]
    squares = product(transposed(data), data)
    axis = [1.0] + [0.5] * (len(middle) - 1)
    for _ in range(100):
        (axis,) = product([axis], squares)
        axis = [v / math.hypot(*axis) for v in axis]
    return [dot(product([axis], squares)[0], axis) / sum(squares[at][at] for at in range(len(squares)))]


def ndcg(relevances: Sequence[int], k: int) -> float:
    def dcg(values: Iterable[int]) -> float:
        return sum((2**rel - 1) / math.log2(at + 1) for at, rel in enumerate(list(values)[:k], 1))

    ideal = dcg(sorted(relevances, reverse=True))
    return dcg(relevances) / ideal if ideal else 0.0


def stats(numbers: Row) -> tuple[float, float]:
    return fmean(numbers), variance(numbers)


def psi(old: Row, new: Row) -> float:
    pairs = [(max(a, 0.0001), max(b, 0.0001)) for a, b in zip(old, new, strict=True)]
    return sum((b - a) * math.log(b / a) for a, b in pairs)


def rates(peak: float, warm: int, total: int) -> list[float]:
    rising = [peak * (t + 1) / warm for t in range(warm)]
    rest = range(total - warm)
    return rising + [peak / 2 * (1 + math.cos(math.pi * t / len(rest))) for t in rest]


def update(p: Row, q: Row, rating: float, rate: float, reg: float) -> tuple[list[float], list[float]]:
    error = rating - dot(p, q)
    fresh_p = [a + rate * (error * b - reg * a) for a, b in zip(p, q, strict=True)]
    return fresh_p, [b + rate * (error * a - reg * b) for a, b in zip(p, q, strict=True)]


def slopes(text: str, values: dict[str, float]) -> dict[str, float]:
    def dual(node: ast.expr, name: str) -> tuple[float, float]:
        if isinstance(node, ast.Name):
            return values[node.id], float(node.id == name)
        assert isinstance(node, ast.BinOp)
        (a, da), (b, db) = dual(node.left, name), dual(node.right, name)
        return (a + b, da + db) if isinstance(node.op, ast.Add) else (a * b, a * db + b * da)

    return {name: dual(ast.parse(text, mode="eval").body, name)[1] for name in values}


def merged(chunks: Rows) -> tuple[float, float]:
    top = max(m for m, _ in chunks)
    return top, sum(s * math.exp(m - top) for m, s in chunks)


def estimates(rewards: Row, old: Row, new: Row) -> tuple[float, float]:
    weights = [n / o for n, o in zip(new, old, strict=True)]
    return dot(rewards, weights) / len(rewards), dot(rewards, weights) / sum(weights)


ML_CODING: dict[str, Callable[..., object]] = {
    "kmeans-lloyd": centres,
    "logistic-step": logistic_step,
    "linear-regression-steps": fit,
    "best-split": best_split,
    "batch-iterator": batches,
    "softmax-loss": cross_entropy,
    "stable-activations": sigmoid,
    "box-nms": kept,
    "iou-matrix": ious,
    "causal-attention": attend,
    "two-layer-backprop": backprop,
    "adam-step": adam,
    "convolution-forward": convolve,
    "batch-norm-forward": batch_norm,
    "inverted-dropout": dropped,
    "macro-f1": macro_f1,
    "auc-by-ranks": auc,
    "stratified-folds": folds,
    "tf-idf-weights": tf_idf,
    "nearest-neighbours": nearest,
    "naive-bayes-text": classify,
    "target-encoding": encode,
    "beam-search": search,
    "nucleus-sampling": nucleus,
    "pair-merges": merges,
    "pca-by-svd": first_share,
    "ndcg-at-k": ndcg,
    "running-variance": stats,
    "stability-index": psi,
    "warmup-cosine": rates,
    "factor-update": update,
    "tiny-autograd": slopes,
    "chunked-softmax": merged,
    "off-policy-estimate": estimates,
}
