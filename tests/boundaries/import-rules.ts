import { posix } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What may be imported from where. The first rule whose pattern fits a file holds for it. */
const RULES: readonly Rule[] = [
  {
    in: /^subgraphs\/([^/]+)\//,
    may: ([, agency]) => [`subgraphs/${agency}/`, '@lienthong/shared'],
    because: 'an agency imports its own folder, the kernel’s one door and packages',
  },
  {
    in: /^subgraphs\/[^/]+$/,
    may: () => ['@lienthong/shared/'],
    because: 'the command that runs a subgraph finds it by the list, not by import',
  },
  {
    in: /^gateway\//,
    may: () => ['gateway/', '@lienthong/shared', '@lienthong/shared/'],
    because: 'the gateway knows agencies only as data',
  },
  { in: /^shared\//, may: () => ['shared/'], because: 'the kernel knows nobody' },
];

interface Rule {
  readonly in: RegExp;
  /** What begins with one of these (or is it, where it does not end in a slash) may be imported, and packages. */
  readonly may: (match: RegExpExecArray) => readonly string[];
  readonly because: string;
}

/** Every import that crosses a boundary, as a sentence. */
export const trespasses = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => {
    const rule = RULES.find((each) => each.in.test(file.path));
    if (!rule) return [];
    const may = rule.may(rule.in.exec(file.path)!);
    return importsOf(file)
      .filter((target) => !isPackage(target) && !may.some((each) => fits(target, each)))
      .map((target) => `${file.path} imports ${target}: ${rule.because}.`);
  });

const fits = (target: string, allowed: string): boolean =>
  allowed.endsWith('/') ? target.startsWith(allowed) : target === allowed;

const OWN = ['subgraphs/', 'gateway/', 'shared/', 'seeds/', 'scripts/', 'tests/', '@lienthong/', '../', '/'];
const isPackage = (target: string): boolean =>
  !OWN.some((each) => target.startsWith(each)) && !/^[^@/]+\.ts$/.test(target);

/** What a file imports, in any of TypeScript’s ways: paths from the root of the repository, packages by name. */
export function importsOf({ path, text }: SourceFile): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
  );
}

/** The packages a file needs: no modules of Node, and the package alone where a path within it is imported. */
export const packagesOf = (file: SourceFile): string[] =>
  importsOf(file)
    .filter((target) => isPackage(target) && !target.startsWith('node:'))
    .map((target) =>
      (target.startsWith('@') ? target.split('/').slice(0, 2) : target.split('/').slice(0, 1)).join('/'),
    );

export interface ProgramWords {
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

/** The words of a source that the program sees, without comments: its names, and its texts and templates. */
export function wordsOfProgram({ path, text }: SourceFile): ProgramWords {
  const names: string[] = [];
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.push(node.text);
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false));
  return { names, texts };
}
