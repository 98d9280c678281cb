/** Lower case without diacritics: `Đất đai` becomes `dat dai`. đ is a letter of its own, which Unicode does not take apart. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/(?<=[a-z])&(?=[a-z])/g, '');

/** The folded words of a text; what is no letter and no digit separates them, but for the & of KH&CN. */
export const wordsOf = (text: string): string[] => fold(text).match(/[a-z0-9]+/g) ?? [];

/** The words of a text with their diacritics, in lower case. */
export const literalWordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Abbreviations people search by, folded, with what they stand for. */
const ABBREVIATIONS = [
  ['antt', 'an ninh trat tu'],
  ['attt', 'an toan thong tin'],
  ['bds', 'bat dong san'],
  ['bhtn', 'bao hiem that nghiep'],
  ['bhxh', 'bao hiem xa hoi'],
  ['bhyt', 'bao hiem y te'],
  ['bng', 'bo ngoai giao'],
  ['cand', 'cong an nhan dan'],
  ['cccd', 'can cuoc cong dan'],
  ['csdl', 'co so du lieu'],
  ['csdlqg', 'co so du lieu quoc gia'],
  ['csdlqg', 'csdl quoc gia'],
  ['dvc', 'dich vu cong'],
  ['gplx', 'giay phep lai xe'],
  ['khcn', 'khoa hoc va cong nghe'],
  ['khcn', 'khoa hoc cong nghe'],
  ['pccc', 'phong chay chua chay'],
  ['qppl', 'quy pham phap luat'],
  ['tmdt', 'thuong mai dien tu'],
  ['tnmt', 'tai nguyen va moi truong'],
  ['tthc', 'thu tuc hanh chinh'],
  ['ttxh', 'trat tu xa hoi'],
  ['vbqppl', 'van ban quy pham phap luat'],
  ['vhttdl', 'van hoa the thao va du lich'],
  ['vphc', 'vi pham hanh chinh'],
  ['xnk', 'xuat nhap khau'],
] as const;

/** What a name is found by: its words, with abbreviations written out and long forms abbreviated. */
export function searchText(name: string): string {
  const words = wordsOf(name);
  const folded = ` ${words.join(' ')} `;
  const written = ABBREVIATIONS.flatMap(([short, long]) => (words.includes(short) ? long : []));
  const abbreviated = ABBREVIATIONS.flatMap(([short, long]) => (folded.includes(` ${long} `) ? short : []));
  return [...words, ...written, ...abbreviated].join(' ');
}
