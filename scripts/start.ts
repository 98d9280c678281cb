import { readSettings } from '@lienthong/shared/environment';
import { runCommand } from '@lienthong/shared/errors';
import { createLog } from '@lienthong/shared/log';
import { stopOnSignal } from '@lienthong/shared/shutdown';
import { startDeployment } from './deployment.ts';
import { readArguments } from './read-arguments.ts';

const HELP = `Runs everything on this machine: the gateway and all 25 subgraphs, each on its own port over real HTTP.

  npm start

Settings come from the environment: GATEWAY_PORT (4000), SUBGRAPH_PORT_BASE (4101), DATA_DIR (./data), DATABASE_URL,
LOG_LEVEL (warn here). The others are those of: npm run gateway -- --help
`;

await runCommand(async () => {
  if (readArguments('npm start --', {}).values.help) return void process.stdout.write(HELP);
  const variables = { LOG_LEVEL: 'warn', ...process.env };
  const settings = readSettings(variables);
  const startedAt = performance.now();
  const deployment = await startDeployment(variables, showProgress);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${greeting(deployment.gateway.url, deployment.subgraphs.size, seconds)}\n`);
  stopOnSignal(
    () => deployment.stop(),
    settings.SHUTDOWN_GRACE_MS,
    createLog(settings.LOG_LEVEL, 'lienthong'),
  );
});

function showProgress(name: string, done: number, of: number): void {
  if (process.stdout.isTTY)
    process.stdout.write(`\r\u001b[K  ${done}/${of} ${name}${done === of ? '\r\u001b[K' : ''}`);
}

function greeting(url: string, subgraphs: number, seconds: string): string {
  return `
  Liên Thông: ${subgraphs} phân hệ và cổng dữ liệu đã sẵn sàng / ${subgraphs} subgraphs and the gateway, up in ${seconds} s

    Trang tra cứu / explorer   ${url}/
    GraphQL                    ${url}/graphql
    Sẵn sàng / readiness       ${url}/readyz
    Số đo / metrics            ${url}/metrics

  Dữ liệu hồ sơ là dữ liệu tổng hợp / all records are synthetic. Ctrl-C dừng / stops.
`;
}
