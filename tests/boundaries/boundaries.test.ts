import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse, visit } from 'graphql';
import { resolution } from '../support/resolution.ts';
import { packagesOf, trespasses, wordsOfProgram, type SourceFile } from './import-rules.ts';

const filesIn = (folder: string, ending: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending) && !path.includes('node_modules'))
    .map((path) => join(folder, path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const sources = ['subgraphs', 'gateway', 'shared'].flatMap((folder) => filesIn(folder, '.ts'));

describe('Who may import what', () => {
  it('is kept by every source', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(trespasses(sources)).toEqual([]);
  });

  it.each([
    ['an agency another agency', 'subgraphs/moj/index.ts', "import mps from '../mps/index.ts';"],
    ['an agency the command that runs it', 'subgraphs/moj/index.ts', "import '../start.ts';"],
    ['an agency the gateway', 'subgraphs/moj/index.ts', "import { startGateway } from '@lienthong/gateway';"],
    [
      'an agency the gateway’s files',
      'subgraphs/moj/index.ts',
      "import x from '../../gateway/src/index.ts';",
    ],
    [
      'an agency the inside of the kernel',
      'subgraphs/moj/index.ts',
      "import { serve } from '@lienthong/shared/serve';",
    ],
    [
      'an agency the kernel’s files',
      'subgraphs/moj/index.ts',
      "import { serve } from '../../shared/src/serve.ts';",
    ],
    [
      'an agency the seeds',
      'subgraphs/moj/index.ts',
      "import rows from '../../seeds/resolution-214/data/agencies.json';",
    ],
    ['an agency a script', 'subgraphs/moj/deep/index.ts', "export * from '../../../scripts/deployment.ts';"],
    ['an agency a test', 'subgraphs/moj/index.ts', "import '../../tests/support/seal.ts';"],
    ['the runner an agency', 'subgraphs/start.ts', "import moj from './moj/index.ts';"],
    ['the gateway an agency', 'gateway/src/gateway.ts', "import moj from '../../subgraphs/moj/index.ts';"],
    [
      'the gateway an agency, later',
      'gateway/src/gateway.ts',
      "const moj = await import('../../subgraphs/moj/index.ts');",
    ],
    [
      'the gateway a script',
      'gateway/src/gateway.ts',
      "import type { Fault } from '../../scripts/composition/house-rules.ts';",
    ],
    ['the gateway the seeds', 'gateway/src/gateway.ts', "import '../../seeds/resolution-214/extract.ts';"],
    [
      'the gateway the kernel’s files',
      'gateway/src/gateway.ts',
      "import { serve } from '../../shared/src/serve.ts';",
    ],
    [
      'the kernel the gateway',
      'shared/src/serve.ts',
      "import { readGatewayConfig } from '@lienthong/gateway/config';",
    ],
    ['the kernel an agency', 'shared/src/serve.ts', "import type moj from '../../subgraphs/moj/index.ts';"],
    [
      'the kernel the seeds',
      'shared/src/seeding.ts',
      "export { default } from '../../seeds/resolution-214/data/tasks.json';",
    ],
    ['the kernel a file of the root', 'shared/src/seeding.ts', "import config from '../../jest.config.ts';"],
    ['the kernel what stands outside', 'shared/src/seeding.ts', "import '../../../elsewhere/file.ts';"],
  ])('would be broken by %s', (_, path, text) => {
    expect(trespasses([{ path, text }])).toEqual([expect.stringContaining(`${path} imports `)]);
  });

  it.each([
    [
      'subgraphs/moj/index.ts',
      "import { defineSubgraph } from '@lienthong/shared'; import { A } from './entities.ts'; import { z } from 'zod';",
    ],
    [
      'subgraphs/start.ts',
      "import { parseArgs } from 'node:util'; import { runCommand } from '@lienthong/shared/errors';",
    ],
    [
      'gateway/src/gateway.ts',
      "import { createFront } from '@lienthong/shared/http/front'; import x from './config.ts'; import 'undici';",
    ],
    ['shared/src/http/front.ts', "import { PortTaken } from '../errors.ts'; import Fastify from 'fastify';"],
    [
      'scripts/deployment.ts',
      "import '@lienthong/gateway'; import '../subgraphs/moj/index.ts'; import '../tests/support/seal.ts';",
    ],
  ])('allows what %s needs', (path, text) => {
    expect(trespasses([{ path, text }])).toEqual([]);
  });
});

describe('A workspace', () => {
  const declaredIn = (folder: string): string[] =>
    Object.keys(
      (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies: object })
        .dependencies,
    );

  /** A yardstick is no dependency: it is imported where somebody asks for it, and is said to be missing where it is. */
  const YARDSTICK = '@apollo/gateway';

  it.each(['shared', 'gateway'])('declares every package it imports: %s', (workspace) => {
    const declared = new Set([...declaredIn(workspace), '@lienthong/shared']);
    if (workspace === 'gateway') declared.add(YARDSTICK);
    const undeclared = filesIn(`${workspace}/src`, '.ts').flatMap((file) =>
      packagesOf(file)
        .filter((name) => !declared.has(name))
        .map((name) => `${file.path} imports ${name}`),
    );
    expect(undeclared).toEqual([]);
  });

  it('agencies need nothing the kernel does not bring', () => {
    const brought = new Set([...declaredIn('shared'), '@lienthong/shared']);
    const undeclared = filesIn('subgraphs', '.ts').flatMap((file) =>
      packagesOf(file).filter((name) => !brought.has(name)),
    );
    expect(undeclared).toEqual([]);
  });
});

describe.each(['shared', 'gateway'])('%s knows no agency', (workspace) => {
  const agencies = resolution('agencies');
  const ids = new Set(agencies.map(({ id }) => id));
  const names = agencies.flatMap(({ type, name, nameEn }) => [type, name, nameEn]);
  const knows = (word: string): boolean =>
    ids.has(word) || names.some((name) => word.toLowerCase().includes(name.toLowerCase()));
  /** `most` is an agency’s id and an English word: as a name in code it is the word. */
  const knownIn = (file: SourceFile): string[] => {
    const { names: own, texts } = wordsOfProgram(file);
    return [...own.filter((word) => word !== 'most'), ...texts].filter(knows);
  };

  it('by id, type or name in its code', () => {
    const known = filesIn(`${workspace}/src`, '.ts').flatMap((file) =>
      knownIn(file).map((word) => `${file.path} knows ${word}`),
    );
    expect(known).toEqual([]);
  });

  it('by id, type or name in the schemas it keeps itself', () => {
    const known = filesIn(`${workspace}/src`, '.graphql').flatMap((file) => {
      const words: string[] = [];
      visit(parse(file.text), {
        Name: ({ value }) => void words.push(value),
        Argument: ({ value }) => void (value.kind === Kind.STRING && words.push(value.value)),
      });
      return words.filter(knows).map((word) => `${file.path} knows ${word}`);
    });
    expect(known).toEqual([]);
  });

  it.each([
    ["if (name === 'moj') return;"],
    ["const slow = ['most'];"],
    ['const moj = 1;'],
    ['const own = { moj: 1 };'],
    ['const type = `${prefix}MinistryOfJustice`;'],
    ["const title = 'Bộ Tư pháp';"],
    ['type Own = MinistryOfJustice;'],
    ["import justice from 'MinistryOfJustice';"],
  ])('would be found out by %s', (text) => {
    expect(knownIn({ path: 'shared/src/x.ts', text })).not.toEqual([]);
  });
});
