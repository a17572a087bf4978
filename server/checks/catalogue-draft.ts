import { checkCatalogueStepwise, type CheckedCatalogue } from '../catalogue/check-catalogue';
import { say } from '../messages';
import { addDays, type Catalogue, type Day, type Run } from '../rules';

/** What is wrong with a document that would be the next version of the catalogue, or that version. */
export type Draft = CheckedCatalogue & {
  /** Why its day is too early; null when it is not. */
  readonly tooSoon: string | null;
};

/** Checks a document as the next version, to apply from a day: when absent, as the document says, or else tomorrow. */
export async function checkDraft(
  programme: { readonly today: Day; catalogues(): Promise<readonly Catalogue[]> },
  run: Run,
  text: string,
  appliesFrom: Day | null,
): Promise<Draft> {
  const newest = (await programme.catalogues()).at(-1);
  if (newest === undefined) throw new Error('A programme has a catalogue from its first start on.');
  const earliest = addDays(programme.today, 1);
  const check = checkCatalogueStepwise(text, {
    version: newest.version + 1,
    appliesFrom: (said) => appliesFrom ?? said ?? earliest,
    // All versions are in the time zone of the programme: no server starts otherwise.
    timeZone: newest.policy.timeZone,
  });
  const draft = await run(check);
  const from = draft.catalogue?.appliesFrom ?? appliesFrom;
  const isTooSoon = from !== null && from < earliest;
  return {
    ...draft,
    tooSoon: isTooSoon ? say('catalogue.tooSoon', { appliesFrom: from, earliest }) : null,
  };
}
