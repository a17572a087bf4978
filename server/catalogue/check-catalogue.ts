import { sentence } from '../messages';
import { runSync, type Catalogue, type Day, type Work } from '../rules';
import { checkCatalogueSize } from './check-catalogue-size';
import { checkDocumentSize, checkTextSize } from './check-document-size';
import { overlappingWindows } from './overlapping-windows';
import { MAX_PROBLEMS, type Problem } from './problem';
import { readCatalogueStepwise } from './read-catalogue';
import { repeatedKeys } from './repeated-keys';
import { unknownCurrencies } from './unknown-currencies';
import { unmeetableRules } from './unmeetable-rules';

export interface Publication {
  readonly version: number;
  /** The day from which the version applies, given the day in its document. Null: from the beginning of time. */
  appliesFrom(documentDay: Day | null): Day | null;
  readonly timeZone: string;
}

export type CheckedCatalogue =
  | {
      readonly catalogue: Catalogue;
      /** The text to store: exactly the checked text, without a byte order mark. */
      readonly document: string;
      readonly problems: readonly [];
    }
  | { readonly catalogue: null; readonly document: null; readonly problems: readonly Problem[] };

export const checkCatalogue = runSync(checkCatalogueStepwise);
export function* checkCatalogueStepwise(text: string, publication: Publication): Work<CheckedCatalogue> {
  const tooLong = checkTextSize(text);
  if (tooLong.length > 0) return refused(tooLong);
  // Some editors add a byte order mark, which JSON.parse rejects.
  const json = text.replace(/^\uFEFF/, '');
  const read = parse(json);
  if ('problem' in read) return refused([read.problem]);
  const { document } = read;
  yield;
  const tooLarge = checkDocumentSize(document);
  if (tooLarge.length > 0) return refused(tooLarge);
  const { catalogue: parsed, problems } = yield* readCatalogueStepwise(document, publication.version);
  yield;
  const repeated = repeatedKeys(json);
  yield;
  if (parsed === null) return refused([...repeated, ...problems]);
  const tooMuch = checkCatalogueSize(parsed);
  if (tooMuch.length > 0) return refused([...repeated, ...tooMuch]);
  yield;
  const catalogue = { ...parsed, appliesFrom: publication.appliesFrom(parsed.appliesFrom) };
  const problemsFound = [
    ...repeated,
    ...differentDay(parsed.appliesFrom, catalogue.appliesFrom),
    ...checkTimeZone(catalogue, publication.timeZone),
    ...unknownCurrencies(catalogue),
    ...overlappingWindows(catalogue),
    ...unmeetableRules(catalogue),
  ];
  return problemsFound.length > 0 ? refused(problemsFound) : { catalogue, document: json, problems: [] };
}

function refused(problems: readonly Problem[]): CheckedCatalogue {
  return { catalogue: null, document: null, problems: problems.slice(0, MAX_PROBLEMS) };
}

/** A catalogue for another time zone would give partners wrong days. */
export function checkTimeZone({ policy }: Pick<Catalogue, 'policy'>, timeZone: string): readonly Problem[] {
  if (policy.timeZone === timeZone) return [];
  const problem = sentence('catalogue.document.timeZone', { given: policy.timeZone, timeZone });
  return [{ place: 'policy.timeZone', sentence: problem }];
}

/** The first version applies from the beginning of time, whatever its document says. */
function differentDay(documentDay: Day | null, appliesFrom: Day | null): readonly Problem[] {
  if (documentDay === null || appliesFrom === null || documentDay === appliesFrom) return [];
  const problem = sentence('catalogue.document.appliesFrom', { given: documentDay, appliesFrom });
  return [{ place: 'appliesFrom', sentence: problem }];
}

function parse(json: string): { readonly document: object } | { readonly problem: Problem } {
  try {
    const document: unknown = JSON.parse(json);
    if (typeof document === 'object' && document !== null) return { document };
    return { problem: { place: '', sentence: sentence('document.object') } };
  } catch (error) {
    return {
      problem: { place: '', sentence: sentence('document.json', { reason: (error as Error).message }) },
    };
  }
}
