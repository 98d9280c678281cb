/** What a gateway can be run without, before subgraphs that know nothing of this exchange. */
export const PARTS = ['rules', 'seals', 'receipts', 'limits'] as const;
export type Part = (typeof PARTS)[number];

/** Who executes operations: this gateway, or @apollo/gateway as a yardstick. */
export const ENGINES = ['ours', 'apollo'] as const;
export type EngineName = (typeof ENGINES)[number];

/** How a gateway runs. No setting of the environment changes it: whoever starts the command says so each time. */
export interface Mode {
  readonly without: ReadonlySet<Part>;
  readonly engine: EngineName;
}

/** As the exchange runs it. */
export const WHOLE: Mode = { without: new Set(), engine: 'ours' };

const NAMES: Readonly<Record<Part, string>> = {
  rules: 'quy tắc',
  seals: 'dấu niêm phong',
  receipts: 'biên nhận',
  limits: 'giới hạn',
};

/** What is said of a gateway that runs otherwise than the exchange does; undefined of one that does not. */
export function warnOf({ without, engine }: Mode): { readonly en: string; readonly vi: string } | undefined {
  if (without.size === 0) return undefined;
  const parts = [...without];
  const by = engine === 'ours' ? ['', ''] : [`, by the engine ${engine}`, `, bằng bộ máy ${engine}`];
  return {
    en: `This gateway runs without ${parts.join(', ')}${by[0]}: never for records of people.`,
    vi: `Cổng này chạy không có ${parts.map((part) => NAMES[part]).join(', ')}${by[1]}: không dùng cho dữ liệu cá nhân.`,
  };
}
