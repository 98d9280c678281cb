import type { Service, World } from './world.ts';

/** As many agencies as a state has; each answers a root field of its own with a page of facts. */
export const AGENCIES = 24;

const TEXTS: Readonly<Record<string, string>> = {
  name: 'Cơ quan quản lý cơ sở dữ liệu quốc gia số',
  address: 'Số 30 phố Nguyễn Du, phường Hai Bà Trưng, thành phố Hà Nội',
  duty: 'Cập nhật, đồng bộ và chia sẻ dữ liệu theo Nghị quyết của Chính phủ',
  head: 'Đỗ Thị Hồng Hạnh',
  basis: 'Luật Dữ liệu số 60/2024/QH15, Điều 12',
  database: 'Cơ sở dữ liệu chuyên ngành về hồ sơ, giấy phép và chứng chỉ',
  office: 'Cục Chuyển đổi số',
  phone: '024 3822 1234',
  state: 'đang vận hành, đã kết nối Trung tâm dữ liệu quốc gia',
  updated: '2026-03-31T17:00:00+07:00',
};
const NUMBERS = ['records', 'partners', 'tasks', 'requests', 'refusals', 'fields'];
const SHARES = ['complete', 'correct'];
const FLAGS = ['online'];

const FIELDS = ['id', ...Object.keys(TEXTS), ...NUMBERS, ...SHARES, ...FLAGS];

const order = Array.from({ length: AGENCIES }, (_, index) => String(index + 1).padStart(2, '0'));
/** Names of agencies know no digits. */
const letterOf = (number: string): string => String.fromCharCode(96 + Number(number));

const typed = (names: readonly string[], type: string): string =>
  names.map((name) => `${name}: ${type}`).join(' ');

const services: Service[] = order.map((number) => ({
  name: `agency-${letterOf(number)}`,
  typeDefs: `
    type Query { agency${number}: Agency${number}! }
    type Agency${number} {
      id: ID!
      ${typed(Object.keys(TEXTS), 'String!')}
      ${typed(NUMBERS, 'Int!')}
      ${typed(SHARES, 'Float!')}
      ${typed(FLAGS, 'Boolean!')}
    }
  `,
}));

const agency = (number: string): Readonly<Record<string, unknown>> => ({
  id: `agency-${number}`,
  ...Object.fromEntries(Object.entries(TEXTS).map(([field, text]) => [field, `${text} ${number}`])),
  ...Object.fromEntries(NUMBERS.map((field, place) => [field, (place + 1) * 1_009 * Number(number)])),
  ...Object.fromEntries(SHARES.map((field, place) => [field, 0.9 + (place + Number(number)) / 1_000])),
  ...Object.fromEntries(FLAGS.map((field) => [field, Number(number) % 5 !== 0])),
});

export const state: World = {
  name: 'state',
  services,
  root: Object.fromEntries(order.map((number) => [`agency${number}`, agency(number)])),
};

/** Asks the first `count` agencies for all they say. */
export const askAgencies = (count: number): string =>
  `query Agencies { ${order
    .slice(0, count)
    .map((number) => `agency${number} { ${FIELDS.join(' ')} }`)
    .join(' ')} }`;
