import {
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { AskedFields, Parts } from '../../policy/taking-out/asked-fields.ts';
import type { Question } from '../../policy/taking-out/question.ts';
import { leafCheck } from '../leaf-check.ts';
import { isData, own, setOwn, type Data } from '../own.ts';
import { responseName } from '../planning/reserved-names.ts';
import { typeNamed } from './type-named.ts';
import type { Place } from '../place.ts';

/** A null that may not stand where it does, or a value that is none of its type. */
export interface ShapeFault {
  readonly place: Place;
  readonly message: string;
}

export interface ShapedAnswer {
  readonly data: Data | null;
  /** There may be one for every value, and few are told: their paths are put together for those alone. */
  readonly faults: readonly ShapeFault[];
}

type NullableType = ReturnType<typeof getNullableType<GraphQLOutputType>>;

/** Where a value stands, and which field (`Type.field`) it is of. */
type Spot = NonNullable<Place> & { readonly field: string };

const TYPE_NOT_KNOWN = 'What was answered does not say of which type an object is.';

/** Its parent cannot stand without it. */
const GONE = Symbol('gone');

/**
 * Shapes what was answered into what was asked: fields in the order asked, nothing else, and nulls carried up to where
 * they may stand (GraphQL specification, section 6.4.4). The question is one without conditions.
 */
export function createShaper(question: Question, fields: AskedFields): (answered: Data) => ShapedAnswer {
  const { schema, operation, root } = question;
  const shape = createObjectShaper(schema, fields);
  return (answered) => shape(answered, root, fields.partsOf(operation.selectionSet), null);
}

/** Shapes one object of an answer, which stands at `place`. Of one whose type has to be known and is not, nothing is told. */
export type ShapeObject = (
  answered: Data,
  type: GraphQLCompositeType | undefined,
  parts: Parts,
  place: Place,
) => ShapedAnswer;

export function createObjectShaper(
  schema: GraphQLSchema,
  asked: Pick<AskedFields, 'fieldsOf' | 'isTakenOut'>,
): ShapeObject {
  const { fieldsOf, isTakenOut } = asked;
  return (answered, type, parts, place) => {
    const faults: ShapeFault[] = [];
    const concrete = type && typeOf(answered, type, parts);
    if (!concrete) return { data: null, faults: [{ place, message: TYPE_NOT_KNOWN }] };
    const data = object(answered, concrete, parts, place);
    return { data: data === GONE ? null : data, faults };

    function object(source: Data, type: GraphQLObjectType, parts: Parts, place: Place): Data | typeof GONE {
      const shaped: Data = {};
      for (const [fetched, asked] of fieldsOf(parts, type)) {
        const key = responseName(fetched);
        if (asked.name === '__typename') {
          setOwn(shaped, key, type.name);
          continue;
        }
        if (!asked.field) continue;
        const spot = { above: place, step: key, field: `${type.name}.${asked.name}` };
        const value = isTakenOut(asked)
          ? refused(asked.field.type)
          : completed(own(source, fetched), asked.field.type, asked.parts, spot);
        if (value === GONE) return GONE;
        setOwn(shaped, key, value);
      }
      return shaped;
    }

    /** Why nothing stands there is told by the refusal. */
    function refused(type: GraphQLOutputType): null | typeof GONE {
      return isNonNullType(type) ? GONE : null;
    }

    function completed(value: unknown, type: GraphQLOutputType, parts: Parts, spot: Spot): unknown {
      const missing = value === undefined || value === null;
      const result = missing ? null : present(value, getNullableType(type), parts, spot);
      if (!isNonNullType(type)) return result === GONE ? null : result;
      return result ?? fault(spot, `Cannot return null for non-nullable field ${spot.field}.`);
    }

    function present(value: unknown, type: NullableType, parts: Parts, spot: Spot): unknown {
      if (isListType(type)) return Array.isArray(value) ? list(value, type.ofType, parts, spot) : wrong(spot);
      if (!isCompositeType(type)) return leafCheck(type)(value) ? value : wrong(spot);
      const concrete = isData(value) ? typeOf(value, type, parts) : undefined;
      return concrete ? object(value as Data, concrete, parts, spot) : wrong(spot);
    }

    function list(values: readonly unknown[], type: GraphQLOutputType, parts: Parts, above: Spot): unknown {
      const shaped: unknown[] = [];
      for (const [step, value] of values.entries()) {
        const each = completed(value, type, parts, { above, step, field: above.field });
        if (each === GONE) return GONE;
        shaped.push(each);
      }
      return shaped;
    }

    function typeOf(value: Data, type: GraphQLCompositeType, parts: Parts): GraphQLObjectType | undefined {
      return isObjectType(type) ? type : typeNamed(own(value, '__typename'), type, parts, schema, asked);
    }

    /** Not a word of the value: it may be one that its agency knows and callers do not. */
    function wrong(spot: Spot): typeof GONE {
      return fault(spot, `What was answered for ${spot.field} is no value of its type.`);
    }

    function fault(place: Spot, message: string): typeof GONE {
      faults.push({ place, message });
      return GONE;
    }
  };
}
