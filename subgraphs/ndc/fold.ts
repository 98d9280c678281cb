/** Lower case without diacritics: `Đất đai` becomes `dat dai`. đ is a letter of its own, which Unicode does not take apart. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd');

/** The folded words of a text; everything that is no letter and no digit separates them. */
export const wordsOf = (text: string): string[] => fold(text).match(/[a-z0-9]+/g) ?? [];

/** Abbreviations people search by, folded, with what they stand for. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  csdl: 'co so du lieu',
  csdlqg: 'co so du lieu quoc gia',
  bhxh: 'bao hiem xa hoi',
  bhyt: 'bao hiem y te',
  bhtn: 'bao hiem that nghiep',
  cand: 'cong an nhan dan',
  ttxh: 'trat tu xa hoi',
  antt: 'an ninh trat tu',
  tthc: 'thu tuc hanh chinh',
  dvc: 'dich vu cong',
  vphc: 'vi pham hanh chinh',
  qppl: 'quy pham phap luat',
  vbqppl: 'van ban quy pham phap luat',
  khcn: 'khoa hoc cong nghe',
  tmdt: 'thuong mai dien tu',
  bng: 'bo ngoai giao',
  vhttdl: 'van hoa the thao va du lich',
  gplx: 'giay phep lai xe',
};

const LONG_FORMS = Object.entries(ABBREVIATIONS);

/** What a name is found by: its words, with abbreviations written out and long forms abbreviated. */
export function searchText(name: string): string {
  const words = wordsOf(name);
  const folded = ` ${words.join(' ')} `;
  const written = words.flatMap((word) => ABBREVIATIONS[word] ?? []);
  const abbreviated = LONG_FORMS.flatMap(([short, long]) => (folded.includes(` ${long} `) ? short : []));
  return [...words, ...written, ...abbreviated].join(' ');
}
