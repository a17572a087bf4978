import { runSync, type Catalogue, type Work } from '../rules';
import { catalogueDocument, readEntriesAhead } from './catalogue-document';
import { checkReferences } from './check-references';
import { placeOf, MAX_PROBLEMS, type Problem } from './problem';
import { issueMessage, sentenceIn } from './sentence-in-issue';

export type ReadCatalogue =
  | { readonly catalogue: Catalogue; readonly problems: readonly [] }
  | { readonly catalogue: null; readonly problems: readonly Problem[] };

export const readCatalogue = runSync(readCatalogueStepwise);
export function* readCatalogueStepwise(document: unknown, version = 1): Work<ReadCatalogue> {
  yield* readEntriesAhead(document);
  const parsed = catalogueDocument.safeParse(document, { error: issueMessage });
  if (!parsed.success) {
    return {
      catalogue: null,
      problems: parsed.error.issues.slice(0, MAX_PROBLEMS).map((issue) => ({
        // The document does not contain `kind`, which is derived, so the problem is reported at the rule itself.
        place: placeOf(issue.code === 'invalid_union' ? issue.path.slice(0, -1) : issue.path),
        sentence: sentenceIn(issue),
      })),
    };
  }
  yield;
  const catalogue: Catalogue = { version, ...parsed.data };
  const problems: Problem[] = [];
  for (const problem of checkReferences(catalogue)) {
    if (problems.push(problem) === MAX_PROBLEMS) break;
  }
  return problems.length === 0 ? { catalogue, problems: [] } : { catalogue: null, problems };
}
