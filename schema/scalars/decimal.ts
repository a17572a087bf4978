import { GraphQLScalarType, Kind } from 'graphql';
import { InvalidScalarValue } from './invalid-scalar-value';
import { quoteValue } from './quote-value';

/** The server stores amounts as whole hundredths. Only this scalar converts them to and from decimal strings. */
export const Decimal = new GraphQLScalarType<number, string>({
  name: 'Decimal',
  description: 'An exact decimal number with two decimal places, written as a string such as `"1850.00"`.',
  serialize: (value) => formatDecimal(value as number),
  parseValue: readDecimal,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readDecimal(node.value);
    throw new InvalidScalarValue('Write an amount as a string, such as "1850.00".', { nodes: node });
  },
});

export function formatDecimal(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function readDecimal(value: unknown): number {
  if (typeof value === 'string' && /^-?\d{1,13}(\.\d{1,2})?$/.test(value)) {
    const [whole = '', fraction = ''] = value.split('.');
    return Number(`${whole}${fraction.padEnd(2, '0')}`);
  }
  throw new InvalidScalarValue(
    `${quoteValue(value)} is not an amount. Write it as text with at most two decimal places, such as "1850.00".`,
  );
}
