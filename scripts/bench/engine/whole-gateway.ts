import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLog } from '@lienthong/gateway/audit/store/log-store';
import { ledgerFile, readSqliteStore } from '@lienthong/gateway/audit/store/sqlite-store';
import { verifyLog } from '@lienthong/gateway/audit/verify-log';
import { signDevelopmentToken } from '@lienthong/shared/identity/development-token';
import { openSigningKey, publicKeysFile } from '@lienthong/shared/identity/keys';
import { classifiedSupergraph, typesOf } from './classified-world.ts';
import type { World } from './worlds/world.ts';

/*
 * Everything a gateway needs to run whole over one of the bench's worlds: law, grants, classes, a list of agencies, a caller
 * with a token of an issuer, and a folder for keys and receipts.
 */

export interface WholePlace {
  /** Its own: nothing else lies there. */
  readonly folder: string;
  readonly world: World;
  readonly firstSubgraphPort: number;
}

/** How a gateway is run whole, how it is asked, and how it is looked into afterwards. */
export interface Whole {
  readonly variables: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** How many receipts its log holds. Throws unless the whole log verifies. */
  readonly receipts: () => Promise<number>;
}

const LAW = join(import.meta.dirname, '../../../law');
const ISSUER = { issuer: 'https://issuer.example', audience: 'lienthong', subject: 'bench' };
const REPLICA = 'bench';
const PURPOSE = 'measuring';
const TOKEN_SECONDS = 4 * 60 * 60;

export const dataDirOf = (folder: string): string => join(folder, 'whole');

export async function prepareWhole({ folder, world, firstSubgraphPort }: WholePlace): Promise<Whole> {
  const home = dataDirOf(folder);
  const place = (...path: string[]): string => join(home, ...path);
  const write = (path: string, content: string | object): string => {
    const file = place(path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  writeRules(world, write, place('law'));
  const supergraph = write('supergraph.graphql', classifiedSupergraph(world, firstSubgraphPort));
  const key = await openSigningKey(place('issuer'), 'issuer');
  const token = await signDevelopmentToken(key, ISSUER, claimsIn(world), TOKEN_SECONDS, Date.now());

  return {
    variables: {
      SUPERGRAPH: supergraph,
      SUPERGRAPH_CONFIG: write('supergraph.yaml', listOf(world)),
      SUBGRAPH_PORT_BASE: `${firstSubgraphPort}`,
      LAW_DIR: place('law'),
      DATA_DIR: home,
      REPLICA,
      DEVELOPMENT_ISSUER: 'false',
      TOKEN_ISSUER: ISSUER.issuer,
      TOKEN_AUDIENCE: ISSUER.audience,
      TOKEN_JWKS: publicKeysFile(place('issuer'), 'issuer'),
      // As with every other yardstick nothing is shared among questions.
      SHARE_QUESTIONS: 'false',
      // The questions go further than the exchange lets anybody go.
      MAX_ROOT_FIELDS: '24',
      MAX_COST: '1000000',
    },
    headers: { authorization: `Bearer ${token}` },
    receipts: async () => {
      const store = readSqliteStore(ledgerFile(home, REPLICA));
      const { jwks } = await openSigningKey(home);
      const { entries, finding } = await verifyLog(readLog(store, { from: 0 }), {
        name: REPLICA,
        keys: jwks.keys,
      });
      await store.close();
      if (finding) throw new Error(`The log of receipts does not verify: ${JSON.stringify(finding)}`);
      return entries;
    },
  };
}

/** The last agency asks; what the others own it reads by a grant of each, in a case about one person. */
const askerIn = ({ services }: World): string => services.at(-1)!.name;

const claimsIn = (world: World) => ({
  agency: askerIn(world),
  system: 'bench',
  officer: 'bench-01',
  purpose: PURPOSE,
  case: { id: 'HS-2026-000001', subjects: world.people?.slice(-1) ?? [] },
});

function writeRules(world: World, write: (path: string, content: object) => string, folder: string): void {
  const label = { vi: 'Đo lường', en: 'Measuring' };
  const allFields = [...new Set(world.services.flatMap(typesOf))].map((type) => `${type}.*`);
  const [purposeBasis, grantBasis] = [['D278/2025 Art 5'], ['D278/2025 Art 4(2)', 'D194/2025 Art 16(1)']];
  write('law/purposes.yaml', {
    purposes: [
      {
        ...{ id: PURPOSE, label, procedure: null, kind: 'LAW', caseRequired: true },
        ...{ basis: purposeBasis, minimalFields: allFields },
      },
    ],
  });
  write('law/groups.yaml', {
    groups: [{ id: 'political-system', label, members: world.services.map(({ name }) => name) }],
    excluded: [],
  });
  for (const file of ['legal-acts.yaml', 'combinations.yaml', 'defaults.yaml'])
    copyFileSync(join(LAW, file), join(folder, file));
  for (const service of world.services)
    write(`${service.name}/sharing.yaml`, {
      provider: service.name,
      grants: [
        {
          ...{ id: `${service.name}-grant`, grantee: askerIn(world), purpose: PURPOSE, basis: grantBasis },
          ...{
            fields: typesOf(service).map((type) => `${type}.*`),
            rows: { scope: world.people ? 'case' : 'all' },
          },
          ...{ validFrom: '2025-10-22', validTo: null },
        },
      ],
    });
}

const listOf = ({ services }: World) => ({
  subgraphs: Object.fromEntries(
    services.map(({ name }) => [
      name,
      { routing_url: `http://${name}.example/graphql`, schema: { file: `./${name}/schema.graphql` } },
    ]),
  ),
});
