import type { OneStopOffice } from '../../../subgraphs/ppc/one-stop-offices.ts';
import type { Province } from '../world/places.ts';
import type { Register } from './register.ts';

export const officeOf = ({ code: province, name, communes }: Province): OneStopOffice => ({
  code: `TTPVHCC-${province}-1`,
  name: `Trung tâm phục vụ hành chính công Mẫu, ${name}`,
  province,
  commune: communes[0]!.code,
});

export const ppc: Register = {
  agency: 'ppc',
  once: ({ provinces }) => ({ OneStopOffice: provinces.map(officeOf) }),
};
