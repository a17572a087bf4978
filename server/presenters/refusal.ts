import type { CatalogueProblem } from '../../schema/catalogue/catalogue-problem';
import type { InWords } from '../../schema/in-words';
import type { Refusal } from '../../schema/refusal';
import type { AnyRefusal, DocumentRefusal, PurchaseRefusal } from '../checks/refusal';
import { sentence } from '../messages';
import { valuesOf, type Reason } from '../messages/refusal-values';
import type { Context } from '../request/context';
import { versionOn, type Catalogue, type Day } from '../rules';
import { CatalogueOnDay } from './catalogue/catalogue-on-day';
import { presentProblem } from './catalogue/catalogue-problem';
import { programmeOf } from './catalogue/programme';
import { inWords } from './in-words';
import { presentPurchaseCheck, type PurchaseCheckSource } from './memberships/purchase-check';
import { purchaseCheckInWords } from './memberships/purchase-checks-in-words';

type CatalogueAccess = Pick<Context, 'knownCatalogues' | 'today'>;

/** The class of a refusal's type has the other fields. */
export interface RefusalSource extends Refusal {
  readonly __typename: string;
}

export function presentRefusals(
  refusals: readonly AnyRefusal[],
  access: CatalogueAccess,
): readonly RefusalSource[] {
  return refusals.map((refusal) => presentRefusal(refusal, access));
}

export function presentRefusal(
  refusal: AnyRefusal,
  { knownCatalogues, today }: CatalogueAccess,
): RefusalSource {
  const { code, path } = refusal;
  // The command that refused a purchase has read the catalogue.
  if ('check' in refusal) return presentRefusedPurchase(refusal, { versions: knownCatalogues(), today });
  if ('problem' in refusal) return presentRefusedDocument(refusal);
  return { ...fieldsOf(refusal.sentence), code, path, message: inWords(refusal.sentence) };
}

function fieldsOf(reason: Reason) {
  const values = valuesOf(reason);
  return values.__typename === 'EndedAtRefusal' ? { ...values, endedAt: new Date(values.endedAt) } : values;
}

function presentRefusedDocument({
  code,
  path,
  problem,
}: DocumentRefusal): RefusalSource & { readonly problem: CatalogueProblem } {
  const { place, sentence: reason } = problem;
  return {
    __typename: 'DocumentRefusal',
    code,
    path,
    message: inWords(place === '' ? reason : sentence('document.problem', { place, problem: reason })),
    problem: presentProblem(problem),
  };
}

function presentRefusedPurchase(
  { code, path, check }: PurchaseRefusal,
  programme: { readonly versions: readonly Catalogue[]; readonly today: Day },
): RefusalSource & { readonly check: PurchaseCheckSource } {
  const { versions, today } = programme;
  const catalogue = versionOn(versions, today);
  return {
    __typename: 'PurchaseRefusal',
    code,
    path,
    message: messageOf(check, catalogue),
    check: presentPurchaseCheck(check, catalogue, new CatalogueOnDay(programmeOf(programme), today)),
  };
}

function messageOf(check: PurchaseRefusal['check'], catalogue: Catalogue): InWords {
  const { inWords: left, toPass } = purchaseCheckInWords(check, catalogue);
  return inWords(toPass === null ? left : sentence('sentences', { left, right: toPass }));
}
