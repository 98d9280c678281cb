import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** A tab of the explorer. */
export interface ExampleQuery {
  readonly title: string;
  /** Its operation name, by which its tab is called; the query itself may be written without one. */
  readonly name?: string;
  readonly query: string;
}

export interface ExplorerOptions {
  readonly title: string;
  /** A sentence above the editor, such as why calls will be refused. */
  readonly notice?: string;
  readonly examples: readonly ExampleQuery[];
}

const require = createRequire(import.meta.url);
const ASSETS = {
  'graphiql.css': ['graphiql/graphiql.min.css', 'text/css; charset=utf-8'],
  'graphiql.js': ['graphiql/graphiql.min.js', 'text/javascript; charset=utf-8'],
  'react.js': ['react/umd/react.production.min.js', 'text/javascript; charset=utf-8'],
  'react-dom.js': ['react-dom/umd/react-dom.production.min.js', 'text/javascript; charset=utf-8'],
} as const;

/** The page may load and ask nothing but its own server; GraphiQL sets styles by itself. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL at `/`, from the packages installed beside the server: nothing is fetched from elsewhere. */
export function serveExplorer(front: FastifyInstance, options: ExplorerOptions): void {
  front.get('/', (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer' })
      .send(page(options)),
  );
  front.get('/explorer/start.js', (_, reply) =>
    reply.type('text/javascript; charset=utf-8').send(startScript(options)),
  );
  for (const [name, [module, type]] of Object.entries(ASSETS)) {
    const file = fileOf(module);
    front.get(`/explorer/${name}`, (_, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=86400').send(readFileSync(file)),
    );
  }
}

/** Packages name their entry points only, so a file is found from the folder of its package. */
function fileOf(module: string): string {
  const [name, ...path] = module.split('/') as [string, ...string[]];
  return join(dirname(require.resolve(`${name}/package.json`)), ...path);
}

const page = ({ title, notice }: ExplorerOptions): string => `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/explorer/graphiql.css" />
    <style>
      body { margin: 0; display: flex; flex-direction: column; height: 100vh; font-family: system-ui, sans-serif; }
      header { padding: 6px 14px; background: #7a1212; color: #fff; font-size: 14px; }
      header small { opacity: 0.85; margin-left: 8px; }
      #notice { padding: 6px 14px; background: #fff3cd; color: #4d3800; font-size: 13px; }
      #explorer { flex: 1; min-height: 0; }
      /* GraphiQL's own fonts lack Vietnamese letters, which would then stand in another font, of another width. */
      .graphiql-container, .CodeMirror-info, .CodeMirror-lint-tooltip, .CodeMirror-hints, reach-portal {
        --font-family: system-ui, sans-serif !important;
        --font-family-mono: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace !important;
      }
    </style>
  </head>
  <body>
    <header>${title}<small>Dữ liệu tổng hợp / synthetic data</small></header>
    ${notice ? `<div id="notice">${notice}</div>` : ''}
    <div id="explorer"></div>
    <script src="/explorer/react.js"></script>
    <script src="/explorer/react-dom.js"></script>
    <script src="/explorer/graphiql.js"></script>
    <script src="/explorer/start.js"></script>
  </body>
</html>
`;

const startScript = ({ examples }: ExplorerOptions): string => `
const examples = ${JSON.stringify(examples)};
const tabs = examples.map(({ title, name, query }) => ({
  query: '# ' + title + '\\n' + (name ? query.replace(/^\\s*{/, 'query ' + name + ' {') : query),
  variables: '',
  headers: '',
}));
ReactDOM.createRoot(document.getElementById('explorer')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultTabs: tabs,
    defaultQuery: tabs[0] ? tabs[0].query : '',
    shouldPersistHeaders: false,
  }),
);
`;
