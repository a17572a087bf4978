import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Allow, ANYONE } from '../../../schema/access';
import { BenefitDifference } from '../../../schema/catalogue/benefit-difference';
import { Level } from '../../../schema/catalogue/level';
import { ListSize } from '../../../schema/list-size';
import { LocalDate } from '../../../schema/scalars/local-date';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { benefitDifference, versionOn, type Day, type Level as LevelName } from '../../rules';
import { VERSION_DAY_ARGUMENT } from '../../presenters/catalogue/catalogue-on-day';
import { programmeToday } from '../../presenters/catalogue/programme';

@Resolver()
export class BenefitDifferenceResolver {
  @Allow(ANYONE)
  @ListSize(10)
  @Query(() => [BenefitDifference], {
    description:
      'The differences in benefits between two membership levels, in the order of the catalogue. They cover the benefits of the membership and those of competencies displayed at its level. Unchanged benefits are omitted.',
  })
  async benefitDifference(
    @Arg('fromLevel', () => Level, {
      nullable: true,
      description: 'The starting level. Default: no membership.',
    })
    fromLevel: LevelName | null = null,
    @Arg('toLevel', () => Level, { description: 'The target level.' }) toLevel: LevelName,
    @Arg('on', () => LocalDate, VERSION_DAY_ARGUMENT) on: Day | null = null,
    @Ctx() context: Context,
  ): Promise<readonly BenefitDifference[]> {
    const version = versionOn(await context.catalogues(), on ?? context.today);
    const { benefit: benefits } = (await programmeToday(context)).catalogue(version);
    return benefitDifference(version, fromLevel, toLevel).map(({ benefit, before, after }) => ({
      benefit: required(benefits.get(benefit)),
      quantityBefore: before,
      quantityAfter: after,
      added: after - before,
    }));
  }
}
