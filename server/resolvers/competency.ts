import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import { AttainmentPath } from '../../schema/attainment-path';
import { Competency } from '../../schema/competency';
import { Level } from '../../schema/level';
import type { Level as LevelName } from '../rules';

@Resolver(() => Competency)
export class CompetencyResolver {
  @FieldResolver(() => [AttainmentPath], {
    description: 'The ways to attain it, each on its own. Without an argument: those of all levels.',
  })
  paths(
    @Root() competency: Competency,
    @Arg('level', () => Level, { nullable: true, description: 'Only the paths that lead to this level.' })
    level: LevelName | null = null,
  ): readonly AttainmentPath[] {
    return level === null ? competency.paths : competency.paths.filter((path) => path.level === level);
  }
}
