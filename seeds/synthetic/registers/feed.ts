import type { DomesticFeed, FeedImport, ImportedFeed } from '../../../subgraphs/mae/feed.ts';
import { addDays, AS_OF } from '../world/days.ts';
import { enterpriseOf } from '../world/enterprises.ts';
import type { Household } from '../world/households.ts';

interface Feeds {
  readonly DomesticFeed: DomesticFeed[];
  readonly ImportedFeed: ImportedFeed[];
  readonly FeedImport: FeedImport[];
}

const NONE: Feeds = { DomesticFeed: [], ImportedFeed: [], FeedImport: [] };

/** The feed that a household's enterprise makes, if it is in food, or brings in, if it trades. */
export function feedOf(household: Household): Feeds {
  const enterprise = enterpriseOf(household);
  const chance = household.chanceFor('feed');
  const code = (kind: string) => `TACN-MAU-${kind}-${String(household.number).padStart(6, '0')}`;
  if (enterprise?.sector === 'FOOD')
    return {
      ...NONE,
      DomesticFeed: [
        {
          code: code('TN'),
          name: 'Thức ăn hỗn hợp Mẫu cho lợn thịt',
          producerTaxCode: enterprise.taxCode,
          species: 'Lợn',
        },
      ],
    };
  if (enterprise?.sector !== 'TRADE') return NONE;
  const feed = { code: code('NK'), name: 'Khô dầu đậu tương Mẫu', madeIn: 'BR', species: 'Gia súc, gia cầm' };
  return {
    ...NONE,
    ImportedFeed: [feed],
    FeedImport: [
      {
        number: `NSW-MAU-${household.number}`,
        feedCode: feed.code,
        importerTaxCode: enterprise.taxCode,
        kilograms: chance.whole(20, 400) * 1_000,
        passed: !chance.happens(0.05),
        checkedOn: addDays(AS_OF, -chance.whole(5, 300)),
      },
    ],
  };
}
