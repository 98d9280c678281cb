import { resolve } from 'node:path';
import { PortTaken } from '@lienthong/shared/errors';
import { readSupergraphList } from '@lienthong/shared/supergraph-list';
import { startDeployment, type Deployment } from '../../scripts/deployment.ts';
import { askAt, type Answer } from './ask.ts';
import { temporaryFolder } from './folder.ts';
import { freePorts } from '../../scripts/free-ports.ts';
import { readArguments } from '../../scripts/read-arguments.ts';
import { issueToken, TOKEN_OPTIONS } from '../../scripts/token/issue-token.ts';
import { PLANNED_HERE } from './planned-here.ts';

export interface TestDeployment extends Deployment {
  /** Its data folder, in the temporary files of the machine. */
  readonly dataDir: string;
  /** Asks the gateway over HTTP. */
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** A token as `npm run token` prints it for these arguments, for this deployment. */
  token(...args: readonly string[]): Promise<string>;
  /** Stops everything and deletes the data folder. */
  remove(): Promise<void>;
}

/**
 * The gateway and every subgraph on free ports, with data of their own unless DATA_DIR says where; `variables` as the
 * environment would set them.
 */
export async function startTestDeployment(
  variables: Record<string, string> = {},
  doorOf?: Parameters<typeof startDeployment>[2],
): Promise<TestDeployment> {
  const folder = temporaryFolder();
  const dataDir = variables['DATA_DIR'] ?? folder.path;
  const count = readSupergraphList(resolve(variables['SUPERGRAPH_CONFIG'] ?? 'supergraph.yaml')).length;
  const start = async (attemptsLeft: number): Promise<Deployment> => {
    const first = await freePorts(1 + count);
    try {
      const settings = {
        GATEWAY_PORT: String(first),
        SUBGRAPH_PORT_BASE: String(first + 1),
        DATA_DIR: dataDir,
        LOG_LEVEL: 'silent',
        ...PLANNED_HERE,
        ...variables,
      };
      return await startDeployment(settings, undefined, doorOf);
    } catch (error) {
      // Another suite may have taken a port between the probe and the start.
      if (error instanceof PortTaken && attemptsLeft > 0) return start(attemptsLeft - 1);
      throw error;
    }
  };

  try {
    const deployment = await start(2);
    return {
      ...deployment,
      dataDir,
      ask: (query, asked, headers) => askAt(`${deployment.gateway.url}/graphql`, query, asked, headers),
      token: (...args) => {
        const { values } = readArguments('npm run token --', TOKEN_OPTIONS, 'without words', args);
        return issueToken(values, { DATA_DIR: dataDir, GATEWAY_PORT: String(deployment.gateway.port) });
      },
      remove: async () => {
        await deployment.stop();
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
