import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Private } from './access';
import { connectionOf } from './connection';
import { ListSize } from './list-size';
import { Organization } from './organization';
import { LocalDate } from './scalars/local-date';
import { AnswerDifference } from './status-change';

@Private()
@ObjectType({
  description:
    'Something that would be another with a version than without it, by all that is known: before is without it, after is with it.',
})
export class CatalogueEffect extends AnswerDifference {
  @Field(() => String, {
    nullable: true,
    description:
      'The key of the competency, of an attained or displayed level; null for the others. The catalogue of today need not have it.',
  })
  competencyKey!: string | null;

  @Field(() => Boolean, {
    description: 'Whether the organization would be better off; else it would be worse off.',
  })
  isGain!: boolean;

  @Field(() => LocalDate, {
    description:
      'The first day of the difference. A level differs from the day on which the version applies, at the earliest; the risk of a renewal may do so from today on.',
  })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which there is no difference any more, such as the one on which what is lost would have expired in any case; null when none is known.',
  })
  until!: Day | null;
}

@Private()
@ObjectType({ description: 'An organization for which a version would change something.' })
export class PreviewedOrganization {
  @Field(() => Organization, { description: 'The organization.' })
  organization!: Organization;

  @ListSize(4)
  @Field(() => [CatalogueEffect], { description: 'What would change for it, in the order of days.' })
  effects!: readonly CatalogueEffect[];
}

export const PreviewedOrganizationConnection = connectionOf(
  'PreviewedOrganization',
  () => PreviewedOrganization,
  'organizations for which something would change',
);

@Private()
@ObjectType({
  description:
    'What a document would change if it were published today, on the facts of today. Counting looks at every organization of the programme.',
})
export class CataloguePreview {
  @Field(() => Int, { description: 'The number that the version would have.' })
  version!: number;

  @Field(() => LocalDate, { description: 'The first day that would be judged by it.' })
  appliesFrom!: Day;

  @Field(() => Int, { nullable: true, description: 'How many organizations there are.' })
  organizationCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many of them something would be better, on some day.',
  })
  gainingCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many of them something would be worse, on some day.',
  })
  losingCount!: number | null;

  // Resolved in server/resolvers/catalogue-preview.ts, for its arguments.
  organizations!: readonly PreviewedOrganization[];
}
