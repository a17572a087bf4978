import { GraphQLScalarType, Kind } from 'graphql';
import { isDay, type Day } from '../../server/rules/vocabulary';
import { InvalidScalarValue } from './invalid-scalar-value';
import { quoteValue } from './quote-value';

export const LocalDate = new GraphQLScalarType<Day, string>({
  name: 'LocalDate',
  description:
    'A calendar day in the time zone of the programme, written as `YYYY-MM-DD`. A day that does not exist, such as `2026-02-31`, is refused.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  // The rules and the database already use this format.
  serialize: (value) => value as string,
  parseValue: readDay,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readDay(node.value);
    throw new InvalidScalarValue('Write a day as a string, such as "2026-02-28".', { nodes: node });
  },
});

function readDay(value: unknown): Day {
  if (typeof value === 'string' && isDay(value)) return value;
  throw new InvalidScalarValue(`${quoteValue(value)} is not a day of the calendar. Write it as YYYY-MM-DD.`);
}
