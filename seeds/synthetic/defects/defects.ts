import { govOffice } from './gov-office.ts';
import type { SpoiltTables } from './kinds.ts';
import { mae } from './mae.ts';
import { mcst } from './mcst.ts';
import { mera } from './mera.ts';
import { moc } from './moc.ts';
import { moet } from './moet.ts';
import { mof } from './mof.ts';
import { mofa } from './mofa.ts';
import { moh } from './moh.ts';
import { moha } from './moha.ts';
import { moit } from './moit.ts';
import { moj } from './moj.ts';
import { most } from './most.ts';
import { mps } from './mps.ts';
import { spc } from './spc.ts';

/** What goes wrong, where, and how often, by agency. */
export const DEFECTS: Readonly<Record<string, SpoiltTables>> = {
  mps,
  moj,
  moh,
  mae,
  mof,
  moha,
  moit,
  most,
  mcst,
  mofa,
  moet,
  mera,
  moc,
  spc,
  'gov-office': govOffice,
};
