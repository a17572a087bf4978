import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

/** Values that fit a field's required arguments and lead nowhere: unknown ids, and words for everything else. */
export interface Given {
  /** By the name of the argument or of the input's field, such as `organizationId`. */
  readonly [name: string]: string;
}

/** A selection of a field with arguments that the schema accepts, made from the schema alone. */
export function selectionOf(
  field: GraphQLField<unknown, unknown>,
  given: Given,
  within = '__typename',
): string {
  const args = field.args
    .filter((arg) => isNonNullType(arg.type) || arg.name === 'first' || arg.name in given)
    .map((arg) => `${arg.name}: ${literal(arg.name, arg.type, given)}`);
  const selected = isLeafType(getNamedType(field.type)) ? '' : ` { ${within} }`;
  return `${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`}${selected}`;
}

function literal(name: string, type: GraphQLInputType, given: Given): string {
  const known = given[name];
  if (known !== undefined) return JSON.stringify(known);
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `[${literal(name, nullable.ofType, given)}]`;
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? '';
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields());
    const needed = nullable.isOneOf
      ? fields.slice(0, 1)
      : fields.filter((one) => isNonNullType(one.type) || one.name in given);
    return `{ ${needed.map((one) => `${one.name}: ${literal(one.name, one.type, given)}`).join(', ')} }`;
  }
  return SCALARS[getNamedType(nullable).name] ?? '"x"';
}

const SCALARS: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1',
  Boolean: 'false',
  LocalDate: '"2026-03-02"',
  YearMonth: '"2026-01"',
  DateTime: '"2027-01-01T00:00:00Z"',
  Decimal: '"1.00"',
};
