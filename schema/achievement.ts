import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Private } from './access';
import { AttainmentPath } from './attainment-path';
import { Competency } from './competency';
import { connectionOf } from './connection';
import { Credential } from './credential';
import { Node } from './node';
import { DateTime } from './scalars/date-time';
import { LocalDate } from './scalars/local-date';

export const AchievementExpiry = { ON: 'ON', NEVER: 'NEVER', BY_VALIDITY: 'BY_VALIDITY' } as const;
export type AchievementExpiry = keyof typeof AchievementExpiry;

registerEnumType(AchievementExpiry, {
  name: 'AchievementExpiry',
  description: 'What the source of an achievement said of its end.',
  valuesConfig: {
    ON: { description: 'A day.' },
    NEVER: { description: 'That it has none.' },
    BY_VALIDITY: { description: 'Nothing: it ends by the validity of its credential, if that has one.' },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    "A credential that a person has earned. It is the person's and travels along from one organization to the next.",
})
export class Achievement extends Node {
  @Field(() => Credential, { description: 'What was earned, as the catalogue describes it today.' })
  credential!: Credential;

  @Field(() => LocalDate, { description: 'The first day on which it counts.' })
  earnedOn!: Day;

  @Field(() => AchievementExpiry, { description: 'What its source said of its end.' })
  expiry!: AchievementExpiry;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which it no longer counts because its time is over: given by its source, or by the validity of its credential as it is today; null: never.',
  })
  expiresOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'From this day on it was taken back and does not count; null when it was not.',
  })
  revokedOn!: Day | null;

  @Field(() => String, { description: "Who recorded it, such as the name of a testing centre's feed." })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its id at the source: the same record is never stored twice; null when it has none.',
  })
  externalId!: string | null;

  @Field(() => DateTime, { description: 'When it was recorded here.' })
  recordedAt!: Date;

  @Field(() => Int, { description: 'Counts its changes, for the `expectedVersion` of a correction.' })
  version!: number;
}

@Private()
@ObjectType({ description: 'A place that an achievement helps to fill.' })
export class AchievementUse {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @Field(() => AttainmentPath, { description: 'The path in whose slot the person stands.' })
  path!: AttainmentPath;

  @Field(() => Boolean, { description: 'Whether that path holds.' })
  holds!: boolean;
}

export const AchievementConnection = connectionOf('Achievement', () => Achievement, 'achievements');
