import type { VoterPetition } from '../../../subgraphs/na-office/voter-petitions.ts';
import { createChance, hashOf } from '../world/chance.ts';
import { addDays, AS_OF } from '../world/days.ts';
import type { Province } from '../world/places.ts';
import type { Register } from './register.ts';

export const naOffice: Register = {
  agency: 'na-office',
  once: ({ provinces, seed }) => ({
    VoterPetition: provinces.map((province) => petitionOf(province, seed)),
  }),
};

const ASKED = [
  ['moh', 'Đề nghị liên thông kết quả xét nghiệm giữa các bệnh viện (dữ liệu mẫu)'],
  ['mae', 'Đề nghị hoàn thành cơ sở dữ liệu đất đai của tỉnh (dữ liệu mẫu)'],
  ['moet', 'Đề nghị bỏ yêu cầu giấy xác nhận cư trú khi tuyển sinh (dữ liệu mẫu)'],
  ['mof', 'Đề nghị đơn giản hóa thủ tục thuế của hộ kinh doanh (dữ liệu mẫu)'],
] as const;

function petitionOf({ code: province }: Province, seed: number): VoterPetition {
  const chance = createChance(seed ^ hashOf(`voter petition ${province}`));
  const [addressedTo, subject] = chance.pick(ASKED);
  const sentOn = addDays(AS_OF, -chance.whole(20, 300));
  return {
    number: `KNCT-MAU-${province}-1`,
    subject,
    province,
    addressedTo,
    sentOn,
    answeredOn: chance.happens(0.7) ? addDays(sentOn, chance.whole(10, 19)) : null,
  };
}
