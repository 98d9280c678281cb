import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { HEAP } from '../../scripts/bench/process.ts';

const options = (text: string): string[] => text.match(/--[a-z-]+(?:=\d+)?/g) ?? [];

it.each([
  ['npm start', 'package.json', /"start": "tsx (.*) scripts\/start\.ts"/],
  ['npm run gateway', 'package.json', /"gateway": "tsx (.*) gateway\/src\/main\.ts"/],
  ['the container', 'Dockerfile', /^CMD \[(.*), "gateway\/src\/main\.ts"\]$/m],
])('%s runs the gateway with the heap that is measured', (_, file, command) => {
  const [, given] = command.exec(readFileSync(file, 'utf8'))!;
  expect(options(given!)).toEqual(HEAP);
});
