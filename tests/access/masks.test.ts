import { expect, it } from '@jest/globals';
import { applyMask } from '@lienthong/shared/access/masks';
import { MASKS, type Mask } from '@lienthong/shared/policy/types';

it.each<[Mask, unknown, unknown]>([
  ['initials', 'Nguyễn Văn An', 'N. V. A.'],
  ['initials', '  Đỗ\tÂu ', 'Đ. Â.'],
  ['initials', '', ''],
  ['year', '2019-05-04', '2019'],
  ['year', '2019', '2019'],
  ['year', '04/05/2019', ''],
  ['year', 'không rõ', ''],
  ['last-four', '079123456789', '********6789'],
  ['last-four', '12345', '*2345'],
  ['last-four', '1234', '****'],
  ['last-four', '12', '**'],
  ['presence', 'Phố Mẫu', '*'],
  ['presence', '', '*'],
])('%s shows of %j: %j', (mask, value, shown) => {
  expect(applyMask(mask, value)).toBe(shown);
});

it.each(MASKS.flatMap((mask) => [7, true, { name: 'An' }, ['An']].map((value) => [mask, value] as const)))(
  '%s shows nothing of %j, which is no text',
  (mask, value) => {
    expect(applyMask(mask, value)).toBeNull();
  },
);
