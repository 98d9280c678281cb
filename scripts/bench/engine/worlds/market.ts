import type { Service, World } from './world.ts';

/*
 * Four subgraphs which lead to each other's entities: people, the goods of a market, their stock, and what people say of
 * them. Few are distinct and many lists repeat them, as where neighbours read the same records.
 */

interface Person {
  readonly id: string;
  readonly fullName: string;
  readonly birthDate: string;
  readonly opinions: Opinion[];
}

interface Good {
  readonly code: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
  readonly delivery: number;
  readonly opinions: Opinion[];
}

interface Opinion {
  readonly id: string;
  readonly text: string;
  readonly author: Person;
  readonly good: Good;
}

const NAMES = ['Nguyễn Thị Ánh Tuyết', 'Trần Đức Thịnh', 'Lê Hoàng Phương Thảo', 'Phạm Quốc Vượng'];
const GOODS = [
  'Gạo nếp cái hoa vàng Hải Hậu',
  'Nước mắm cá cơm Phú Quốc 40 độ đạm',
  'Chè Thái Nguyên Tân Cương',
  'Lụa tơ tằm Vạn Phúc',
  'Cà phê Buôn Ma Thuột rang mộc',
  'Gốm sứ Bát Tràng men lam',
  'Vải thiều sấy khô Lục Ngạn',
  'Mật ong hoa nhãn Hưng Yên',
];
const TEXTS = [
  'Hàng giao đúng hẹn, đóng gói cẩn thận, chất lượng như lời giới thiệu; gia đình tôi sẽ còn mua thêm nhiều lần nữa và đã kể cho hàng xóm cùng tổ dân phố biết để đặt chung một chuyến cho đỡ cước vận chuyển.',
  'Giá hơi cao so với chợ huyện, nhưng xuất xứ rõ ràng, có tem truy xuất nguồn gốc, hóa đơn điện tử đầy đủ và giấy chứng nhận của cơ quan kiểm nghiệm; người già trong nhà dùng thấy yên tâm và khỏe hơn.',
  'Bao bì bị ẩm khi đến nơi vì trời mưa to, người bán đã đổi ngay trong ngày và xin lỗi khách hàng chu đáo; chỉ mong lần sau bọc thêm một lớp ni lông và ghi rõ ngày sản xuất bằng chữ lớn hơn cho dễ đọc.',
];
const OPINIONS_EACH = 4;

const fee = (price: number, weight: number): number => (price > 500_000 ? 0 : 15_000 + weight * 8);

const people: Person[] = NAMES.map((fullName, index) => ({
  id: `00${index + 1}1${80 + index}00012${index}`,
  fullName,
  birthDate: `19${80 + index}-0${index + 1}-1${index}`,
  opinions: [],
}));
const goods: Good[] = GOODS.map((name, index) => {
  const [price, weight] = [45_000 + index * 95_000, 200 + index * 150];
  const code = `893456700${100 + index}`;
  return { code, name, price, weight, inStock: index % 3 !== 1, delivery: fee(price, weight), opinions: [] };
});
for (let index = 0; index < people.length * OPINIONS_EACH; index += 1) {
  // Each good is spoken of by two people.
  const author = people[index % people.length]!;
  const good = goods[(index + Math.floor(index / goods.length)) % goods.length]!;
  const opinion = { id: `YK-${100 + index}`, text: TEXTS[index % TEXTS.length]!, author, good };
  author.opinions.push(opinion);
  good.opinions.push(opinion);
}

const byId = new Map(people.map((person) => [person.id, person]));
const byCode = new Map(goods.map((good) => [good.code, good]));
const person = ({ id }: Readonly<Record<string, unknown>>) => byId.get(id as string);
const good = ({ code }: Readonly<Record<string, unknown>>) => byCode.get(code as string);

const services: Service[] = [
  {
    name: 'people',
    typeDefs: `
      type Query { people(first: Int!): [Person!]! chair: Person! }
      type Person @key(fields: "id") { id: ID! fullName: String! birthDate: String! }
    `,
    references: { Person: person },
  },
  {
    name: 'market',
    typeDefs: `
      type Query { goods(first: Int!): [Good!]! }
      type Good @key(fields: "code") { code: ID! name: String! price: Int! weight: Int! }
    `,
    references: { Good: good },
  },
  {
    name: 'stock',
    typeDefs: `
      type Good @key(fields: "code") {
        code: ID!
        price: Int! @external
        weight: Int! @external
        inStock: Boolean!
        delivery: Int! @requires(fields: "price weight")
      }
    `,
    references: {
      Good: (asked) => {
        const { price, weight } = asked as { price?: number; weight?: number };
        const { code, inStock } = good(asked)!;
        return { code, inStock, delivery: fee(price ?? Number.NaN, weight ?? Number.NaN) };
      },
    },
  },
  {
    name: 'opinions',
    typeDefs: `
      type Opinion { id: ID! text: String! author: Person! good: Good! }
      type Person @key(fields: "id") { id: ID! opinions: [Opinion!]! }
      type Good @key(fields: "code") { code: ID! opinions: [Opinion!]! }
    `,
    references: { Person: person, Good: good },
  },
];

export const market: World = {
  name: 'market',
  services,
  people: people.map(({ id }) => id),
  root: {
    people: ({ first }: { first: number }) => people.slice(0, first),
    chair: people.at(-1),
    goods: ({ first }: { first: number }) => goods.slice(0, first),
  },
};

/** One stage needs the one before: opinions before the goods they are about, goods before what their delivery costs. */
export const WIDE = `
  query Wide {
    people(first: 3) {
      ...Who
      opinions {
        ...What
        good { ...Good opinions { ...What author { ...Who opinions { ...What good { ...Good } } } } }
      }
    }
    goods(first: 6) { ...Good opinions { ...What author { ...Who opinions { ...What good { ...Good } } } } }
  }
  fragment Who on Person { id fullName birthDate }
  fragment What on Opinion { id text }
  fragment Good on Good { code name price weight inStock delivery }
`;

export const SMALL = 'query Small { chair { id fullName birthDate } }';
