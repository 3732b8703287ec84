"""The offline search that found the starter rounds in ``mailflow/flows/chat/drawing/starters.py``.

    nice -n 15 python benchmarks/search_designs.py 56            # every family member for 56 people
    nice -n 15 python benchmarks/search_designs.py 12-100 --seconds 60

A design for ``n = 3 r + k`` people has the points (x, i), x in Z_r, i in {0, 1, 2}, and k fixed points. One starter
round, developed by x -> x + 1, gives r rounds in which no pair meets twice. A fixed point therefore needs one point of
each orbit beside it, and the quads among the other points must show every mixed difference at most once and every pure
difference at most once and never a *hole*: the differences in the subgroups left free for organisations. That is an
exact cover. We cut it down by asking for the symmetry (x, i) -> (u x, i + 1) with u^3 = 1 where Z_r has a u that
allows it, and solve it by a seeded depth-first search with restarts.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import combinations, product
from math import gcd
from random import Random

Block = tuple[int, ...]
MATCH_NODES = 4000


class Family:
    """Points (x, i) are numbered i * r + x; fixed points 3 r, 3 r + 1, …"""

    def __init__(self, r: int, k: int, u: int) -> None:
        self.r, self.k, self.u = r, k, u
        self.holes = self._holes()
        self.symmetric = u > 0

    def _holes(self) -> frozenset[int]:
        """Differences that must stay unused, so that organisations find cliques: subgroups of order at most k."""
        r, k = self.r, self.k
        holes: set[int] = {r // 2} if r % 2 == 0 else set()
        for order in sorted((d for d in range(2, k + 1) if r % d == 0), reverse=True):
            more = holes | {r // order * j for j in range(1, order)}
            if len(more) <= k - 1:
                holes = more
        return frozenset(holes)

    def turn(self, block: Block) -> Block:
        r = self.r
        return tuple(((p // r + 1) % 3) * r + (p % r) * self.u % r for p in block)

    def orbit(self, block: Block) -> list[Block]:
        if not self.symmetric:
            return [block]
        second = self.turn(block)
        third = self.turn(second)
        return [block] if set(second) == set(block) else [block, second, third]

    def items(self, blocks: list[Block]) -> int | None:
        """Bit mask of the points and differences that the blocks use up; None if they clash among themselves."""
        mask = 0
        for block in blocks:
            for p in block:
                if mask >> p & 1:
                    return None
                mask |= 1 << p
            for p, q in combinations(block, 2):
                bit = self._difference(p, q)
                if bit is None or mask >> bit & 1:
                    return None
                mask |= 1 << bit
        return mask

    def _difference(self, p: int, q: int) -> int | None:
        r = self.r
        (i, x), (j, y) = divmod(p, r), divmod(q, r)
        if i == j:
            d = (x - y) % r
            d = min(d, r - d)
            return None if d in self.holes else 6 * r + i * r + d
        if (j - i) % 3 == 2:
            i, x, j, y = j, y, i, x
        return 3 * r + i * r + (y - x) % r


def candidates(family: Family) -> tuple[list[tuple[int, list[Block]]], list[tuple[int, list[Block]]]]:
    """All quad orbits and all triple orbits that do not clash in themselves."""
    r = family.r
    seen: set[frozenset[Block]] = set()
    quads, triples = [], []
    for block in combinations(range(3 * r), 4):
        orbit = [tuple(sorted(b)) for b in family.orbit(block)]
        if len(orbit) == 1 and family.symmetric:
            continue
        if min(orbit) != block:
            continue
        mask = family.items(orbit)
        if mask is not None and (family.symmetric or _pure(block, r) >= 2):
            quads.append((mask, orbit))
    for a, b, c in product(range(r), repeat=3):
        orbit = [tuple(sorted(t)) for t in family.orbit((a, r + b, 2 * r + c))]
        if frozenset(orbit) in seen:
            continue
        seen.add(frozenset(orbit))
        mask = family.items(orbit)
        if mask is not None:
            triples.append((mask, orbit))
    return quads, triples


def _pure(block: Block, r: int) -> int:
    """Pairs within one orbit. Quads with fewer than two eat the mixed differences that the triples need."""
    return sum(p // r == q // r for p, q in combinations(block, 2))


def search(family: Family, seconds: float, seed: int) -> list[Block] | None:
    """Quads first (they are the hard part), then a matching of what is left into triples."""
    r, k = family.r, family.k
    quads, triples = candidates(family)
    need = 3 * (r - k) // 4
    random = Random(seed)
    until = time.monotonic() + seconds
    print(f"  r={r} k={k} u={family.u} holes={sorted(family.holes)}: {len(quads)} quads, {len(triples)} triples")
    while time.monotonic() < until:
        chosen = _dive(family, quads, triples, need, k, random, until)
        if chosen is not None:
            return chosen
    return None


def _dive(family, quads, triples, need, k, random, until):
    """Quads at random, level by level; wherever all quads stand, the triples by exact cover."""
    step = 3 if family.symmetric else 1
    points = (1 << 3 * family.r) - 1
    mixed = ((1 << 3 * family.r) - 1) << 3 * family.r
    one = (1 << family.r) - 1
    parts = [one << place * family.r for place in range(6)]
    nodes = [0]

    def fill(live, rest, used, left, chosen):
        if left == 0:
            budget = [MATCH_NODES]
            return match(rest, used, k, chosen, budget)
        nodes[0] += 1
        for _ in range(min(len(live), 30)):
            if nodes[0] > 1500 or time.monotonic() > until:
                return None
            mask, orbit = live[int(random.random() * len(live))]
            if any((part & (used | mask)).bit_count() > family.r - k for part in parts):
                continue
            more = [q for q in live if not q[0] & mask]
            if left > step and len(more) < left // step - 1:
                continue
            tail = [t for t in rest if not t[0] & mask]
            found = fill(more, tail, used | mask, left - len(orbit), chosen + orbit)
            if found is not None:
                return found
        return None

    def match(rest, used, left, chosen, budget):
        """Exact cover of what remains: always the point (or, without slack, the difference) with fewest triples."""
        if left == 0:
            return chosen
        budget[0] -= 1
        if budget[0] < 0:
            return None
        item = _scarcest(rest, used, left, points, mixed)
        if item is None:
            return None
        options = [t for t in rest if t[0] & item and len(t[1]) <= left]
        random.shuffle(options)
        for mask, orbit in options:
            tail = [t for t in rest if not t[0] & mask]
            found = match(tail, used | mask, left - len(orbit), chosen + orbit, budget)
            if found is not None:
                return found
        return None

    return fill(quads, triples, 0, need, [])


def _scarcest(rest, used, left, points, mixed):
    """The bit of the open item with fewest candidates; None if one has none. Differences count only without slack."""
    open_items = points & ~used
    if (mixed & ~used).bit_count() == 3 * left:
        open_items |= mixed & ~used
    once = twice = thrice = 0
    for mask, _ in rest:
        thrice |= twice & mask
        twice |= once & mask
        once |= mask
    if open_items & ~once:
        return None
    for level in (open_items & ~twice, open_items & ~thrice):
        if level:
            return level & -level
    best = None
    bits = open_items
    while bits:
        bit = bits & -bits
        bits ^= bit
        count = sum(1 for mask, _ in rest if mask & bit)
        if best is None or count < best[0]:
            best = (count, bit)
    return best[1]


def cube_roots(r: int, k: int) -> list[int]:
    """Multipliers u with u^3 = 1 that leave k mod 3 triples fixed; 0 stands for no symmetry."""
    return [u for u in range(1, r) if pow(u, 3, r) == 1 and k % 3 <= r // gcd(u - 1, r)] + [0]


def starter(r: int, k: int, seconds: float, seed: int) -> list[Block] | None:
    for u in cube_roots(r, k):
        if u == 0 and r > 22:
            continue
        found = search(Family(r, k, u), seconds, seed)
        if found is not None:
            quads = sorted(b for b in found if len(b) == 4)
            triples = sorted(b for b in found if len(b) == 3)
            return quads + [(*t, 3 * r + j) for j, t in enumerate(triples)]
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", help="56 or 12-100")
    parser.add_argument("--rounds", type=int, default=0, help="only this number of rounds")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    low, _, high = given.people.partition("-")
    for n in range(int(low), int(high or low) + 1):
        if n % 4:
            continue
        for r in range((n - 1) // 3, n // 4 - 1, -1):
            if given.rounds and r != given.rounds:
                continue
            began = time.monotonic()
            found = starter(r, n - 3 * r, given.seconds, given.seed)
            print(f"{n}: r={r} k={n - 3 * r} {time.monotonic() - began:.1f} s: {bool(found)}", file=sys.stderr)
            if found:
                print(f"    ({r}, {n - 3 * r}): {found!r},", flush=True)


if __name__ == "__main__":
    main()
