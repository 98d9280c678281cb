import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressOfCaller } from '@lienthong/gateway/addresses/address-of-caller';
import type { ProxyHeader } from '@lienthong/gateway/addresses/forwarded-for';
import { readTrustedProxies } from '@lienthong/gateway/addresses/trusted-proxies';
import { readGatewayConfig } from '@lienthong/gateway';
import { askAt } from '../support/ask.ts';
import { startFakeExchange, type FakeExchange } from './fake-exchange.ts';

const TRUSTED = '10.0.0.0/8, 192.0.2.1, fd00::/8, 2001:db8::53';
const PROXY = '10.0.0.7';
const CALLER = '203.0.113.9';
const SPOOFED = '198.51.100.1';

const addressOf = (header: ProxyHeader, said: string | undefined, remoteAddress = PROXY) =>
  addressOfCaller({ trusts: readTrustedProxies(TRUSTED), header })({
    socket: { remoteAddress },
    headers: said === undefined ? {} : { [header]: said },
  });

describe('By X-Forwarded-For a request comes from', () => {
  it.each<[string, string | undefined, string, string?]>([
    ['whom a trusted proxy names', CALLER, CALLER],
    ['the last whom no trusted proxy names, whatever it said itself', `${SPOOFED}, ${CALLER}`, CALLER],
    ['before several trusted proxies', `${SPOOFED}, ${CALLER}, 10.1.1.1, 192.0.2.1`, CALLER],
    [
      'before trusted proxies that made up addresses of trusted ones',
      `10.9.9.9, ${CALLER}, 10.1.1.1`,
      CALLER,
    ],
    ['the first, where all are trusted proxies', '10.3.3.3,10.2.2.2', '10.3.3.3'],
    ['the connection, where nothing is said', undefined, PROXY],
    ['the connection, where it is no trusted proxy’s', CALLER, SPOOFED, SPOOFED],
    ['the connection, where what is said is no address', 'unknown', PROXY],
    ['the connection, where the last that is said is no address', `${CALLER}, unknown`, PROXY],
    ['the connection, where a proxy before another says no address', `${CALLER}, 300.1.1.1, 10.1.1.1`, PROXY],
    ['the connection, where nothing stands in what is said', '', PROXY],
    ['the connection, where somebody is left out', `${CALLER},,10.1.1.1`, PROXY],
    ['whom it names, whatever made up before is no address', `unknown, ${CALLER}`, CALLER],
    ['an address with a port', `${CALLER}:4711`, CALLER],
    ['an address of IPv6', '2001:db8:7::9', '2001:db8:7::9'],
    ['an address of IPv6 in brackets, with a port', '[2001:DB8:7:0::9]:4711', '2001:db8:7::9'],
    [
      'an address of IPv6 before trusted ones',
      `${SPOOFED}, 2001:db8:7::9, fd12::1, 2001:DB8:0::53`,
      '2001:db8:7::9',
    ],
    ['an address of IPv6, behind a proxy of IPv6', '2001:db8:7::9', '2001:db8:7::9', 'fd00::2'],
    ['an address of IPv6 next to a trusted one', '2001:db8::54', '2001:db8::54'],
    ['an IPv4 address, behind a proxy whose IPv4 address stands in IPv6', CALLER, CALLER, '::ffff:10.0.0.7'],
    ['an IPv4 address that stands in IPv6', `${SPOOFED}, ::ffff:${CALLER}`, CALLER],
    ['an IPv4 address that stands in IPv6 in another way', '0:0:0:0:0:FFFF:cb00:7109', CALLER],
    ['before a trusted proxy whose IPv4 address stands in IPv6', `${CALLER}, ::ffff:10.1.1.1`, CALLER],
    ['an IPv4 address in IPv6 at the other end of the connection', SPOOFED, CALLER, `::ffff:${CALLER}`],
    ['an address of IPv6 without its zone', 'fe80::1%eth0', 'fe80::1'],
    ['the connection, where an IPv4 address is in brackets', `[${CALLER}]:80`, PROXY],
  ])('%s', (_, said, address, connected = PROXY) => {
    expect(addressOf('x-forwarded-for', said, connected)).toBe(address);
  });

  it('nowhere, where its connection is gone', () => {
    const addressOfGone = addressOfCaller({ trusts: () => true, header: 'x-forwarded-for' });
    expect(addressOfGone({ socket: { remoteAddress: undefined }, headers: {} })).toBe('');
  });
});

describe('By Forwarded a request comes from', () => {
  it.each<[string, string | undefined, string]>([
    ['whom a trusted proxy names', `for=${CALLER}`, CALLER],
    ['whom it names, beside whatever else', `by=10.0.0.7;FOR="${CALLER}:4711";proto=https`, CALLER],
    [
      'the last whom no trusted proxy names',
      `for=${SPOOFED}, for=${CALLER};proto=http , for=10.1.1.1`,
      CALLER,
    ],
    ['an address of IPv6', 'for="[2001:db8:7::9]"', '2001:db8:7::9'],
    ['an address of IPv6 with a port that is not told', 'for="[2001:db8:7::9]:_x1"', '2001:db8:7::9'],
    ['an address of IPv6 without the quotes it should have', 'for=[2001:db8:7::9]:47', '2001:db8:7::9'],
    ['an IPv4 address that stands in IPv6', `for="[::ffff:${CALLER}]"`, CALLER],
    [
      'whom it names, though commas and semicolons stand in quotes',
      `for=${CALLER};host="a,b;\\"for=1.1.1.1"`,
      CALLER,
    ],
    ['the connection, where nothing is said', undefined, PROXY],
    ['the connection, where it is not told for whom', `for=${SPOOFED}, proto=https`, PROXY],
    ['the connection, where whom is kept secret', `for=${SPOOFED}, for=_hidden`, PROXY],
    ['the connection, where whom is not known', `for=${SPOOFED}, for=unknown`, PROXY],
    ['the connection, where a quote is left open before', `for=${SPOOFED};x=", for=${CALLER}`, PROXY],
    [
      'the connection, where a quote swallows what comes next',
      `for=${SPOOFED};x=", for="[2001:db8:7::9]"`,
      PROXY,
    ],
    ['the connection, where something is missing at the end', `for=${SPOOFED}, for=${CALLER};`, PROXY],
    ['the connection, where it says something else', CALLER, PROXY],
  ])('%s', (_, said, address) => {
    expect(addressOf('forwarded', said)).toBe(address);
  });
});

it.each<[ProxyHeader, object, string]>([
  ['x-forwarded-for', { forwarded: `for=${SPOOFED}` }, PROXY],
  ['forwarded', { 'x-forwarded-for': SPOOFED }, PROXY],
  ['x-forwarded-for', { forwarded: `for=${SPOOFED}`, 'x-forwarded-for': CALLER }, CALLER],
])('Where proxies write %s, nothing else is read', (header, headers, address) => {
  const read = addressOfCaller({ trusts: readTrustedProxies(TRUSTED), header });
  expect(read({ socket: { remoteAddress: PROXY }, headers: headers as never })).toBe(address);
});

describe('The settings of proxies', () => {
  it('trust nobody unless said', () => {
    expect(readGatewayConfig({ PROXY_HEADER: 'Forwarded' }).proxies).toBeNull();
  });

  it.each([
    [{ TRUSTED_PROXIES: '10.0.0.0/8' }, 'x-forwarded-for'],
    [{ TRUSTED_PROXIES: '10.0.0.0/8', PROXY_HEADER: 'X-Forwarded-For' }, 'x-forwarded-for'],
    [{ TRUSTED_PROXIES: '10.0.0.0/8', PROXY_HEADER: 'Forwarded' }, 'forwarded'],
  ])('%j are read', (variables, header) => {
    const { proxies } = readGatewayConfig(variables);
    expect([proxies?.header, proxies?.trusts('10.200.0.1'), proxies?.trusts('11.0.0.1')]).toEqual([
      header,
      true,
      false,
    ]);
  });

  it.each([
    ['TRUSTED_PROXIES', 'proxy', '"proxy"'],
    ['TRUSTED_PROXIES', '10.0.0.1,', '""'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', '"10.0.0.0/33"'],
    ['TRUSTED_PROXIES', 'fd00::/129', '"fd00::/129"'],
    ['TRUSTED_PROXIES', '10.0.0.0/', '"10.0.0.0/"'],
    ['TRUSTED_PROXIES', '10.0.0.0/-1', '"10.0.0.0/-1"'],
    ['TRUSTED_PROXIES', '10.0.0.1 10.0.0.2', '"10.0.0.1 10.0.0.2"'],
    ['TRUSTED_PROXIES', '10.0.0.1,[fd00::1]', '"[fd00::1]"'],
    ['TRUSTED_PROXIES', 'fe80::1%eth0', '"fe80::1%eth0"'],
    ['TRUSTED_PROXIES', 'true', '"true"'],
    ['PROXY_HEADER', 'x-real-ip', 'X-Forwarded-For or Forwarded'],
  ])('%s=%j stops the start', (name, value, told) => {
    expect(() => readGatewayConfig({ TRUSTED_PROXIES: '10.0.0.1', [name]: value })).toThrow(
      expect.objectContaining({
        code: 'BAD_CONFIGURATION',
        message: expect.stringMatching(new RegExp(`${name} must be .*${told.replaceAll(/[[\]]/g, '\\$&')}`)),
      }),
    );
  });
});

describe('Of a token that is refused the log says where its caller is', () => {
  let exchange: FakeExchange;
  beforeAll(async () => {
    exchange = await startFakeExchange({ TRUSTED_PROXIES: '127.0.0.1', PROXY_HEADER: 'Forwarded' });
  }, 60_000);
  afterAll(() => exchange.stop());

  it.each([
    ['behind a proxy', { forwarded: `for=${CALLER}` }, CALLER],
    ['or the proxy, where it says nothing that is read', { 'x-forwarded-for': CALLER }, '127.0.0.1'],
  ])('%s', async (_, headers, from) => {
    const before = exchange.lines.length;
    const token = { authorization: 'Bearer none' };
    await askAt(`${exchange.gateway.url}/graphql`, '{ __typename }', {}, { ...headers, ...token });
    expect(exchange.lines.slice(before)).toContainEqual(expect.objectContaining({ level: 'warn', from }));
  });
});
