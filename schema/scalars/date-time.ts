import { GraphQLScalarType, Kind } from 'graphql';
import { BadValue } from './bad-value';
import { shown } from './shown';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant with milliseconds, in UTC: `2026-03-02T09:30:00.000Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: readInstant,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return readInstant(node.value);
    throw new BadValue('An instant is written as text, such as "2026-03-02T09:30:00.000Z".', {
      nodes: node,
    });
  },
});

function readInstant(value: unknown): Date {
  if (typeof value === 'string' && RFC_3339.test(value)) {
    const at = new Date(value);
    // JavaScript moves 31 February to March; the day that was written must be the day that is read.
    if (!Number.isNaN(at.getTime()) && existsAsWritten(value) && isInCalendar(at)) return at;
  }
  throw new BadValue(
    `${shown(value)} is not an instant. Write it as RFC 3339 does, such as "2026-03-02T09:30:00.000Z".`,
  );
}

/** Its offset can carry an instant beyond the years that have four digits. */
function isInCalendar(at: Date): boolean {
  return at.getUTCFullYear() >= 0 && at.getUTCFullYear() <= 9999;
}

function existsAsWritten(value: string): boolean {
  const day = value.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
