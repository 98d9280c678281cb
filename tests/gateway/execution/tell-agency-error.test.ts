import { describe, expect, it } from '@jest/globals';
import { tellAgencyError } from '@lienthong/gateway/execution/tell-agency-error';

const TAKEN = { code: 'DOSSIER_TAKEN', messageVi: 'Số hồ sơ này đã được dùng.' };
const tell = (message: unknown, extensions: unknown) => tellAgencyError('moet', { message, extensions });

describe('An error that an agency made to be told', () => {
  it('is told in both languages, and nothing else it brings', () => {
    expect(tell('The dossier was used.', { ...TAKEN, stack: 'at admit', pupil: '003220000010' })).toEqual({
      message: 'The dossier was used.',
      extensions: { ...TAKEN, agency: 'moet' },
    });
  });

  it.each([
    ['there is none', undefined],
    ['it is no text', { vi: 'x' }],
    ['it is a stack', 'Lỗi\n    at admit (moet.ts:1:1)'],
    ['it is longer than a sentence', 'x'.repeat(501)],
  ])('is told in English alone where of Vietnamese %s', (_, messageVi) => {
    expect(tell('The dossier was used.', { code: TAKEN.code, messageVi }).extensions).toEqual({
      code: TAKEN.code,
      agency: 'moet',
    });
  });

  it.each([
    ['a code of the frame', 'Something.', { ...TAKEN, code: 'INTERNAL_SERVER_ERROR' }],
    ['no code', 'Something.', { messageVi: TAKEN.messageVi }],
    ['a stack for a sentence', 'Failed\n    at admit', TAKEN],
    ['extensions that are a text', 'Something.', 'DOSSIER_TAKEN'],
    ['nothing', undefined, undefined],
  ])('is told in our own words where it has %s', (_, message, extensions) => {
    expect(tell(message, extensions)).toEqual({
      message: 'The subgraph of moet reported an error.',
      extensions: { code: 'AGENCY_ERROR', agency: 'moet', messageVi: 'Phân hệ moet báo lỗi.' },
    });
  });
});
