import { GraphQLScalarType, Kind } from 'graphql';
import { BadValue } from './bad-value';
import { shown } from './shown';

/** Inside, an amount is a whole number of hundredths; it is a decimal text only here, at the edge. */
export const Decimal = new GraphQLScalarType<number, string>({
  name: 'Decimal',
  description: 'An exact decimal number with two places, as text: `"1850.00"`.',
  serialize: (value) => writeDecimal(value as number),
  parseValue: readDecimal,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readDecimal(node.value);
    throw new BadValue('An amount is written as text, such as "1850.00".', { nodes: node });
  },
});

export function writeDecimal(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function readDecimal(value: unknown): number {
  if (typeof value === 'string' && /^-?\d{1,13}(\.\d{1,2})?$/.test(value)) {
    const [whole = '', fraction = ''] = value.split('.');
    return Number(`${whole}${fraction.padEnd(2, '0')}`);
  }
  throw new BadValue(
    `${shown(value)} is not an amount. Write it as text with at most two decimal places, such as "1850.00".`,
  );
}
