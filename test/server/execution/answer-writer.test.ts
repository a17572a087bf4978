import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnswerWriter } from '../../../server/execution/answer-writer';
import { encodeStepwise } from '../../../server/http/encode-answers';
import { writeJsonStepwise } from '../../../server/execution/write-json';
import type { Work } from '../../../server/rules';

/** The result of a work, and how often it can be left on the way. */
function done<T>(work: Work<T>): { readonly value: T; readonly pauses: number } {
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
/** Long texts stand in lists and objects of any depth. */
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, depthSize: 'large' },
    scalar,
    fc.array(tie('data'), { maxLength: 30 }),
    fc.dictionary(fc.string(), fc.option(tie('data'), { nil: undefined }), { maxKeys: 30 }),
  ),
}));

describe('JSON that is written in slices', () => {
  it('is what JSON.stringify writes', () => {
    fc.assert(
      fc.property(data, (value) => expect(done(writeJsonStepwise(value)).value).toBe(JSON.stringify(value))),
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
  ])('can be left all along %s', (_name, value) => {
    const { value: text, pauses } = done(writeJsonStepwise(value));
    expect(text).toBe(JSON.stringify(value));
    // At least once for each hundred thousand characters, and for two longer texts.
    expect(pauses).toBeGreaterThan(text.length / 200_000);
  });
});

describe('text that is encoded in slices', () => {
  it.each(['x', 'ü', '€', '😀', '\ud83d', '\ude00', 'x😀'])(
    'is UTF-8, of %j again and again',
    (character) => {
      const text = character.repeat(300_001);
      const { value, pauses } = done(encodeStepwise(text));
      expect(value.equals(Buffer.from(text))).toBe(true);
      expect(pauses).toBeGreaterThanOrEqual(2);
    },
  );
});

describe('the writer of answers', () => {
  const run = <T>(work: Work<T>) => Promise.resolve(done(work).value);
  const answerOf = (value: object) => ({
    errors: undefined,
    data: value,
    extensions: { cost: { requested: 1 } },
  });

  it('writes long answers and short ones alike', async () => {
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
