export type Form =
  | 'DATABASE'
  | 'INFORMATION_SYSTEM'
  | 'PORTAL'
  | 'DATA_WAREHOUSE'
  | 'PLATFORM'
  | 'EXCHANGE_AXIS'
  | 'STATISTICS'
  | 'BUSINESS_PROCESS'
  | 'TASK';

/** What a row of Annex I is, judged from its first words; the first rule that fits decides. */
const rules: readonly [RegExp, Form][] = [
  [/^Xây dựng/, 'TASK'],
  [/^(CSDL )?Cổng/, 'PORTAL'],
  [/^(Các |Hệ thống )?(CSDL|Cơ sở dữ liệu)/i, 'DATABASE'],
  [/^Hệ thống/, 'INFORMATION_SYSTEM'],
  [/^Kho /, 'DATA_WAREHOUSE'],
  [/^Nền tảng/, 'PLATFORM'],
  [/^Trục/, 'EXCHANGE_AXIS'],
  [/số liệu/, 'STATISTICS'],
  [/^Tiếp nhận/, 'BUSINESS_PROCESS'],
];

export const formOf = (name: string): Form | undefined => rules.find(([words]) => words.test(name))?.[1];
