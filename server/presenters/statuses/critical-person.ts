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
  const presentLoss = ({ day, before, after }: Omit<LevelLoss, 'competency'>, competency: string | null) => ({
    competency: competency === null ? null : catalogue.competency(competency),
    on: day,
    before,
    after,
  });
  return {
    employeeId: person,
    organizationId,
    losses: losses.map((loss) => presentLoss(loss, loss.competency)),
    eligible: eligible === null ? null : presentLoss(eligible, null),
    losesRenewal,
  };
}
