import { caseDocument } from '../../server/cases/case-document';
import type { Facts } from '../../server/rules';
import type { EditableJson } from './catalogue';

/** Facts in the format of a case file. Omitted lists are empty, and the market is DEVELOPED by default. */
export function factsFromCase(written: EditableJson): Facts {
  const expect = [{ on: '2017-01-01', attained: {} }];
  const one = { name: 'facts', organization: { market: 'DEVELOPED' }, expect, ...written };
  const [read] = caseDocument.parse({ catalogue: 'none', cases: [one] }).cases;
  if (read === undefined) throw new Error('A document with one case must give one set of facts.');
  return read.facts;
}

/**
 * A person who is always affiliated and earned these credentials on 1 January 2017. A credential expires only if its
 * day is given.
 */
export function personHolding(...codes: readonly (string | readonly [code: string, until: string])[]) {
  return {
    here: [[null, null]] as (string | null)[][],
    achievements: codes.map((code) => ({
      code: typeof code === 'string' ? code : code[0],
      earnedOn: '2017-01-01',
      expiresOn: typeof code === 'string' ? null : code[1],
    })),
  };
}

export function term(level: string, startsOn: string) {
  const endsOn = `${Number(startsOn.slice(0, 4)) + 1}${startsOn.slice(4)}`;
  return { level, startsOn, endsOn };
}
