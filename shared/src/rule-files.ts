import type { z } from 'zod';
import { StartError } from './errors.ts';
import type { ReadingFault } from './policy/reading/read-yaml.ts';
import {
  readRuleFile,
  readRuleFiles,
  readSharing,
  type LawFiles,
  type RuleFiles,
  type SharingRead,
} from './policy/reading/rule-files.ts';

/** A rule file cannot be read: every mistake, with its place as a terminal opens it. */
export class BadRules extends StartError {
  constructor(readonly faults: readonly ReadingFault[]) {
    super('BAD_RULES', `${faults.length} mistake(s):\n${faults.map(placed).join('\n')}`);
  }
}

/** `file:line:column: message`, which a terminal opens. */
export const placed = ({ file, line, column, message }: ReadingFault): string =>
  `${file}:${line}:${column}: ${message}`;

/** Reads the law's folder, unless that was done already, and the providers' files. Throws {@link BadRules}. */
export function openRuleFiles(law: string | LawFiles, sharing: readonly string[]): RuleFiles {
  const { files, faults } = readRuleFiles(law, sharing);
  if (faults) throw new BadRules(faults);
  return files;
}

/** Reads the law's folder alone: a process that serves many agencies reads it once. */
export const openLaw = (law: string): LawFiles => openRuleFiles(law, []);

/** Reads what one provider shares. Throws {@link BadRules}. */
export function openSharing(file: string): SharingRead {
  const { read, faults } = readSharing(file);
  if (faults) throw new BadRules(faults);
  return read;
}

/** Reads one rule file by its shape. Throws {@link BadRules}. */
export function openRuleFile<S extends z.ZodType>(file: string, shape: S): z.infer<S> {
  const { read, faults } = readRuleFile(file, shape);
  if (faults) throw new BadRules(faults);
  return read.value;
}
