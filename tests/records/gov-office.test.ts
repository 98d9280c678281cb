import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Dossier } from '../../subgraphs/gov-office/dossiers.ts';
import { FEWEST, isLate, serviceFigures } from '../../subgraphs/gov-office/service-figures.ts';
import type { AbolishedPaper, Procedure } from '../../subgraphs/gov-office/procedures.ts';
import { openRules } from '../../scripts/rules/open-rules.ts';
import { agency, asking, owner } from './agency-alone.ts';
import { textOf } from './synthetic.ts';

const DAY = '2026-11-24';
const reference = <Row>(file: string) =>
  JSON.parse(readFileSync(`seeds/reference/${file}.json`, 'utf8')) as Row[];
const dossiers = JSON.parse(textOf('gov-office/Dossier')) as Dossier[];
const papers = reference<AbolishedPaper>('gov-office/AbolishedPaper');
const procedures = new Set(reference<Procedure>('gov-office/Procedure').map(({ code }) => code));

describe('A dossier is late', () => {
  it.each([
    ['on the day it is due: not yet', DAY, null, false],
    ['the day after', '2026-11-23', null, true],
    ['done on the day it was due: not', '2026-01-02', '2026-01-02', false],
    ['done a day later: for good', '2026-01-02', '2026-01-03', true],
  ])('%s', (_, dueOn, doneOn, expected) => {
    expect(isLate({ dueOn, doneOn }, DAY)).toBe(expected);
  });
});

describe('The figures of a province', () => {
  const done = { dueOn: '2026-01-02', doneOn: '2026-01-01' };
  const late = { dueOn: '2026-01-02', doneOn: null };
  const many = [...Array<typeof done>(FEWEST - 1).fill(done), late];

  it('count what is done and what is late', () => {
    expect(serviceFigures('01', many, DAY)).toEqual({
      province: '01',
      dossiers: FEWEST,
      done: FEWEST - 1,
      late: 1,
    });
  });

  it('are silent where the few could be told apart', () => {
    expect([serviceFigures('01', many.slice(1), DAY), serviceFigures('01', [], DAY)]).toEqual([null, null]);
  });
});

describe('Every paper that is abolished', () => {
  const { graph } = openRules('.');

  it.each(papers.map(({ paper, field, answeredBy, ...rest }) => [paper, field, answeredBy, rest] as const))(
    '%s: %s of %s takes its place, in the graph as composed',
    (_, field, answeredBy, { database, procedureCode }) => {
      expect(graph.classes.get(field)?.owners).toContain(answeredBy);
      expect(answered(database)).not.toEqual([]);
      expect(database.slice(0, answeredBy.length)).toBe(answeredBy);
      expect(procedures).toContain(procedureCode);
    },
  );

  const answered = (id: string) =>
    reference<{ database: string; types: unknown[] }>('answered').find(({ database }) => database === id)
      ?.types ?? [];
});

describe('The portal', () => {
  const { ask } = agency('gov-office');

  it('tells of a procedure which papers are not asked for, and by which answer', async () => {
    const { procedure, none } = await ask(
      '{ procedure(code: "1.001776") { papersAbolished { field answeredBy } } none: procedure(code: "0.000000") { name } }',
    );
    expect(procedure).toEqual({
      papersAbolished: [
        { field: 'Citizen.disabilityLevel', answeredBy: 'moh' },
        { field: 'PoorHousehold.status', answeredBy: 'mae' },
        { field: 'Citizen.ageAtLeast', answeredBy: 'mps' },
      ],
    });
    expect(none).toBeNull();
  });

  it('hands on who a form is for, and nothing where there is no such procedure', async () => {
    const applicant = dossiers[0]!.applicantId;
    const form = (procedure: string) =>
      ask(
        'query ($procedure: ID!, $applicant: ID!) { prefillForm(procedure: $procedure, applicant: $applicant) { procedure { code } applicant { personalId } } }',
        { procedure, applicant },
      );
    expect(await form('1.001193')).toEqual({
      prefillForm: { procedure: { code: '1.001193' }, applicant: { personalId: applicant } },
    });
    expect(await form('0.000000')).toEqual({ prefillForm: null });
  });

  it('shows the steps of a dossier in their order', async () => {
    const { number, handledBy, doneOn } = dossiers.find((dossier) => dossier.status === 'DONE')!;
    const { dossier } = await ask(
      'query ($number: ID!) { dossier(number: $number) { steps { by doneOn } } }',
      {
        number,
      },
    );
    expect((dossier as { steps: object[] }).steps.slice(1)).toEqual([
      { by: handledBy, doneOn },
      { by: 'ppc', doneOn },
    ]);
  });
});

describe('Of dossiers the portal shows', () => {
  const { ask } = owner('gov-office');
  const query = 'query ($number: ID!) { dossier(number: $number) { number status } }';
  const mine = dossiers.find(({ handledBy }) => handledBy === 'mps')!;
  const others = dossiers.find(({ handledBy }) => handledBy === 'ppc')!;

  it('an agency those it handles, and no other', async () => {
    const caller = asking('mps', 'dossier-status', []);
    expect(await ask(caller, query, { number: mine.number })).toEqual({
      data: { dossier: { number: mine.number, status: mine.status } },
      codes: [],
    });
    expect(await ask(caller, query, { number: others.number })).toEqual({
      data: { dossier: null },
      codes: ['ROW_OUT_OF_SCOPE'],
    });
  });
});
