import { civilStatusOf } from './civil-status.ts';
import type { Register } from './register.ts';

export const moj: Register = {
  agency: 'moj',
  of: civilStatusOf,
};
