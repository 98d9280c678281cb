import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse, visit, type ObjectTypeDefinitionNode } from 'graphql';
import { composeSupergraph, listedSchemas } from '../../scripts/composition/compose-supergraph.ts';
import { houseFaults } from '../../scripts/composition/house-rules/house-rules.ts';
import { listed, loadListed, supergraphList } from '../support/subgraph.ts';

const committed = readFileSync('gateway/supergraph.graphql', 'utf8');
const document = parse(committed);
const types = document.definitions.filter(
  (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
);
const directivesIn = new Set<string>();
visit(document, { Directive: ({ name }) => void directivesIn.add(name.value) });

const argumentsOf = (node: ObjectTypeDefinitionNode, directive: string): string[] =>
  (node.directives ?? [])
    .filter(({ name }) => name.value === directive)
    .map(({ arguments: args }) =>
      (args ?? [])
        .map(({ name, value }) => `${name.value}=${'value' in value ? String(value.value) : ''}`)
        .join(),
    );

// One after the other: Jest does not load modules that import each other twice at the same time.
beforeAll(async () => {
  for (const { name } of listed) await loadListed(name);
});

describe('The committed supergraph', () => {
  it('[RULE-07] is what npm run compose makes of the subgraphs now', async () => {
    const { supergraph, faults } = composeSupergraph(await listedSchemas(supergraphList)) as {
      supergraph?: string;
      faults?: unknown;
    };
    expect(faults).toBeUndefined();
    // Compared as a whole: thousands of lines of difference would say no more.
    expect(supergraph === committed ? 'up to date' : 'stale: run npm run compose').toBe('up to date');
  });

  it('[RULE-56] [RULE-84] joins every subgraph of the list, under its own address', () => {
    for (const { name, routingUrl } of listed)
      expect(committed).toContain(`@join__graph(name: "${name}", url: "${routingUrl}")`);
  });

  it('joins what only the gateway knows, under an address that leads to no server', () => {
    expect(committed).toContain('GATEWAY @join__graph(name: "gateway", url: "local:gateway")');
  });

  it('[RULE-24] [RULE-76] states a level of secrecy for every field anyone can ask for', () => {
    const unstated = types
      .filter(({ name }) => !name.value.startsWith('join__') && !name.value.startsWith('link__'))
      .flatMap((type) =>
        (type.fields ?? [])
          .filter(({ directives }) => ![...(directives ?? []), ...(type.directives ?? [])].some(classifies))
          .map((field) => `${type.name.value}.${field.name.value}`),
      );
    expect(unstated).toEqual([]);
  });

  it('says the same of a type wherever it stands', () => {
    const several = types
      .map((type) => [type.name.value, new Set(argumentsOf(type, 'dataset'))] as const)
      .filter(([, said]) => said.size > 1);
    expect(several).toEqual([]);
  });

  it('[RULE-25] describes every field anyone can ask for', () => {
    const undescribed = types.flatMap((type) =>
      (type.fields ?? [])
        .filter(({ description }) => !description)
        .map((field) => `${type.name.value}.${field.name.value}`),
    );
    expect(undescribed).toEqual([]);
  });

  it('takes a part of every agency’s card from that agency alone', () => {
    const agencies = types.filter(({ interfaces }) =>
      interfaces?.some(({ name }) => name.value === 'Agency'),
    );
    expect(agencies).toHaveLength(listed.length - 1);
    for (const agency of agencies) {
      const owners = argumentsOf(agency, 'join__type').filter((args) => !args.includes('resolvable=false'));
      expect(owners).toHaveLength(1);
      for (const field of agency.fields ?? []) {
        if (field.name.value === 'id') continue;
        expect(field.directives?.filter(({ name }) => name.value === 'join__field')).toHaveLength(1);
      }
    }
  });

  it.each(['authenticated', 'requiresScopes', 'policy'])(
    'does without @%s, which the gateway refuses',
    (name) => {
      expect([...directivesIn].filter((directive) => directive.split('__').includes(name))).toEqual([]);
      expect(committed).not.toContain(`specs.apollo.dev/${name}/`);
    },
  );
});

const classifies = ({
  name,
  arguments: args,
}: NonNullable<ObjectTypeDefinitionNode['directives']>[number]): boolean =>
  ['dataset', 'classified'].includes(name.value) &&
  (args ?? []).some((argument) => argument.name.value === 'secrecy' && argument.value.kind === Kind.ENUM);

describe('The house rules over the real subgraphs', () => {
  it('[REQ-01] [RULE-17] find nothing', async () => {
    const schemas = await listedSchemas(supergraphList);
    expect(
      houseFaults(schemas, (file) => file.startsWith('shared/src/catalogue/'), { closed: [], papers: [] }),
    ).toEqual([]);
  });

  it('would find the catalogue owned by everybody, were it not written in one place', async () => {
    const schemas = await listedSchemas(supergraphList);
    const coordinates = houseFaults(schemas, () => false, { closed: [], papers: [] })
      .filter(({ code }) => code === 'TWO_OWNERS')
      .map(({ message }) => message.split(' ')[0]!.split('.')[0]);
    expect([...new Set(coordinates)].sort()).toEqual(
      expect.arrayContaining([
        'Database',
        'DatabaseEquivalence',
        'Deadline',
        'PartnerLink',
        'Recurrence',
        'Task',
      ]),
    );
  });
});
