import type { Benefit, Catalogue } from '../vocabulary/catalogue';
import { benefitsAt, sourceKey } from './entitlements';
import type { Level } from '../vocabulary/level';

export interface BenefitDifference {
  /** The benefit at the new level or, if the new level has none, at the old level. */
  readonly benefit: Benefit;
  readonly before: number;
  readonly after: number;
}

/**
 * The differences in benefits between two membership levels (null: no membership), in the order of the catalogue. All
 * competencies count as displayed at the membership's level. Equal quantities are left out.
 */
export function benefitDifference(
  catalogue: Catalogue,
  from: Level | null,
  to: Level | null,
): readonly BenefitDifference[] {
  const oldBenefits = allAt(catalogue, from);
  const newBenefits = allAt(catalogue, to);
  const sources = new Set(catalogue.benefits.map(sourceKey));
  return [...sources].flatMap((source) => {
    const [oldBenefit, newBenefit] = [oldBenefits.get(source), newBenefits.get(source)];
    const benefit = newBenefit ?? oldBenefit;
    const quantities = { before: oldBenefit?.quantity ?? 0, after: newBenefit?.quantity ?? 0 };
    return benefit === undefined || quantities.before === quantities.after
      ? []
      : [{ benefit, ...quantities }];
  });
}

function allAt(catalogue: Catalogue, level: Level | null): ReadonlyMap<string, Benefit> {
  const competencies = catalogue.benefits.flatMap(({ scope }) => scope.competency ?? []);
  const displayed = new Map(level === null ? [] : competencies.map((key) => [key, level]));
  return new Map(benefitsAt(catalogue, level, displayed).map((one) => [sourceKey(one), one]));
}
