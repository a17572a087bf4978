import type { CriticalPerson, LevelLoss } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';

export interface CriticalPersonSource {
  readonly employeeId: string;
  readonly organizationId: string;
}

export function presentCriticalPerson(
  { person, losses, eligible, losesRenewal }: CriticalPerson,
  catalogue: CatalogueOnDay,
  organizationId: string,
) {
  return {
    employeeId: person,
    organizationId,
    losses: losses.map((loss) => ({
      ...presentLoss('CompetencyLevelLoss', loss),
      competency: catalogue.competency(loss.competency),
    })),
    eligibilityLoss: eligible === null ? null : presentLoss('EligibilityLoss', eligible),
    losesRenewal,
  };
}

function presentLoss(
  typename: 'CompetencyLevelLoss' | 'EligibilityLoss',
  { day, before, after }: Omit<LevelLoss, 'competency'>,
) {
  return { __typename: typename, on: day, levelBefore: before, levelAfter: after };
}
