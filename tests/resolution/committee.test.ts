import { describe, expect, it } from '@jest/globals';
import { read } from './resolution.ts';

const committee = read('committee');
const agencies = read('agencies');

describe('The National Steering Committee on Data', () => {
  it('is named and has the Ministry of Public Security as its standing body', () => {
    expect(committee.name).toBe('Ban Chỉ đạo quốc gia về dữ liệu');
    expect(committee.standingBody).toMatchObject({ agency: 'mps', line: 158 });
  });

  it('has its members in printed order, by rank', () => {
    expect(committee.members.map(({ line, rank }) => [line, rank])).toEqual([
      [136, 'HEAD'],
      [137, 'DEPUTY_HEAD'],
      [138, 'STANDING_DEPUTY_HEAD'],
      [139, 'DEPUTY_HEAD'],
      [140, 'MEMBER'],
      [141, 'MEMBER'],
      [142, 'SECRETARY'],
      [143, 'REPRESENTATIVE'],
    ]);
  });

  it('takes the title apart from the role', () => {
    expect(committee.members[5]).toMatchObject({
      title: 'Cục trưởng Cục Cảnh sát Quản lý hành chính về trật tự xã hội, Bộ Công an',
      role: 'Thành viên',
      roleEn: 'Member',
      agencies: ['mps'],
    });
  });

  it.each([
    [136, 0],
    [138, 1],
    [140, 16],
    [143, 5],
  ])('draws the members of line %i from %i agencies', (line, count) => {
    const known = new Set(agencies.map(({ id }) => id));
    const member = committee.members.find((each) => each.line === line)!;
    expect(member.agencies.filter((id) => known.has(id))).toHaveLength(count);
  });

  it('has its duties, its rules and the committees of the localities', () => {
    expect(committee.duties.map(({ line }) => line)).toEqual([145, 147, 148, 149, 150, 151, 152]);
    expect(committee.workingRules.map(({ line }) => line)).toEqual([154, 155, 156]);
    expect([
      committee.function.line,
      committee.supportGroup.line,
      committee.funding.line,
      committee.local.line,
    ]).toEqual([134, 159, 161, 144]);
  });
});
