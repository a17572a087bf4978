import { GraphQLScalarType, Kind } from 'graphql';
import { isMonth, type Month } from '../../server/rules/vocabulary';
import { InvalidScalarValue } from './invalid-scalar-value';
import { quoteValue } from './quote-value';

export const YearMonth = new GraphQLScalarType<Month, string>({
  name: 'YearMonth',
  description: 'A calendar month, written as `YYYY-MM`, such as `2026-02`.',
  // The rules and the database already use this format.
  serialize: (value) => value as string,
  parseValue: readMonth,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readMonth(node.value);
    throw new InvalidScalarValue('Write a month as a string, such as "2026-02".', { nodes: node });
  },
});

function readMonth(value: unknown): Month {
  if (typeof value === 'string' && isMonth(value)) return value;
  throw new InvalidScalarValue(`${quoteValue(value)} is not a month of the calendar. Write it as YYYY-MM.`);
}
