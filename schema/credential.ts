import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { CredentialKind as KindName, Day } from '../server/rules/vocabulary';
import { Open } from './access';
import { Node } from './node';
import { LocalDate } from './scalars/local-date';

export const CredentialKind = {
  EXAM: 'EXAM',
  CERTIFICATION: 'CERTIFICATION',
  ASSESSMENT: 'ASSESSMENT',
} as const satisfies { [Name in KindName]: Name };

registerEnumType(CredentialKind, {
  name: 'CredentialKind',
  description: 'What kind of proof a credential is.',
  valuesConfig: {
    EXAM: { description: 'A single exam.' },
    CERTIFICATION: { description: 'A certification, for which several exams may be needed.' },
    ASSESSMENT: { description: 'A technical assessment.' },
  },
});

@Open()
@ObjectType({
  implements: Node,
  description: 'An exam, certification or technical assessment that a person can earn.',
})
export class Credential extends Node {
  @Field(() => String, { description: 'Its code, such as `70-532`.' })
  code!: string;

  @Field(() => CredentialKind, { description: 'What kind of proof it is.' })
  kind!: KindName;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many months an achievement counts when its record names no end; null: without end.',
  })
  validityMonths!: number | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which one can register for it; null when none is set.',
  })
  lastRegistrationOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'From this day on nobody can earn it; null when none is set. Whoever holds it keeps it.',
  })
  retiresOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it no longer counts for anybody; null when none is set.',
  })
  acceptedUntil!: Day | null;

  @Field(() => Credential, {
    nullable: true,
    description: 'The credential that takes its place; null when none does.',
  })
  replacedBy!: Credential | null;

  @Field(() => [String], { description: 'The keys of the competencies on whose paths it counts.' })
  countsForCompetencies!: readonly string[];
}
