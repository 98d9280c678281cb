import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { assemble } from '../rule-set.ts';
import type { Forbid, Grant, Rules, RuleSet } from '../types.ts';
import { readYaml, type Located, type Read, type ReadingFault } from './read-yaml.ts';
import {
  combinationsFile,
  defaultsFile,
  groupsFile,
  legalActsFile,
  purposesFile,
  sharingFile,
  type SharingFile,
} from './shapes.ts';

/** The rule files of one deployment, each with the places of what it says. */
export interface RuleFiles {
  readonly acts: Located<z.infer<typeof legalActsFile>>;
  readonly purposes: Located<z.infer<typeof purposesFile>>;
  readonly combinations: Located<z.infer<typeof combinationsFile>>;
  readonly groups: Located<z.infer<typeof groupsFile>>;
  readonly defaults: Located<z.infer<typeof defaultsFile>>;
  readonly sharing: readonly SharingRead[];
}

/** What holds for every agency alike. */
export type LawFiles = Omit<RuleFiles, 'sharing'>;
/** What one provider shares. */
export type SharingRead = Located<SharingFile>;

export type RuleFilesRead =
  | { readonly faults: readonly ReadingFault[]; readonly files?: undefined }
  | { readonly faults?: undefined; readonly files: RuleFiles };

/**
 * Reads the law's folder and the providers' files, and reports every mistake of all of them. A law that was read already
 * is not read again.
 */
export function readRuleFiles(law: string | LawFiles, sharing: readonly string[]): RuleFilesRead {
  const faults: ReadingFault[] = [];
  function read<S extends z.ZodType>(file: string, shape: S): Located<z.infer<S>> | undefined {
    const outcome = readRuleFile(file, shape);
    faults.push(...(outcome.faults ?? []));
    return outcome.read;
  }

  const readLaw = (folder: string): LawFiles => ({
    acts: read(join(folder, 'legal-acts.yaml'), legalActsFile)!,
    purposes: read(join(folder, 'purposes.yaml'), purposesFile)!,
    combinations: read(join(folder, 'combinations.yaml'), combinationsFile)!,
    groups: read(join(folder, 'groups.yaml'), groupsFile)!,
    defaults: read(join(folder, 'defaults.yaml'), defaultsFile)!,
  });
  const files: RuleFiles = {
    ...(typeof law === 'string' ? readLaw(law) : law),
    sharing: sharing.flatMap((file) => read(file, sharingFile) ?? []),
  };
  return faults.length > 0 ? { faults } : { files };
}

/** Reads what one provider shares. */
export const readSharing = (file: string): Read<SharingFile> => readRuleFile(file, sharingFile);

/** Reads one rule file by its shape. */
export function readRuleFile<S extends z.ZodType>(file: string, shape: S): Read<z.infer<S>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return {
      faults: [{ file, line: 1, column: 1, message: `cannot be read: ${(error as Error).message}.` }],
    };
  }
  return readYaml(file, text, shape);
}

/** The rules that files say, put together and named by what they say. */
export const rulesIn = (files: RuleFiles): RuleSet => assemble(rulesOf(files));

/** The same, without a name. */
export function rulesOf({ acts, purposes, combinations, groups, defaults, sharing }: RuleFiles): Rules {
  return {
    acts: acts.value.acts.map((act) => ({ ...act, datesCertainty: act.datesCertainty ?? act.certainty })),
    purposes: purposes.value.purposes,
    combinations: combinations.value.combinations,
    groups: groups.value.groups,
    excluded: groups.value.excluded,
    defaults: defaults.value,
    grants: sharing.flatMap(({ value }) => grantsOf(value)),
    forbids: sharing.flatMap(({ value }) => forbidsOf(value)),
  };
}

const grantsOf = ({ provider, grants }: SharingFile): Grant[] =>
  grants.map(({ rows, ...grant }) => ({ ...grant, provider, rows: rows.scope }));

const forbidsOf = ({ provider, forbids }: SharingFile): Forbid[] =>
  forbids.map((forbid) => ({ ...forbid, provider }));
