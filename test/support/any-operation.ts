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

/** Values by the name of an argument or an input field, such as `organizationId`. */
export interface ArgumentValues {
  readonly [name: string]: string;
}

/** Selects a field with its required arguments. An argument without a given value gets one that fits its type. */
export function selectionOf(
  field: GraphQLField<unknown, unknown>,
  values: ArgumentValues,
  within = '__typename',
): string {
  const args = field.args
    .filter((arg) => isNonNullType(arg.type) || arg.name === 'first' || arg.name in values)
    .map((arg) => `${arg.name}: ${literal(arg.name, arg.type, values)}`);
  const selected = isLeafType(getNamedType(field.type)) ? '' : ` { ${within} }`;
  return `${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`}${selected}`;
}

function literal(name: string, type: GraphQLInputType, values: ArgumentValues): string {
  const value = values[name];
  if (value !== undefined) return JSON.stringify(value);
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `[${literal(name, nullable.ofType, values)}]`;
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? '';
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields());
    const selectedFields = nullable.isOneOf
      ? fields.slice(0, 1)
      : fields.filter((one) => isNonNullType(one.type) || one.name in values);
    return `{ ${selectedFields.map((one) => `${one.name}: ${literal(one.name, one.type, values)}`).join(', ')} }`;
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
