import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Allow, OWN_ORGANIZATION } from '../../../schema/access';
import { Competency } from '../../../schema/catalogue/competency';
import { CompetencyRules } from '../../../schema/catalogue/competency-rules';
import { CompetencyStatus } from '../../../schema/statuses/competency-status';
import { storedIdOf } from '../../../schema/global-id';
import { LocalDate } from '../../../schema/scalars/local-date';
import type { Context } from '../../request/context';
import type { Day } from '../../rules';
import { DAY_ARGUMENT } from '../statuses/load-on-day';
import { VERSION_DAY_ARGUMENT } from '../../presenters/catalogue/catalogue-on-day';
import { programmeToday } from '../../presenters/catalogue/programme';
import { competencyOf } from '../../presenters/statuses/organization-status';

@Resolver(() => Competency)
export class CompetencyResolver {
  @FieldResolver(() => CompetencyRules, {
    nullable: true,
    description:
      'The rules of the competency on a day. Null when the catalogue of the day does not contain the competency.',
  })
  async rules(
    @Root() { key }: Competency,
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<CompetencyRules | null> {
    const catalogue = (await programmeToday(context)).catalogueOn(on ?? context.today);
    return catalogue.competencyRules.get(key) ?? null;
  }

  @Allow({ ...OWN_ORGANIZATION, organization: 'organizationId' })
  @FieldResolver(() => CompetencyStatus, {
    nullable: true,
    description:
      'The status of the competency for an organization on a day. Null when the organization does not exist or the catalogue of the day does not contain the competency.',
  })
  async status(
    @Root() { key }: Competency,
    @Arg('organizationId', () => ID, { description: 'The organization.' }) organizationId: string,
    @Arg('on', () => LocalDate, DAY_ARGUMENT) on: Day | null = null,
    @Ctx() { load, today }: Context,
  ) {
    const id = storedIdOf('Organization', organizationId);
    const organization = id === null ? null : await load.onDay(id, on ?? today);
    return organization && competencyOf(organization, key);
  }
}
