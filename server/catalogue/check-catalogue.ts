import { say } from '../messages';
import { runSync, type Catalogue, type Day, type Work } from '../rules';
import { checkCatalogueSize } from './check-catalogue-size';
import { checkDocumentSize, checkTextSize } from './check-document-size';
import { overlappingWindows } from './overlapping-windows';
import { MAX_PROBLEMS, type Problem } from './problem';
import { readCatalogueStepwise } from './read-catalogue';
import { repeatedKeys } from './repeated-keys';
import { unmeetableRules } from './unmeetable-rules';

/** As what a document is to be published. */
export interface Publication {
  readonly version: number;
  /** The first day that it judges, by what its document says of it; null: it applies from the beginning of time. */
  appliesFrom(said: Day | null): Day | null;
  /** Where the days of the programme begin. */
  readonly timeZone: string;
}

export type CheckedCatalogue =
  | { readonly catalogue: Catalogue; readonly document: object; readonly problems: readonly [] }
  | { readonly catalogue: null; readonly document: null; readonly problems: readonly Problem[] };

/** Everything that must be right with a document before it becomes a version of the catalogue, each place named. */
export const checkCatalogue = runSync(checkCatalogueStepwise);
export function* checkCatalogueStepwise(text: string, publication: Publication): Work<CheckedCatalogue> {
  const tooLong = checkTextSize(text);
  if (tooLong.length > 0) return refused(tooLong);
  const read = parse(text);
  if ('problem' in read) return refused([read.problem]);
  const { document } = read;
  yield;
  const tooLarge = checkDocumentSize(document);
  if (tooLarge.length > 0) return refused(tooLarge);
  const { catalogue: given, problems } = yield* readCatalogueStepwise(document, publication.version);
  yield;
  const repeated = repeatedKeys(text);
  yield;
  if (given === null) return refused([...repeated, ...problems]);
  const tooMuch = checkCatalogueSize(given);
  if (tooMuch.length > 0) return refused([...repeated, ...tooMuch]);
  yield;
  const catalogue = { ...given, appliesFrom: publication.appliesFrom(given.appliesFrom) };
  const found = [
    ...repeated,
    ...otherDay(given.appliesFrom, catalogue.appliesFrom),
    ...otherTimeZone(catalogue, publication.timeZone),
    ...overlappingWindows(catalogue),
    ...unmeetableRules(catalogue),
  ];
  return found.length > 0 ? refused(found) : { catalogue, document, problems: [] };
}

function refused(problems: readonly Problem[]): CheckedCatalogue {
  return { catalogue: null, document: null, problems: problems.slice(0, MAX_PROBLEMS) };
}

/** Days begin in one time zone: a catalogue of another would tell its partners wrong days. */
export function otherTimeZone({ policy }: Pick<Catalogue, 'policy'>, timeZone: string): readonly Problem[] {
  if (policy.timeZone === timeZone) return [];
  const message = say('catalogue.document.timeZone', { given: policy.timeZone, timeZone });
  return [{ place: 'policy.timeZone', message }];
}

/** The first version applies from the beginning of time, whatever its document says. */
function otherDay(said: Day | null, appliesFrom: Day | null): readonly Problem[] {
  if (said === null || appliesFrom === null || said === appliesFrom) return [];
  const message = say('catalogue.document.appliesFrom', { said, appliesFrom });
  return [{ place: 'appliesFrom', message }];
}

function parse(text: string): { readonly document: object } | { readonly problem: Problem } {
  try {
    // An editor may have put a byte order mark before it.
    const document: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof document === 'object' && document !== null) return { document };
    return { problem: { place: '', message: say('document.object') } };
  } catch (error) {
    return { problem: { place: '', message: say('document.json', { reason: (error as Error).message }) } };
  }
}
