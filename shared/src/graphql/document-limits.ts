import type { DocumentNode } from 'graphql';
import { RequestRefused } from '../errors.ts';
import { repeatsBeyond } from './repeated-fields.ts';

/** So many steps of finding out which fields can be one a document may take for each token it may have. */
const STEPS_PER_TOKEN = 5;

/** A document of no more tokens than others would take far longer to look at. */
class DocumentTooLarge extends RequestRefused {
  constructor(code: string, limit: number, message: string, messageVi: string) {
    super(code, 400, message, { limit, messageVi });
  }
}

/**
 * Refuses a text of more lines than it may have tokens. Lines cost nothing to read; but whatever is wrong with the document is told
 * by its line, and for each error they are counted from the first.
 */
export function refuseManyLines(text: string, maxTokens: number): void {
  if (text.length < maxTokens || text.split(/\r\n|[\n\r]/, maxTokens + 1).length <= maxTokens) return;
  throw new DocumentTooLarge(
    'LIMIT_LINES',
    maxTokens,
    `The operation has more than ${maxTokens} lines, the most this gateway accepts.`,
    `Truy vấn vượt quá ${maxTokens} dòng, mức tối đa của cổng.`,
  );
}

/** Refuses a document that repeats itself so often that to validate it takes far longer than another of as many tokens. */
export function refuseManyRepeats(document: DocumentNode, maxTokens: number): void {
  const most = maxTokens * STEPS_PER_TOKEN;
  if (!repeatsBeyond(document, most)) return;
  throw new DocumentTooLarge(
    'LIMIT_REPEATS',
    most,
    `The operation repeats the same fields so often that more than ${most} comparisons would tell which of them are one, the most this gateway accepts. Ask for each field once.`,
    `Truy vấn lặp lại cùng trường quá nhiều lần: cần hơn ${most} phép so sánh để biết trường nào trùng nhau, mức tối đa của cổng. Hãy hỏi mỗi trường một lần.`,
  );
}
