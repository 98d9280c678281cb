import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Subgraph } from '@lienthong/shared';
import { qualityFile, type QualityFile } from '@lienthong/shared/quality/quality-file';
import { rowRulesOf, type Row } from '@lienthong/shared/quality/row-rules';
import { openRuleFile } from '@lienthong/shared/rule-files';
import { seedReader } from '@lienthong/shared/seeding';
import { z } from 'zod';
import { DEFECTS } from '../../seeds/synthetic/defects/defects.ts';
import { listedAgencies, loadListed, readSeed } from '../support/subgraph.ts';

/** The day of the synthetic world. */
const DAY = '2026-11-01';
/** No level of secrecy is set for it yet: not even how many there are is anybody's to tell (Resolution 214, Annex II.8.d). */
const SECRET_UNTIL_CLASSIFIED = 'P-08';

interface Answered {
  readonly database: string;
  readonly types: readonly { readonly type: string }[];
}

const answered = JSON.parse(readFileSync('seeds/reference/answered.json', 'utf8')) as Answered[];
const subgraphs = new Map<string, Subgraph>();
const declared = new Map<string, QualityFile['databases']>();
beforeAll(async () => {
  for (const { name } of listedAgencies) {
    const subgraph = await loadListed(name);
    subgraphs.set(name, subgraph);
    declared.set(
      name,
      subgraph.qualityFile === null ? [] : openRuleFile(subgraph.qualityFile, qualityFile).databases,
    );
  }
});

const tables = () =>
  [...declared].flatMap(([agency, databases]) =>
    databases.flatMap(({ limitDays, tables: some }) =>
      some.map((table) => ({ agency, name: `${agency}/${table.entity}`, limitDays, table })),
    ),
  );
const publicLists = seedReader(resolve('seeds/reference'));

describe('Rules of quality', () => {
  it('[REQ-02] are declared for every database that answers with records it stores', () => {
    const stored = new Set(
      [...subgraphs.values()].flatMap(({ records }) =>
        Object.entries(records).flatMap(([type, { entity }]) => (entity ? [type] : [])),
      ),
    );
    const measured = new Set([...declared.values()].flat().map(({ id }) => id));
    const unmeasured = answered
      .filter(({ types }) => types.some(({ type }) => stored.has(type)))
      .map(({ database }) => database)
      .filter((database) => !measured.has(database));
    expect(unmeasured).toEqual([SECRET_UNTIL_CLASSIFIED]);
  });

  it('find nothing in the records that every start lays down', () => {
    const faults = tables().flatMap(({ name, table, limitDays }) => {
      if (!readSeed.has(`${name}.json`)) return [];
      const rows = readSeed(`${name}.json`, z.array(z.custom<Row>()));
      return rowRulesOf(table, limitDays, DAY).flatMap(({ field, kind, faulty }) =>
        rows.some((row) => faulty(row)) ? [`${name}.${field} ${kind}`] : [],
      );
    });
    expect(faults).toEqual([]);
  });
});

describe('What is spoilt on purpose', () => {
  it('is a bit of every table that is measured and drawn: public lists are true, and stay so', () => {
    const spared = tables()
      .filter(({ agency, table }) => DEFECTS[agency]?.[table.entity] === undefined)
      .map(({ name }) => name);
    expect(spared.filter((name) => !publicLists.has(`${name}.json`))).toEqual([
      // Nothing is in these before somebody is admitted or born.
      'mof/ChildInsurance',
      'moet/Admission',
    ]);
  });

  it('is what a rule looks for', () => {
    const looked = new Set(
      tables().flatMap(({ agency, table, limitDays }) => [
        ...rowRulesOf(table, limitDays, DAY).map(
          ({ field, kind }) => `${agency} ${table.entity} ${field} ${kind}`,
        ),
        ...table.unique.map((columns) => `${agency} ${table.entity} ${columns.join('+')} DUPLICATE`),
        ...(table.master ? [table.master.by, ...Object.keys(table.master.compare)] : []).map(
          (field) => `${agency} ${table.entity} ${field} CONTRADICTION`,
        ),
      ]),
    );
    const unseen = Object.entries(DEFECTS).flatMap(([agency, spoilt]) =>
      Object.entries(spoilt).flatMap(([entity, { defects }]) =>
        defects
          .map(({ field, kind }) => `${agency} ${entity} ${field} ${kind}`)
          .filter((each) => !looked.has(each)),
      ),
    );
    expect(unseen).toEqual([]);
  });
});
