import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestDeployment, type TestDeployment } from '../support/deployment.ts';

const QUESTION = '{ statistics { agencies } }';

let deployment: TestDeployment;
beforeAll(async () => {
  deployment = await startTestDeployment();
}, 60_000);
afterAll(() => deployment.remove());

const ask = (authorization?: string) =>
  deployment.ask(QUESTION, {}, authorization === undefined ? {} : { authorization });

describe('The gateway asks who asks', () => {
  it('and answers open data to nobody in particular', async () => {
    expect(await ask()).toMatchObject({ status: 200, body: { data: { statistics: { agencies: 24 } } } });
  });

  it('and answers an agency whose token the development issuer signed', async () => {
    const signed = await deployment.token(
      '--agency',
      'moh',
      '--purpose',
      'health-referral',
      '--case',
      'HS-1',
    );
    expect(await ask(`Bearer ${signed}`)).toMatchObject({
      status: 200,
      body: { data: { statistics: { agencies: 24 } } },
    });
  });

  it.each([
    ['a token nobody signed', 'Bearer eyJhbGciOiJub25lIn0.eyJhZ2VuY3kiOiJtb2gifQ.'],
    ['a scheme that is none', 'Basic bW9oOm1vaA=='],
    ['an empty token', 'Bearer '],
  ])('and refuses %s, also where open data would have needed none', async (_, authorization) => {
    const { status, body } = await ask(authorization);
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions?.code).toBe('TOKEN_INVALID');
    expect(body.data).toBeUndefined();
  });

  it('and publishes the keys of the development issuer, their public half', async () => {
    const { issuer, jwks_uri: keysAt } = (await (
      await fetch(`${deployment.gateway.url}/issuer/.well-known/openid-configuration`)
    ).json()) as { issuer: string; jwks_uri: string };
    expect(issuer).toBe(`${deployment.gateway.url}/issuer`);
    const { keys } = (await (await fetch(keysAt)).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
  });
});
