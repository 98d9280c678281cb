import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

/** Who may look at arguments by another way than `readArguments`. */
const OTHERWISE = [
  'read-arguments.ts',
  // Hands on what follows a part with options of its own, which reads them.
  'bench.ts',
  // Processes of the bench: it starts them itself, and nobody else does.
  'bench/engine/apollo-gateway.ts',
  'bench/engine/limit-server.ts',
  'bench/engine/subgraph-server.ts',
  'bench/memory/probe.ts',
];

it('every command reads its arguments in the one way that ignores none of them', () => {
  const reading = ['scripts', 'seeds'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
      .filter((file) => /\bparseArgs\b|\bprocess\.argv\b/.test(readFileSync(join(folder, file), 'utf8'))),
  );
  expect(reading.sort()).toEqual([...OTHERWISE].sort());
});
