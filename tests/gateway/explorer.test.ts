import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readExamples } from '@lienthong/gateway/examples';
import { hasBrowser, openPage, type Page } from '../support/browser.ts';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';

const examples = readExamples();
const ELSEWHERE = /(?:https?:)?\/\/[\w.-]+\.\w/;

let country: TestDeployment;
beforeAll(async () => {
  country = await startTestDeployment();
}, 60_000);
afterAll(() => country.remove());

const load = (path: string): Promise<Response> => fetch(`${country.gateway.url}${path}`);
const textOf = async (path: string): Promise<string> => (await load(path)).text();

describe('The explorer page', () => {
  it('comes from the gateway, and so does all it loads, with its type', async () => {
    const html = await textOf('/');
    const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/g)]
      .map(([, address]) => address!)
      .filter((address) => address !== 'data:,');
    expect(loaded.length).toBeGreaterThanOrEqual(5);
    for (const address of loaded) {
      expect(address).toMatch(/^\/explorer\/[\w.-]+$/);
      const response = await load(address);
      expect([
        response.status,
        response.headers.get('content-type'),
        response.headers.get('x-content-type-options'),
      ]).toEqual([
        200,
        address.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
        'nosniff',
      ]);
      expect((await response.text()).length).toBeGreaterThan(500);
    }
  });

  it('names no other place to load from: not the page, not its script, not its styles', async () => {
    expect(await textOf('/')).not.toMatch(ELSEWHERE);
    expect(await textOf('/explorer/start.js')).not.toMatch(ELSEWHERE);
    const styles = await textOf('/explorer/graphiql.css');
    const loaded = [...styles.matchAll(/url\(["']?([^)"']{0,40})|@import/g)].map(
      ([rule, address]) => address ?? rule,
    );
    expect(loaded.filter((address) => !address.startsWith('data:'))).toEqual([]);
  });

  it('forbids the browser every other place, and every frame', async () => {
    const { headers } = await load('/');
    const policy = new Map(
      (headers.get('content-security-policy') ?? '')
        .split('; ')
        .map((rule) => [rule.split(' ')[0], rule] as const),
    );
    expect(policy.get('default-src')).toBe("default-src 'self'");
    expect(policy.get('script-src')).toBeUndefined();
    expect(policy.get('frame-ancestors')).toBe("frame-ancestors 'none'");
    expect([...policy.values()].join()).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('has the example questions for tabs', async () => {
    const script = await textOf('/explorer/start.js');
    for (const { title, query } of examples) {
      expect(script).toContain(JSON.stringify(title));
      expect(script).toContain(JSON.stringify(query));
    }
  });
});

const inBrowser = hasBrowser ? describe : describe.skip;
inBrowser(
  `In a browser${hasBrowser ? '' : ' (skipped: there is no Chromium at /usr/bin/chromium; CHROMIUM names another place)'}`,
  () => {
    let page: Page;
    beforeAll(async () => {
      page = await openPage(`${country.gateway.url}/`);
      await page.until(`document.querySelector('.graphiql-query-editor .CodeMirror')`);
    }, 30_000);
    afterAll(() => page.close());

    const query = () =>
      page.evaluate<string>(
        `document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.getValue()`,
      );
    const answer = () =>
      page.evaluate<string>(`document.querySelector('.result-window .CodeMirror').CodeMirror.getValue()`);
    const run = async (): Promise<unknown> => {
      await page.evaluate(`document.querySelector('.result-window .CodeMirror').CodeMirror.setValue('')`);
      await page.evaluate(`document.querySelector('.graphiql-execute-button').click()`);
      await page.until(
        `document.querySelector('.result-window .CodeMirror').CodeMirror.getValue().includes('"exchange"')`,
      );
      return JSON.parse(await answer());
    };

    it('shows the first example, and a tab for each', async () => {
      expect(await query()).toContain(examples[0]!.title);
      expect(await query()).toContain('sameAs { id }');
      const tabs = await page.evaluate(
        `[...document.querySelectorAll('.graphiql-tab-button')].map((tab) => tab.textContent)`,
      );
      expect(tabs).toEqual(examples.map(({ name }) => name));
    });

    it('answers it when run is pressed', async () => {
      const { data, errors } = (await run()) as { data: { agencies: { name: string }[] }; errors: unknown };
      expect(errors).toBeUndefined();
      expect(data.agencies.map(({ name }) => name)).toContain('Bộ Tư pháp');
      expect(data.agencies).toHaveLength(24);
    });

    it('answers every other example in its tab', async () => {
      for (const [place, { name }] of examples.entries()) {
        await page.evaluate(`document.querySelectorAll('.graphiql-tab-button')[${place}].click()`);
        // GraphiQL notices a little later which operation stands in its editor.
        await page.until(
          `document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.operationName === '${name}'`,
        );
        expect(await run()).toEqual({ data: expect.any(Object), extensions: expect.any(Object) });
      }
    });

    it('shows the documentation of the graph', async () => {
      await page.evaluate(`document.querySelector('[aria-label="Show Documentation Explorer"]').click()`);
      await page.until(
        `document.querySelector('.graphiql-doc-explorer-content')?.textContent.includes('query: Query')`,
      );
    });

    it('asks for nothing elsewhere, and has nothing to complain of', () => {
      const elsewhere = page.requests.filter(
        (address) => !address.startsWith(`${country.gateway.url}/`) && !address.startsWith('data:'),
      );
      expect(elsewhere).toEqual([]);
      expect(page.complaints).toEqual([]);
    });
  },
);
