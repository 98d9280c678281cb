import { readSettings, type Variables } from '@lienthong/shared/environment';
import { startDeployment } from './deployment.ts';

/** The gateway of these settings: the one that is running, or one that is started for as long as it takes. */
export async function findOrStartGateway(
  variables: Variables,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const { HOST, GATEWAY_PORT } = readSettings(variables);
  const url = `http://${HOST}:${GATEWAY_PORT}`;
  const running = await fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (running) return { url, stop: async () => {} };
  process.stderr.write('Đang khởi động / starting 25 subgraphs and the gateway …\n');
  const deployment = await startDeployment({ LOG_LEVEL: 'warn', ...variables });
  return { url: deployment.gateway.url, stop: () => deployment.stop() };
}
