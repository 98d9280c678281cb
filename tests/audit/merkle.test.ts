import { describe, expect, it } from '@jest/globals';
import {
  appendLeaf,
  appendLeaves,
  EMPTY,
  hashLeaf,
  leavesFrom,
  hashNode,
  rootCount,
  rootOf,
  type Hash,
} from '@lienthong/gateway/audit/merkle';
import {
  consistencySpans,
  inclusionSpans,
  provesConsistency,
  provesInclusion,
  type Span,
} from '@lienthong/gateway/audit/merkle-proof';
import fc from 'fast-check';

const hex = (hash: Hash): string => hash.toString('hex');

const treeHashes = new WeakMap<readonly Hash[], Map<string, Hash>>();

/** RFC 6962 §2.1, word for word and slow; what was hashed once is remembered. */
function treeHash(leaves: readonly Hash[], start = 0, end = leaves.length): Hash {
  if (start === end) return rootOf(EMPTY);
  if (end - start === 1) return leaves[start]!;
  const remembered = treeHashes.get(leaves) ?? new Map<string, Hash>();
  treeHashes.set(leaves, remembered);
  const known = remembered.get(`${start}-${end}`);
  if (known) return known;
  let split = 1;
  while (split * 2 < end - start) split *= 2;
  const hash = hashNode(treeHash(leaves, start, start + split), treeHash(leaves, start + split, end));
  remembered.set(`${start}-${end}`, hash);
  return hash;
}

const hashesOf = (leaves: readonly Hash[], spans: readonly Span[]): Hash[] =>
  spans.map(({ start, end }) => treeHash(leaves, start, end));

/** The entries and roots that certificate transparency logs have been tested with since RFC 6962. */
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const known = entries.map((entry) => hashLeaf(Buffer.from(entry, 'hex')));

describe('The tree', () => {
  it.each(roots.map((root, size) => [size, root] as const))(
    'of the first %i known entries has the known root',
    (size, root) => {
      expect(hex(rootOf(appendLeaves(EMPTY, known.slice(0, size))))).toBe(root);
    },
  );

  it.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ] as const)('includes known entry %i of %i by the known proof', (index, size, proof) => {
    expect(hashesOf(known.slice(0, size), inclusionSpans(index, size)).map(hex)).toEqual(proof);
  });

  it.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ] as const)('of %i known entries begins the one of %i by the known proof', (older, newer, proof) => {
    expect(hashesOf(known, consistencySpans(older, newer)).map(hex)).toEqual(proof);
  });

  // RFC 9162 §2.1.5 names the nodes of a tree of seven entries.
  const [d0, d1, d2, d3, d4, d5, d6] = known as [Hash, Hash, Hash, Hash, Hash, Hash, Hash];
  const [a, b, c, d, e, f, j] = [d0, d1, d2, d3, d4, d5, d6];
  const [g, h, i] = [hashNode(a, b), hashNode(c, d), hashNode(e, f)];
  const [k, l] = [hashNode(g, h), hashNode(i, j)];

  it.each([
    ['d0', 0, [b, h, l]],
    ['d3', 3, [c, g, l]],
    ['d4', 4, [f, j, k]],
    ['d6', 6, [i, k]],
  ] as const)('gives the proof of RFC 9162 for %s', (_, index, proof) => {
    expect(hashesOf(known.slice(0, 7), inclusionSpans(index, 7))).toEqual(proof);
  });

  it.each([
    [3, [c, d, g, l]],
    [4, [l]],
    [6, [i, j, k]],
  ] as const)('gives the proof of RFC 9162 that the first %i begin the seven', (older, proof) => {
    expect(hashesOf(known.slice(0, 7), consistencySpans(older, 7))).toEqual(proof);
  });
});

const leaves = Array.from({ length: 300 }, (_, index) => hashLeaf(`entry ${index}`));
const rootAt = leaves.reduce<Hash[]>(
  (all, _, index) => [...all, treeHash(leaves, 0, index + 1)],
  [rootOf(EMPTY)],
);
const headAt = (count: number) => ({ size: count, root: rootAt[count]! });
const size = fc.integer({ min: 1, max: leaves.length });

it('A leaf has the same hash when its beginning was gone through before', () => {
  const beginning = 'Bộ Công an, Bộ Y tế '.repeat(100);
  const leaf = leavesFrom(beginning);
  for (const rest of ['', 'Hà Giang', 'Tuyên Quang 🏥'.repeat(50)])
    expect(leaf(rest)).toEqual(hashLeaf(beginning + rest));
});

describe('For every size up to 300', () => {
  it('the tree that grows leaf by leaf has the root of the definition, and as many subtrees as its size has ones', () => {
    let range = EMPTY;
    for (const [index, leaf] of leaves.entries()) {
      range = appendLeaf(range, leaf);
      expect(rootOf(range)).toEqual(rootAt[index + 1]);
      expect(range.roots).toHaveLength(rootCount(index + 1));
    }
  });

  it('every subtree that comes full is told once, with its hash', () => {
    const told = new Map<string, Hash>();
    let range = EMPTY;
    for (const leaf of leaves) {
      range = appendLeaf(range, leaf, (level, index, hash) => {
        expect(told.has(`${level}/${index}`)).toBe(false);
        told.set(`${level}/${index}`, hash);
      });
    }
    const expected = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((level) =>
      Array.from({ length: Math.floor(300 / 2 ** level) }, (_, index) => {
        const start = index * 2 ** level;
        return [`${level}/${index}`, treeHash(leaves, start, start + 2 ** level)] as const;
      }),
    );
    expect(new Map(expected)).toEqual(told);
  });

  const remembered = new Map<string, Hash>();
  const proofOf = (spans: readonly Span[]): Hash[] =>
    spans.map((span) => {
      const known = remembered.get(`${span.start}-${span.end}`) ?? hashesOf(leaves, [span])[0]!;
      remembered.set(`${span.start}-${span.end}`, known);
      return known;
    });

  it('every leaf is proven to be in the tree', () => {
    const unproven: string[] = [];
    for (let count = 1; count <= leaves.length; count += 1) {
      for (let index = 0; index < count; index += 1) {
        const claim = { index, size: count, leaf: leaves[index]!, root: rootAt[count]! };
        if (!provesInclusion(claim, proofOf(inclusionSpans(index, count))))
          unproven.push(`${index}/${count}`);
      }
    }
    expect(unproven).toEqual([]);
  });

  it('every smaller tree is proven to begin it', () => {
    const unproven: string[] = [];
    for (let newer = 0; newer <= leaves.length; newer += 1) {
      for (let older = 0; older <= newer; older += 1) {
        const proof = proofOf(consistencySpans(older, newer));
        if (!provesConsistency(headAt(older), headAt(newer), proof)) unproven.push(`${older}/${newer}`);
      }
    }
    expect(unproven).toEqual([]);
  });
});

/** One way to be wrong: another place, root or leaf, or a proof that is changed, short, long or out of order. */
const alteration = fc.constantFrom('index', 'root', 'leaf', 'bit', 'short', 'long', 'swapped');

describe('No alteration is believed', () => {
  const other = hashLeaf('another');
  const bent = (proof: readonly Hash[], how: string, at: number): Hash[] | undefined => {
    const place = at % Math.max(1, proof.length);
    if (how === 'long') return [...proof, other];
    if (proof.length === 0) return undefined;
    if (how === 'short') return proof.filter((_, index) => index !== place);
    if (how === 'swapped') return proof.length < 2 ? undefined : [...proof].reverse();
    return proof.map((hash, index) => {
      if (index !== place) return hash;
      const flipped = Buffer.from(hash);
      flipped[at % 32]! ^= 1 << (at % 8);
      return flipped;
    });
  };

  it('of an inclusion proof', () => {
    fc.assert(
      fc.property(size, fc.nat(), alteration, fc.nat(), (count, seed, how, at) => {
        const index = seed % count;
        const claim = { index, size: count, leaf: leaves[index]!, root: rootAt[count]! };
        const proof = hashesOf(leaves, inclusionSpans(index, count));
        const wrong = { index: (index + 1) % count, root: other, leaf: other };
        if (how === 'index' && count === 1) return true;
        if (how in wrong)
          return !provesInclusion({ ...claim, [how]: wrong[how as keyof typeof wrong] }, proof);
        const altered = bent(proof, how, at);
        return altered === undefined || !provesInclusion(claim, altered);
      }),
      { numRuns: 1000 },
    );
  });

  it('of a consistency proof', () => {
    fc.assert(
      fc.property(size, size, alteration, fc.nat(), (one, two, how, at) => {
        const [older, newer] = [Math.min(one, two), Math.max(one, two)];
        const [from, to] = [headAt(older), headAt(newer)];
        const proof = hashesOf(leaves, consistencySpans(older, newer));
        if (how === 'root') {
          return (
            !provesConsistency({ ...from, root: other }, to, proof) &&
            !provesConsistency(from, { ...to, root: other }, proof)
          );
        }
        if (how === 'index' || how === 'leaf') return true;
        const altered = bent(proof, how, at);
        return altered === undefined || !provesConsistency(from, to, altered);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a leaf beyond the tree', 5, 5],
    ['a negative place', -1, 5],
    ['a place that is no number', Number.NaN, 5],
    ['a size beyond counting', 0, 2 ** 60],
    ['an empty tree', 0, 0],
  ])('nothing proves %s', (_, index, count) => {
    expect(provesInclusion({ index, size: count, leaf: other, root: other }, [])).toBe(false);
  });

  it('whatever the proof is made of, an answer comes', () => {
    const anyHash = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
    const anySize = fc.oneof(fc.nat(), fc.double(), fc.maxSafeInteger());
    fc.assert(
      fc.property(
        anySize,
        anySize,
        anyHash,
        fc.array(anyHash, { maxLength: 80 }),
        (one, two, hash, proof) => {
          expect(provesInclusion({ index: one, size: two, leaf: hash, root: hash }, proof)).toEqual(
            expect.any(Boolean),
          );
          const [older, newer] = [
            { size: one, root: hash },
            { size: two, root: hash },
          ];
          expect(provesConsistency(older, newer, proof)).toEqual(expect.any(Boolean));
        },
      ),
    );
  });
});
