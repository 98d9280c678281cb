import { style } from './style.ts';
import type { Answer } from '../use-cases/exchange.ts';
import type { Disclosure } from '../use-cases/tracker.ts';
import { WORDS, type Language } from './words.ts';

const WIDTH = 110;

/** A text in lines of readable length, each behind the indent. */
export function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > WIDTH - indent.length) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
}

/** Each refused field once, with its reason and the article; then errors that are no refusals of fields. */
export function renderRefusals({ errors = [], extensions }: Answer, language: Language): string[] {
  const refused = extensions?.exchange?.refused ?? [];
  const lines = refused.map(({ coordinate, reason, text, basis, agency }) => {
    const who = agency === undefined ? '' : `, ${WORDS[language].by} ${agency}`;
    return `    ${coordinate}  ${style('yellow', reason)} ${text[language]} ${style('dim', `[${basis.citation}${who}]`)}`;
  });
  const reasons = new Set(refused.map(({ reason }) => reason));
  const others = errors
    .filter(({ extensions: { code } }) => !reasons.has(code))
    .map(({ message, extensions: { code, messageVi } }) => {
      const said = language === 'vi' && typeof messageVi === 'string' ? messageVi : message;
      return `    ${style('yellow', code)} ${said}`;
    });
  return [...new Set([...lines, ...others])];
}

/** What the person concerned is shown, an exchange after the other. */
export function renderDisclosures(seen: readonly Disclosure[], language: Language): string {
  const words = WORDS[language];
  if (seen.length === 0) return '  –';
  return [...seen]
    .reverse()
    .map(({ at, outcome, agency, purposeLabel, purposeLabelEn, caseId, sources }) => {
      const label = language === 'vi' ? purposeLabel : purposeLabelEn;
      const told = sources.map(({ owner, given, refused }) =>
        [
          `      ${owner}:`,
          ...(given.length > 0 ? [`${words.given} ${given.join(', ')}`] : []),
          ...(refused.length > 0
            ? [
                style(
                  'yellow',
                  `${words.refused.toLowerCase()} ${refused.map(({ field, reason }) => `${field} (${reason})`).join(', ')}`,
                ),
              ]
            : []),
        ].join(' '),
      );
      return [
        `  ${at.slice(11, 19)}  ${agency ?? '–'} · ${label ?? '–'} · ${caseId ?? '–'} · ${outcome}`,
        ...told,
      ].join('\n');
    })
    .join('\n');
}
