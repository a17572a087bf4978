import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { CredentialKind as KindName, Day } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { ListSize } from '../list-size';
import { Node } from '../node';
import { Competency } from './competency';
import { LocalDate } from '../scalars/local-date';

export const CredentialKind = {
  EXAM: 'EXAM',
  CERTIFICATION: 'CERTIFICATION',
  ASSESSMENT: 'ASSESSMENT',
} as const satisfies { [Name in KindName]: Name };

registerEnumType(CredentialKind, {
  name: 'CredentialKind',
  description: 'Kind of credential.',
  valuesConfig: {
    EXAM: { description: 'A single exam.' },
    CERTIFICATION: { description: 'A certification, which may require several exams.' },
    ASSESSMENT: { description: 'A technical assessment.' },
  },
});

@Open()
@ObjectType({
  implements: Node,
  description: 'An exam, certification or technical assessment that a person can earn.',
})
export class Credential extends Node {
  @Field(() => String, { description: 'The code of the credential, such as `70-532`.' })
  code!: string;

  @Field(() => CredentialKind, { description: 'The kind of credential.' })
  kind!: KindName;

  @Field(() => String, { description: 'The title of the credential.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A description of the credential. Null when the catalogue gives none.',
  })
  description!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The number of months for which an achievement counts when its record states no end. Null when it counts without limit.',
  })
  validityMonths!: number | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of registration for the credential. Null when none is set.',
  })
  lastRegistrationOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the credential can no longer be earned. Earlier achievements are not affected. Null when no such day is set.',
  })
  retiresOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The last day on which the credential can be earned: the day before `retiresOn`. Null when no such day is set.',
  })
  lastEarnableOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the credential no longer counts for anyone. Null when no such day is set.',
  })
  acceptedUntil!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The last day on which the credential counts: the day before `acceptedUntil`. Null when no such day is set.',
  })
  lastAcceptedOn!: Day | null;

  @Field(() => Credential, {
    nullable: true,
    description: 'The credential that replaces this one. Null when there is none.',
  })
  replacedBy!: Credential | null;

  @ListSize(3)
  @Field(() => [Competency], {
    description: 'The competencies that have, in this version, a path on which the credential counts.',
  })
  countsFor!: readonly Competency[];
}
