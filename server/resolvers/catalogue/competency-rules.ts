import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import { AttainmentPath } from '../../../schema/catalogue/attainment-path';
import { CompetencyRules } from '../../../schema/catalogue/competency-rules';
import { Level } from '../../../schema/catalogue/level';
import type { Level as LevelName } from '../../rules';

@Resolver(() => CompetencyRules)
export class CompetencyRulesResolver {
  @FieldResolver(() => [AttainmentPath], {
    description: 'The paths to the competency. Each path is sufficient on its own.',
  })
  paths(
    @Root() { paths }: CompetencyRules,
    @Arg('level', () => Level, {
      nullable: true,
      description: 'Only paths that lead to this level. Default: all levels.',
    })
    level: LevelName | null = null,
  ): readonly AttainmentPath[] {
    return level === null ? paths : paths.filter((path) => path.level === level);
  }
}
