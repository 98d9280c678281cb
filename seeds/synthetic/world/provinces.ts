import { readFileSync } from 'node:fs';
import { groupsOf } from '../../reference/shares/ethnic-groups.ts';
import { LATER_MILLIONS, TWICE } from './personal-id.ts';
import { STORY_PROVINCES, type Commune, type Province } from './places.ts';

interface AdministrativeUnit extends Commune {
  readonly level: 'PROVINCE' | 'COMMUNE';
  readonly province: string | null;
  readonly validTo: string | null;
}

/**
 * Place codes that no province ever had, beside those of the stories' provinces and of people after the first million. Not
 * among them: 028, the former Hà Tây.
 */
const NEVER_ASSIGNED =
  '013 016 018 021 023 029 032 039 041 043 047 050 053 055 057 059 061 063 065 069 071 073 076 078 081 085 088 090 097 098'.split(
    ' ',
  );

/** Every place code that a synthetic person's number may begin with. */
export const SYNTHETIC_PREFIXES = [
  ...STORY_PROVINCES.map(({ prefix }) => prefix),
  ...NEVER_ASSIGNED,
  ...LATER_MILLIONS,
  TWICE,
];

/** The provinces and communes of today, from the list of administrative units. */
export function readProvinces(): Province[] {
  const file = new URL('../../reference/moha/AdministrativeUnit.json', import.meta.url);
  const units = (JSON.parse(readFileSync(file, 'utf8')) as AdministrativeUnit[]).filter(
    ({ validTo }) => validTo === null,
  );
  const communes = new Map<string, Commune[]>();
  for (const { level, province, code, name } of units)
    if (level === 'COMMUNE') communes.set(province!, [...(communes.get(province!) ?? []), { code, name }]);

  const prefixes = NEVER_ASSIGNED.values();
  return units
    .filter(({ level }) => level === 'PROVINCE')
    .map(({ code, name }) => {
      const story = STORY_PROVINCES.find((each) => each.code === code);
      return {
        code,
        name,
        prefix: story?.prefix ?? prefixes.next().value!,
        communes: communes.get(code)!,
        ethnicities: groupsOf(code),
      };
    });
}
