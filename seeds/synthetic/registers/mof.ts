import { enterpriseRegistrationOf } from './enterprise-registration.ts';
import type { Register } from './register.ts';

export const mof: Register = {
  agency: 'mof',
  of: (household) => ({ ...enterpriseRegistrationOf(household) }),
};
