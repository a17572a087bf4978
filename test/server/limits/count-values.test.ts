import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countValues as countValuesOfText } from '../../../server/catalogue/json-text';
import { countValues } from '../../../server/limits/count-values';

const count = (json: string, most = 1_000_000) => countValues(Buffer.from(json), most);

describe('countValues', () => {
  it.each([
    ['1', 1],
    ['"a, [b], {c}"', 1],
    ['[1,2,3]', 4],
    ['{"a":{},"b":[{ }, [ 1 ]]}', 6],
    [String.raw`["a\"","\\",{},"ü, [\\\""]`, 5],
    ['"it does not end, [', 1],
    ['[[[[', 4],
  ])('counts the values in %s', (json, values) => {
    expect(count(json)).toBe(values);
  });

  it('stops beyond the limit', () => {
    expect(count('[1,2,3,4,5]', 3)).toBe(4);
  });

  it('counts every value of valid JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(count(JSON.stringify(value))).toBe(valuesIn(value));
        expect(count(JSON.stringify(value, null, 2))).toBe(valuesIn(value));
      }),
    );
  });

  it('agrees with the count of a catalogue document, even if the text is cut off', () => {
    const indentation = fc.constantFrom('', ' ', '\t', '\r\n');
    fc.assert(
      fc.property(
        fc.jsonValue(),
        indentation,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (value, indent, part) => {
          const json = JSON.stringify(value, null, indent);
          const cutOff = json.slice(0, Math.ceil(json.length * part));
          expect([count(json), count(cutOff)]).toEqual([countValuesOfText(json), countValuesOfText(cutOff)]);
        },
      ),
    );
  });
});

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + valuesIn(inner), 1);
}
