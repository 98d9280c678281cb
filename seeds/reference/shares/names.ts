/*
 * How often surnames and given names are borne.
 *
 * Surnames: Lê Trung Hoa, Họ và tên người Việt Nam (2005), as repeated by the press (found, secondary): fourteen surnames of nine
 * people in ten; the others are left out. Pairs of one origin (Hoàng/Huỳnh, Vũ/Võ) are printed together there, and are divided
 * here in halves.
 *
 * Given names: hoten.org – men: 90,000 of the sample DKL01, Đắk Lắk, born 1991–2002; women: 116,189 of the sample SG01, HCMC (found).
 * The most frequent ones of each, in per cent. Neither sample is the country.
 */

export type Frequency = readonly (readonly [name: string, percent: number])[];

export const SURNAMES: Frequency = [
  ['Nguyễn', 38.4],
  ['Trần', 12.1],
  ['Lê', 9.5],
  ['Phạm', 7],
  ['Phan', 4.5],
  ['Hoàng', 2.55],
  ['Huỳnh', 2.55],
  ['Đặng', 2.1],
  ['Bùi', 2],
  ['Vũ', 1.95],
  ['Võ', 1.95],
  ['Đỗ', 1.4],
  ['Hồ', 1.3],
  ['Ngô', 1.3],
];

export const MEN: Frequency = [
  ['Tuấn', 2.711],
  ['Hoàng', 2.461],
  ['Huy', 2.225],
  ['Anh', 2.05],
  ['Hiếu', 1.994],
  ['Hùng', 1.981],
  ['Nam', 1.975],
  ['Sơn', 1.902],
  ['Đức', 1.884],
  ['Dũng', 1.699],
  ['Thành', 1.618],
  ['Đạt', 1.56],
  ['Cường', 1.56],
  ['Long', 1.55],
  ['Trung', 1.549],
  ['Hải', 1.419],
  ['Nguyên', 1.401],
  ['Thắng', 1.399],
  ['Minh', 1.312],
  ['Duy', 1.154],
  ['Tiến', 1.142],
  ['Quang', 1.114],
  ['Phúc', 1.048],
  ['Trường', 1.017],
];

export const WOMEN: Frequency = [
  ['Anh', 7.1],
  ['Vy', 5.7],
  ['Ngọc', 4.3],
  ['Nhi', 4.2],
  ['Hân', 4.1],
  ['Thư', 4.1],
  ['Linh', 3.5],
  ['Như', 3.1],
  ['Ngân', 3],
  ['Phương', 2.1],
  ['Thảo', 2.1],
  ['My', 2.1],
  ['Trân', 1.8],
  ['Quỳnh', 1.8],
  ['Nghi', 1.7],
  ['Trang', 1.7],
  ['Trâm', 1.6],
  ['An', 1.6],
  ['Thy', 1.5],
  ['Châu', 1.5],
  ['Trúc', 1.5],
  ['Uyên', 1.4],
  ['Yến', 1.4],
  ['Ý', 1.2],
  ['Tiên', 1.1],
  ['Mai', 1.1],
];
