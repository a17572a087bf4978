import { GraphQLScalarType, Kind } from 'graphql';
import { isDay, type Day } from '../../server/rules/vocabulary';
import { BadValue } from './bad-value';
import { shown } from './shown';

export const LocalDate = new GraphQLScalarType<Day, string>({
  name: 'LocalDate',
  description:
    'A day of the calendar, `YYYY-MM-DD`, in the time zone of the programme. A day that does not exist, such as `2026-02-31`, is refused.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  // Days come out of the rules and the database as they are shown.
  serialize: (value) => value as string,
  parseValue: readDay,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readDay(node.value);
    throw new BadValue('A day is written as text, such as "2026-02-28".', { nodes: node });
  },
});

function readDay(value: unknown): Day {
  if (typeof value === 'string' && isDay(value)) return value;
  throw new BadValue(`${shown(value)} is not a day of the calendar. Write it as YYYY-MM-DD.`);
}
