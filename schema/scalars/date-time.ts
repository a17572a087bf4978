import { GraphQLScalarType, Kind } from 'graphql';
import { InvalidScalarValue } from './invalid-scalar-value';
import { quoteValue } from './quote-value';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant with milliseconds, in UTC, such as `2026-03-02T09:30:00.000Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: readInstant,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readInstant(node.value);
    throw new InvalidScalarValue('Write an instant as a string, such as "2026-03-02T09:30:00.000Z".', {
      nodes: node,
    });
  },
});

function readInstant(value: unknown): Date {
  if (typeof value === 'string' && RFC_3339.test(value)) {
    const instant = new Date(value);
    // JavaScript parses 31 February as a day in March, so the written day is compared with the parsed one.
    if (!Number.isNaN(instant.getTime()) && existsAsWritten(value) && isInCalendar(instant)) return instant;
  }
  throw new InvalidScalarValue(
    `${quoteValue(value)} is not an instant. Write it in the format of RFC 3339, such as "2026-03-02T09:30:00.000Z".`,
  );
}

/** A time-zone offset can move an instant outside the years 0000 to 9999. */
function isInCalendar(instant: Date): boolean {
  return instant.getUTCFullYear() >= 0 && instant.getUTCFullYear() <= 9999;
}

function existsAsWritten(value: string): boolean {
  const day = value.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
