import { GraphQLError } from 'graphql';
import { ExchangeError } from '@lienthong/shared/errors';
import type { Unexplained } from './unexplained.ts';

/** Something that has to be answered was not, and nobody said why. */
class NullNotAllowed extends ExchangeError {
  constructor() {
    super('NULL_NOT_ALLOWED', 200, 'A null stands where none may, or for a value that is none of its type.', {
      messageVi: 'Thiếu một giá trị bắt buộc trong câu trả lời, hoặc giá trị không đúng kiểu.',
    });
  }
}

/** One for all: writing down the stack of each would take longer than all else that is done for it. */
const NULL_NOT_ALLOWED = new NullNotAllowed();

/** The error that tells of a fault in what was answered. */
export const tellFault = ({ path, message }: Unexplained): GraphQLError =>
  new GraphQLError(message, {
    path,
    extensions: NULL_NOT_ALLOWED.extensions,
    originalError: NULL_NOT_ALLOWED,
  });
