import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { CatalogueEffect } from './catalogue-effect';
import { connectionOf } from '../connection';
import { ListSize } from '../list-size';
import { Organization } from '../organizations/organization';
import { LocalDate } from '../scalars/local-date';
import { SemanticNonNull } from '../semantic-non-null';

@Private()
@ObjectType({ description: 'An organization whose status a catalogue version would change.' })
export class PreviewedOrganization {
  @Field(() => Organization, { description: 'The organization.' })
  organization!: Organization;

  @ListSize(4)
  @Field(() => [CatalogueEffect], {
    description: 'The differences for the organization, in chronological order.',
  })
  effects!: readonly CatalogueEffect[];
}

export const PreviewedOrganizationConnection = connectionOf(
  'PreviewedOrganization',
  () => PreviewedOrganization,
  'organizations that a catalogue version would affect',
);

@Private()
@ObjectType({
  description:
    'The effect of publishing a document today, based on the facts of today. The counts evaluate every organization of the programme.',
})
export class CataloguePreview {
  @Field(() => Int, { description: 'The number that the version would get.' })
  version!: number;

  @Field(() => LocalDate, { description: 'The first day on which the version would apply.' })
  appliesFrom!: Day;

  @SemanticNonNull()
  @Field(() => Int, { nullable: true, description: 'The number of organizations in the programme.' })
  organizationCount!: number | null;

  @SemanticNonNull()
  @Field(() => Int, {
    nullable: true,
    description: 'The number of organizations that would gain something on some day.',
  })
  gainingCount!: number | null;

  @SemanticNonNull()
  @Field(() => Int, {
    nullable: true,
    description: 'The number of organizations that would lose something on some day.',
  })
  losingCount!: number | null;

  organizations!: readonly PreviewedOrganization[];
}
