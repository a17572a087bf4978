import type { Benefit, Catalogue } from '../vocabulary/catalogue';
import { benefitsAt, sourceOf } from './entitlements';
import type { Level } from '../vocabulary/level';

/** What one source gives of a benefit at one level and at another. */
export interface BenefitDifference {
  /** As it is at the level to which it goes or, where that has none, as it was. */
  readonly benefit: Benefit;
  readonly before: number;
  readonly after: number;
}

/**
 * What another level of membership, and of what is displayed with it, changes in the benefits; what stays is left out.
 * Null: no membership. In the order of the catalogue.
 */
export function benefitDifference(
  catalogue: Catalogue,
  from: Level | null,
  to: Level | null,
): readonly BenefitDifference[] {
  const before = allAt(catalogue, from);
  const after = allAt(catalogue, to);
  const sources = new Set(catalogue.benefits.map(sourceOf));
  return [...sources].flatMap((source) => {
    const [was, becomes] = [before.get(source), after.get(source)];
    const benefit = becomes ?? was;
    const quantities = { before: was?.quantity ?? 0, after: becomes?.quantity ?? 0 };
    return benefit === undefined || quantities.before === quantities.after
      ? []
      : [{ benefit, ...quantities }];
  });
}

/** As if every competency were displayed at the level. */
function allAt(catalogue: Catalogue, level: Level | null): ReadonlyMap<string, Benefit> {
  const competencies = catalogue.benefits.flatMap(({ scope }) => scope.competency ?? []);
  const displayed = new Map(level === null ? [] : competencies.map((key) => [key, level]));
  return new Map(benefitsAt(catalogue, level, displayed).map((one) => [sourceOf(one), one]));
}
