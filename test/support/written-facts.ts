import { caseDocument } from '../../server/cases/case-document';
import type { Facts } from '../../server/rules';
import type { Editable } from './catalogue';

/** Facts as a case file writes them; what is left out is empty, and the market is DEVELOPED. */
export function factsOf(written: Editable): Facts {
  const expect = [{ on: '2017-01-01', attained: {} }];
  const one = { name: 'facts', organization: { market: 'DEVELOPED' }, expect, ...written };
  const [read] = caseDocument.parse({ catalogue: 'none', cases: [one] }).cases;
  if (read === undefined) throw new Error('One case gives one set of facts.');
  return read.facts;
}

/** Somebody who is here from the beginning and earned these on 1 January 2017, for good unless it says until when. */
export function holding(...codes: readonly (string | readonly [code: string, until: string])[]) {
  return {
    here: [[null, null]] as (string | null)[][],
    achievements: codes.map((code) => ({
      code: typeof code === 'string' ? code : code[0],
      earnedOn: '2017-01-01',
      expiresOn: typeof code === 'string' ? null : code[1],
    })),
  };
}

/** A year's term from this day. */
export function term(level: string, startsOn: string) {
  const endsOn = `${Number(startsOn.slice(0, 4)) + 1}${startsOn.slice(4)}`;
  return { level, startsOn, endsOn };
}
