import { GraphQLScalarType, Kind } from 'graphql';
import { isMonth, type Month } from '../../server/rules/vocabulary';
import { BadValue } from './bad-value';
import { shown } from './shown';

export const YearMonth = new GraphQLScalarType<Month, string>({
  name: 'YearMonth',
  description: 'A month of the calendar, `YYYY-MM`, such as `2026-02`.',
  // Months come out of the rules and the database as they are shown.
  serialize: (value) => value as string,
  parseValue: readMonth,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readMonth(node.value);
    throw new BadValue('A month is written as text, such as "2026-02".', { nodes: node });
  },
});

function readMonth(value: unknown): Month {
  if (typeof value === 'string' && isMonth(value)) return value;
  throw new BadValue(`${shown(value)} is not a month of the calendar. Write it as YYYY-MM.`);
}
