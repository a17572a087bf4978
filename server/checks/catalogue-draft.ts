import { checkCatalogueStepwise, type CheckedCatalogue } from '../catalogue/check-catalogue';
import { sentence } from '../messages';
import type { Reason } from '../messages/refusal-values';
import { addDays, type Catalogue, type Day, type RunWork } from '../rules';

export type CatalogueDraft = CheckedCatalogue & {
  /** The reason for the refusal if the first day is before tomorrow, otherwise null. */
  readonly tooSoon: Reason | null;
};

/** Checks a document as the next catalogue version. `appliesFrom` defaults to the document's day, then to tomorrow. */
export async function checkDraft(
  programme: { readonly today: Day; catalogues(): Promise<readonly Catalogue[]> },
  run: RunWork,
  text: string,
  appliesFrom: Day | null,
): Promise<CatalogueDraft> {
  const newest = (await programme.catalogues()).at(-1);
  if (newest === undefined) throw new Error('No catalogue version is stored.');
  const earliest = addDays(programme.today, 1);
  const check = checkCatalogueStepwise(text, {
    version: newest.version + 1,
    appliesFrom: (inDocument) => appliesFrom ?? inDocument ?? earliest,
    // A server starts only if every version has the configured time zone.
    timeZone: newest.policy.timeZone,
  });
  const draft = await run(check);
  const from = draft.catalogue?.appliesFrom ?? appliesFrom;
  const isTooSoon = from !== null && from < earliest;
  return {
    ...draft,
    tooSoon: isTooSoon ? sentence('catalogue.tooSoon', { appliesFrom: from, earliest }) : null,
  };
}
