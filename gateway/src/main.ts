import { runCommand } from '@lienthong/shared/errors';
import { createLog } from '@lienthong/shared/log';
import { stopOnSignal } from '@lienthong/shared/shutdown';
import { readArguments } from './arguments.ts';
import { readGatewayConfig } from './config.ts';
import { startGateway } from './gateway.ts';

const HELP = `Runs the gateway alone; the subgraphs run elsewhere.

  npm run gateway
  npm run gateway -- --supergraph FILE --port N --without rules,seals,receipts,limits

  --supergraph FILE   the composed graph (SUPERGRAPH)
  --port N            where it listens (PORT, GATEWAY_PORT)
  --without LIST      runs without some of rules, seals, receipts, limits: for measuring, and for supergraphs of others. It warns
                      of it at the start and says so at /readyz. Without rules anybody may read everything; who asks, the law and
                      sharing files count for nothing, and receipts have nothing to tell. A subgraph that no list names is then
                      asked where the supergraph says (join__graph, url)
  --engine NAME       ours, or apollo: @apollo/gateway in our frame, to compare with; it needs --without rules,seals,receipts
  --help              this text

Settings come from the environment:
  GATEWAY_PORT (4000)          where it listens
  HOST (127.0.0.1)             the address it binds to
  DATA_DIR (./data)            its keys and its log of receipts
  DATABASE_URL                 PostgreSQL for the log of receipts, in place of a file
  REPLICA (<host>-<port>)      names its log among those of other replicas
  LAW_DIR (./law)              the rules of the exchange; what agencies share stands beside their schemas
  SUPERGRAPH_CONFIG            the list of subgraphs (./supergraph.yaml)
  SUPERGRAPH                   the composed file (./gateway/supergraph.graphql)
  SUBGRAPH_PORT_BASE (4101)    subgraphs on this machine, in the order of supergraph.yaml
  SUBGRAPH_URL                 subgraphs elsewhere, such as http://{name}:4000/graphql
  AGENCY_TIMEOUT_MS (5000), BREAKER_FAILURES (5), BREAKER_RESET_MS (5000), MAX_ANSWER_BYTES
  SHARE_QUESTIONS (true)       the same question of the same caller is asked of an agency once while it is under way
  OVERRIDE_LABELS              labels of @override, with commas between, by which the new owner is asked; percent(n) needs none
  PLANNER_PROCESS (true)       planning has a process of its own, which is ended and started again where one operation takes more than
  PLANNING_TIMEOUT_MS (10000), PLANNER_HEAP_MB (512)
  AGREEMENTS_STALE_MS (60000)  how long an agency may go unheard before its agreements decide nothing
  TRUSTED_PROXIES              addresses and ranges, with commas between, of proxies that are believed to say for whom they ask,
  PROXY_HEADER                 and by which header: X-Forwarded-For, unless said, or Forwarded
  MAX_BODY_BYTES, MAX_TOKENS, MAX_DEPTH, MAX_ALIASES, MAX_ROOT_FIELDS, MAX_BRANCHES, MAX_COST
  TOKEN_ISSUER, TOKEN_JWKS     whose tokens are believed: the issuer's URL, its keys (URL or file)
  TOKEN_AUDIENCE (lienthong), TOKEN_MAX_AGE (28800 s), DEVELOPMENT_ISSUER (on where no other issuer is named)
  INTROSPECTION (true), LOG_LEVEL (info), SHUTDOWN_GRACE_MS (10000)
`;

await runCommand(async () => {
  const { help, mode, variables } = readArguments(process.argv.slice(2), process.env);
  if (help) return void process.stdout.write(HELP);
  const config = readGatewayConfig(variables, mode);
  const log = createLog(config.logLevel, 'gateway');
  const gateway = await startGateway(config, log);
  stopOnSignal(() => gateway.stop(), config.shutdownGraceMs, log);
});
