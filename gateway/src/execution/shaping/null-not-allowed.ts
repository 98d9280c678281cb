import { GraphQLError } from 'graphql';
import { ExchangeError } from '@lienthong/shared/errors';
import type { ShapeFault } from './shape-answer.ts';

/** Something that has to be answered was not, and nobody said why. */
class NullNotAllowed extends ExchangeError {
  constructor(message: string) {
    super('NULL_NOT_ALLOWED', 200, message, {
      messageVi: 'Thiếu một giá trị bắt buộc trong câu trả lời, hoặc giá trị không đúng kiểu.',
    });
  }
}

/** The error that tells of a fault in what was answered. */
export function tellFault({ path, message }: ShapeFault): GraphQLError {
  const error = new NullNotAllowed(message);
  return new GraphQLError(message, { path, extensions: error.extensions, originalError: error });
}
