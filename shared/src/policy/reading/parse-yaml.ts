import { Composer, Parser, YAMLParseError, type Document, type LineCounter, type YAMLError } from 'yaml';

/** Rule files nest less than ten levels deep. */
const DEEPEST = 50;

/** Put together, a text that nests thousands deep exhausts the stack, and may end the process. */
class NestedTooDeep extends YAMLParseError {
  constructor(offset: number) {
    super([offset, offset], 'RESOURCE_EXHAUSTION', `It nests more than ${DEEPEST} levels deep`);
  }
}

class ShallowParser extends Parser {
  override *next(source: string): ReturnType<Parser['next']> {
    if (this.stack.length > DEEPEST) throw new NestedTooDeep(this.offset);
    yield* super.next(source);
  }
}

/** Puts the one document of a YAML text together, or says everything that stands in its way. */
export function parseYaml(text: string, lines: LineCounter): Document | readonly YAMLError[] {
  const composer = new Composer({ prettyErrors: false, stringKeys: true });
  const tokens = new ShallowParser(lines.addNewLine).parse(text);
  try {
    const [document, another] = composer.compose(tokens, true, text.length);
    const problems = [...document!.errors, ...document!.warnings, ...(another ? [oneTooMany(another)] : [])];
    return problems.length > 0 ? problems : document!;
  } catch (error) {
    if (error instanceof NestedTooDeep) return [error];
    throw error;
  }
}

const oneTooMany = ({ range }: Document): YAMLError =>
  new YAMLParseError([range![0], range![1]], 'MULTIPLE_DOCS', 'A rule file is one document');
