"""A solution of each coding question, so that their examples are known to be right."""

import heapq
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Sequence
from itertools import accumulate, groupby
from statistics import median_low

Interval = tuple[int, int]


def busy(jobs: list[Interval]) -> int:
    return len({minute for start, end in jobs for minute in range(start, end)})


def stop(losses: list[float], patience: int) -> int | None:
    for at in range(patience, len(losses)):
        best, last = min(losses[: at - patience + 1]), losses[at - patience + 1 : at + 1]
        if all(loss >= best for loss in last):
            return at
    return None


def longest(tokens: list[int], budget: int) -> int:
    cuts = [(a, b) for a in range(len(tokens)) for b in range(a, len(tokens) + 1)]
    return max((b - a for a, b in cuts if sum(tokens[a:b]) <= budget), default=0)


def runs(statuses: list[str]) -> list[tuple[str, int]]:
    return [(status, len(list(same))) for status, same in groupby(statuses)]


def order(needs: dict[str, list[str]]) -> list[str] | None:
    names = {*needs, *(name for wanted in needs.values() for name in wanted)}
    open_needs = {name: set(needs.get(name, ())) for name in names}
    found: list[str] = []
    while ready := sorted(name for name, wanted in open_needs.items() if wanted <= set(found)):
        found.append(ready[0])
        del open_needs[ready[0]]
    return None if open_needs else found


def slowest(log: list[tuple[str, int]], k: int) -> dict[str, list[int]]:
    times: defaultdict[str, list[int]] = defaultdict(list)
    for endpoint, milliseconds in log:
        times[endpoint].append(milliseconds)
    return {endpoint: heapq.nlargest(k, each) for endpoint, each in times.items()}


def allowed(times: list[int], most: int, window: int) -> list[bool]:
    passed: list[int] = []
    answers: list[bool] = []
    for time in times:
        answers.append(sum(earlier > time - window for earlier in passed) < most)
        passed += [time] * answers[-1]
    return answers


def misses(keys: list[str], capacity: int) -> int:
    cache: OrderedDict[str, None] = OrderedDict()
    missed = 0
    for key in keys:
        missed += key not in cache
        cache[key] = None
        cache.move_to_end(key)
        if len(cache) > capacity:
            cache.popitem(last=False)
    return missed


def regions(picture: list[str], least: int) -> int:
    hot = {(row, at) for row, line in enumerate(picture) for at, cell in enumerate(line) if cell == "#"}
    sizes: list[int] = []
    while hot:
        todo, size = [hot.pop()], 0
        while todo:
            row, at = todo.pop()
            size += 1
            near = {(row + 1, at), (row - 1, at), (row, at + 1), (row, at - 1)} & hot
            hot -= near
            todo += near
        sizes.append(size)
    return sum(size >= least for size in sizes)


def widest(links: list[tuple[str, str, int]], start: str, goal: str) -> int:
    group = {place: {place} for link in links for place in link[:2]} | {start: {start}, goal: {goal}}
    for first, second, bandwidth in sorted(links, key=lambda link: -link[2]):
        joined = group[first] | group[second]
        group |= dict.fromkeys(joined, joined)
        if goal in group[start]:
            return bandwidth
    return 0


def largest(sizes: list[int], shards: int) -> int:
    if shards == 1 or not sizes:
        return sum(sizes)
    return min(max(sum(sizes[:cut]), largest(sizes[cut:], shards - 1)) for cut in range(1, len(sizes) + 1))


def serving(releases: list[tuple[int, str]], times: list[int]) -> list[str | None]:
    starts = [start for start, _ in releases]
    found = [bisect_right(starts, time) for time in times]
    return [releases[at - 1][1] if at else None for at in found]


def medians(latencies: list[int]) -> list[int]:
    return [median_low(latencies[:end]) for end in range(1, len(latencies) + 1)]


def majority(votes: list[list[str]]) -> list[str | None]:
    counts = [Counter(each).most_common(2) + [("", 0)] * 2 for each in votes]
    return [first[0] if first[1] > second[1] else None for first, second, *_ in counts]


def totals(clicks: list[int], queries: list[Interval]) -> list[int]:
    sums = list(accumulate(clicks, initial=0))
    return [sums[last + 1] - sums[first] for first, last in queries]


def deepest(parents: list[int | None]) -> int:
    def depth(at: int | None) -> int:
        return 0 if at is None else 1 + depth(parents[at])

    return max(map(depth, range(len(parents))), default=0)


def tokens(word: str, pieces: list[str]) -> list[str] | None:
    found: list[str] = []
    while word:
        fitting = [piece for piece in pieces if piece and word.startswith(piece)]
        if not fitting:
            return None
        found.append(max(fitting, key=len))
        word = word[len(found[-1]) :]
    return found


def forgiven(word: str, query: str) -> bool:
    letters = set(word + query)
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    typos = {a + b[1:] for a, b in cuts} | {a + b[1:2] + b[:1] + b[2:] for a, b in cuts}
    typos |= {a + letter + rest for a, b in cuts for letter in letters for rest in (b, b[1:])}
    return query in typos | {word}


def gpus(jobs: list[Interval]) -> int:
    return max((sum(start <= at < end for start, end in jobs) for at, _ in jobs), default=0)


def best(experiments: list[tuple[int, int, int]]) -> int:
    if not experiments:
        return 0
    (_, end, value), *rest = sorted(experiments)
    return max(best(rest), value + best([each for each in rest if each[0] >= end]))


def groups(images: int, pairs: list[Interval]) -> list[int]:
    group = {image: {image} for image in range(images)}
    for first, second in pairs:
        joined = group[first] | group[second]
        group |= dict.fromkeys(joined, joined)
    sizes = {frozenset(each) for each in group.values() if len(each) > 1}
    return sorted(map(len, sizes), reverse=True)


def turned(box: tuple[int, int, int, int], height: int, width: int) -> tuple[int, int, int, int]:
    top, left, bottom, right = box
    marked = [[top <= row < bottom and left <= at < right for at in range(width)] for row in range(height)]
    picture = list(zip(*marked[::-1], strict=True))
    rows = [row for row, line in enumerate(picture) if any(line)]
    columns = [at for at, line in enumerate(zip(*picture, strict=True)) if any(line)]
    return rows[0], columns[0], rows[-1] + 1, columns[-1] + 1


def nested(lines: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        name, _, value = line.partition("=")
        head, dot, rest = name.partition(".")
        if dot:
            heads[head].append(f"{rest}={value}")
        found[head] = value
    return found | {head: nested(inner) for head, inner in heads.items()}


def distinct(users: list[int], window: int) -> list[int]:
    return [len(set(users[at : at + window])) for at in range(len(users) - window + 1)]


def shortest(stream: str, wanted: dict[str, int]) -> int:
    slices = (stream[a:b] for a in range(len(stream)) for b in range(a + 1, len(stream) + 1))
    return min((len(cut) for cut in slices if Counter(cut) >= Counter(wanted)), default=0)


def most(jobs: list[Interval]) -> int:
    taken: list[int] = []
    for duration, deadline in sorted(jobs, key=lambda job: job[1]):
        heapq.heappush(taken, -duration)
        if -sum(taken) > deadline:
            heapq.heappop(taken)
    return len(taken)


def wrong(ranks: list[int]) -> int:
    return sum(later < earlier for at, earlier in enumerate(ranks) for later in ranks[at:])


def owners(servers: list[int], keys: list[int]) -> list[int]:
    ring = sorted(servers)
    return [ring[bisect_left(ring, key) % len(ring)] for key in keys]


def matches(text: str, tags: set[str]) -> bool:
    words = deque(text.replace("(", " ( ").replace(")", " ) ").split())

    def either() -> bool:
        answer = both()
        while words and words[0] == "OR":
            words.popleft()
            answer |= both()
        return answer

    def both() -> bool:
        answer = atom()
        while words and words[0] == "AND":
            words.popleft()
            answer &= atom()
        return answer

    def atom() -> bool:
        word = words.popleft()
        if word == "NOT":
            return not atom()
        if word != "(":
            return word in tags
        answer = either()
        words.popleft()
        return answer

    return either()


def monitors(parents: Sequence[int | None]) -> int:
    without, with_one = [0] * len(parents), [1] * len(parents)
    for at in range(len(parents) - 1, 0, -1):
        parent = parents[at]
        assert parent is not None
        without[parent] += with_one[at]
        with_one[parent] += min(without[at], with_one[at])
    return min(without[0], with_one[0])


CODING: dict[str, Callable[..., object]] = {
    "gpu-busy-time": busy,
    "early-stopping": stop,
    "token-budget": longest,
    "status-runs": runs,
    "feature-build-order": order,
    "slowest-requests": slowest,
    "request-limiter": allowed,
    "cache-misses": misses,
    "hot-regions": regions,
    "widest-route": widest,
    "even-shards": largest,
    "serving-version": serving,
    "running-median": medians,
    "majority-label": majority,
    "clicks-in-range": totals,
    "longest-reply-chain": deepest,
    "greedy-tokens": tokens,
    "one-typo": forgiven,
    "gpus-needed": gpus,
    "best-slots": best,
    "duplicate-groups": groups,
    "rotated-box": turned,
    "nested-settings": nested,
    "distinct-users": distinct,
    "balanced-slice": shortest,
    "jobs-in-time": most,
    "ranking-disagreement": wrong,
    "ring-owner": owners,
    "filter-language": matches,
    "tree-monitors": monitors,
}
