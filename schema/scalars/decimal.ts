import { GraphQLScalarType, Kind } from 'graphql';
import { InvalidScalarValue } from './invalid-scalar-value';
import { quoteValue } from './quote-value';

/**
 * Decimal text, inside the server as well: only the code that knows the number of decimal places converts it
 * (server/rules/vocabulary/decimal.ts).
 */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number, written as a string such as `"1850.00"`. The description of the field says how many decimal places it has. Read it with a decimal type: floating-point numbers are not exact.',
  serialize: (value) => {
    if (typeof value === 'string') return value;
    throw new TypeError('The server passes a decimal number as text.');
  },
  parseValue: readText,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readText(node.value);
    throw new InvalidScalarValue('Write a decimal number as a string, such as "1850.00".', { nodes: node });
  },
});

/** Commands judge the number of digits. The limit is needed because they quote an invalid number in full. */
function readText(value: unknown): string {
  if (typeof value === 'string' && /^-?\d{1,20}(\.\d{1,20})?$/.test(value)) return value;
  throw new InvalidScalarValue(
    `${quoteValue(value)} is not a decimal number. Write it as text, such as "1850.00".`,
  );
}
