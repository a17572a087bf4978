import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { LIMITS } from '../../../server/limits/limits';
import { refuseRepetition } from '../../../server/limits/refuse-repetition';

const schema = buildSchema('type Query { a: Query b: Query }');
const repeat = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const errorsOf = (document: string) =>
  validate(schema, parse(document), [...specifiedRules, refuseRepetition]).map(({ message }) => message);

/** The message of graphql-js that error masking recognizes. */
const ABORTED = ['Validation aborted.'];

describe('a document', () => {
  const fragments = (count: number) =>
    `{ ${repeat(count, (i) => `...f${i}`)} } ${repeat(count, (i) => `fragment f${i} on Query { a { __typename } }`)}`;

  it('may have up to 100 operations and fragments', () => {
    expect(errorsOf(fragments(LIMITS.definitions - 1))).toEqual([]);
    expect(errorsOf(fragments(LIMITS.definitions))).toEqual(ABORTED);
  });

  it.each([
    ['one selection', (count: number) => `{ ${repeat(count, () => '__typename')} }`],
    ['a nested selection', (count: number) => `{ a { ${repeat(count, () => 'b { __typename }')} } }`],
    ['several inline fragments', (count: number) => `{ ${repeat(count, () => '... { __typename }')} }`],
    ['several aliases', (count: number) => `{ ${repeat(count, () => 'x: __typename')} }`],
    [
      'a fragment',
      (count: number) => `{ ...f } fragment f on Query { ${repeat(count, () => '__typename')} }`,
    ],
  ])('may repeat a response name 50 times in %s', (_name, document) => {
    expect(errorsOf(document(LIMITS.repetitions))).toEqual([]);
    expect(errorsOf(document(LIMITS.repetitions + 1))).toEqual(ABORTED);
  });

  it('may repeat a response name across selections', () => {
    expect(errorsOf(`{ ${repeat(90, (i) => `a${i}: a { b { __typename } }`)} }`)).toEqual([]);
  });

  it('is refused for repetition before the other rules compare its fields', () => {
    const started = process.cpuUsage();
    for (let i = 0; i < 20; i++)
      expect(errorsOf(`{ ${repeat(450, () => 'a { b { __typename } }')} }`)).toEqual(ABORTED);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(1);
  });
});
