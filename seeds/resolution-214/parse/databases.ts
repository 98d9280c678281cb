import type { DatabaseGroup, ListedDatabase } from './annex-one.ts';
import { formOf, type Form } from './forms.ts';
import type { HandKept } from './hand-kept.ts';
import { likenesses, type Likeness } from './same-as.ts';
import { SourceFault } from './source-fault.ts';
import { printedOf, textOf } from './span.ts';

export interface DatabaseRecord {
  readonly id: string;
  readonly owner: string;
  readonly group: DatabaseGroup;
  readonly ordinal: number;
  readonly line: number;
  readonly printedName: string;
  readonly name: string;
  readonly form: Form;
  readonly priority: readonly string[];
  readonly sameAs: readonly Likeness[];
}

/** The 330 rows with what is known of them beyond the print: form, priority, likeness. */
export function databaseRecords(
  listed: readonly ListedDatabase[],
  pairs: HandKept['same-as'],
  links: HandKept['priority-links'],
): DatabaseRecord[] {
  const alike = likenesses(pairs, new Set(listed.map(({ id }) => id)));
  return listed.map(({ id, owner, group, ordinal, name }) => {
    const form = formOf(textOf(name));
    if (!form) throw new SourceFault('parse/forms.ts', id, `no rule gives the form of "${textOf(name)}".`);
    return {
      id,
      owner,
      group,
      ordinal,
      line: name.line.number,
      printedName: printedOf(name),
      name: textOf(name),
      form,
      priority: links.filter(({ databases }) => databases.includes(id)).map((link) => link.id),
      sameAs: alike.get(id) ?? [],
    };
  });
}
