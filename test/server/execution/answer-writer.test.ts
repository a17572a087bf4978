import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnswerWriter } from '../../../server/execution/answer-writer';
import { encodeStepwise } from '../../../server/http/encode-answers';
import { writeJsonStepwise } from '../../../server/execution/write-json';
import type { Work } from '../../../server/rules';

function runToEnd<T>(work: Work<T>): { readonly value: T; readonly pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const step = work.next();
    if (step.done === true) return { value: step.value, pauses };
  }
}

const LONG = 'x'.repeat(9600);
const scalar = fc.oneof(
  fc.constantFrom(null, true, LONG),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.string(),
);
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, depthSize: 'large' },
    scalar,
    fc.array(tie('data'), { maxLength: 30 }),
    fc.dictionary(fc.string(), fc.option(tie('data'), { nil: undefined }), { maxKeys: 30 }),
  ),
}));

describe('writeJsonStepwise', () => {
  it('writes the same as JSON.stringify', () => {
    fc.assert(
      fc.property(data, (value) =>
        expect(runToEnd(writeJsonStepwise(value)).value).toBe(JSON.stringify(value)),
      ),
      { numRuns: 300 },
    );
  });

  it.each<[string, unknown]>([
    [
      'a long list of small objects',
      Array.from({ length: 100_000 }, (_, id) => ({ id, name: `name ${id}` })),
    ],
    [
      'a short list of long objects',
      Array.from({ length: 50 }, () =>
        Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`a${i}`, LONG])),
      ),
    ],
    ['an object within objects', { a: { b: { c: [Array.from({ length: 700 }, () => LONG), {}, []] } } }],
  ])('pauses regularly within %s', (_name, value) => {
    const { value: text, pauses } = runToEnd(writeJsonStepwise(value));
    expect(text).toBe(JSON.stringify(value));
    // A step writes about 100,000 characters, or slightly more when strings are long.
    expect(pauses).toBeGreaterThan(text.length / 200_000);
  });
});

describe('encodeStepwise', () => {
  it.each(['x', 'ü', '€', '😀', '\ud83d', '\ude00', 'x😀'])('encodes repeated %j as UTF-8', (character) => {
    const text = character.repeat(300_001);
    const { value, pauses } = runToEnd(encodeStepwise(text));
    expect(value.equals(Buffer.from(text))).toBe(true);
    expect(pauses).toBeGreaterThanOrEqual(2);
  });
});

describe('AnswerWriter', () => {
  const run = <T>(work: Work<T>) => Promise.resolve(runToEnd(work).value);
  const answerOf = (value: object) => ({
    errors: undefined,
    data: value,
    extensions: { cost: { requested: 1 } },
  });

  it('writes long and short answers like JSON.stringify', async () => {
    const long = { nodes: Array.from({ length: 40 }, () => LONG) };
    const writer = new AnswerWriter();
    await writer.prepare(long, 400_000, run);
    expect(writer.written(long)).toBe(JSON.stringify(long));
    expect(writer.answerText(answerOf(long))).toBe(`${JSON.stringify(answerOf(long))}\n`);
    const short = { name: 'short' };
    await writer.prepare(short, 10, run);
    expect(writer.written(short)).toBeNull();
    expect(writer.dataText(short)).toBe('{"name":"short"}');
    expect(writer.answerText(answerOf(short))).toBe(`${JSON.stringify(answerOf(short))}\n`);
  });

  it('writes an answer without data', async () => {
    const writer = new AnswerWriter();
    await writer.prepare(null, 400_000, run);
    await writer.prepare(undefined, 400_000, run);
    expect(writer.answerText({ errors: [{ message: 'It failed.' }], data: null })).toBe(
      '{"errors":[{"message":"It failed."}],"data":null}\n',
    );
    expect(writer.answerText({ errors: [{ message: 'It failed.' }] })).toBe(
      '{"errors":[{"message":"It failed."}]}\n',
    );
  });
});
