import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { AttainmentPath } from '../catalogue/attainment-path';
import { Competency } from '../catalogue/competency';
import { connectionOf } from '../connection';
import { Credential } from '../catalogue/credential';
import { Node } from '../node';
import { DateTime } from '../scalars/date-time';
import { LocalDate } from '../scalars/local-date';

export const AchievementExpiry = { ON: 'ON', NEVER: 'NEVER', BY_VALIDITY: 'BY_VALIDITY' } as const;
export type AchievementExpiry = keyof typeof AchievementExpiry;

registerEnumType(AchievementExpiry, {
  name: 'AchievementExpiry',
  description: 'Kind of expiry of an achievement, as stated by its source.',
  valuesConfig: {
    ON: { description: 'On a given day.' },
    NEVER: { description: 'Never.' },
    BY_VALIDITY: {
      description:
        'After the validity of its credential, if the credential has one. The source stated no end.',
    },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    'A credential that a person has earned. It belongs to the person and moves along when the person changes organizations.',
})
export class Achievement extends Node {
  @Field(() => Credential, {
    description: "The credential that was earned, as today's catalogue describes it.",
  })
  credential!: Credential;

  @Field(() => LocalDate, { description: 'The first day on which the achievement counts.' })
  earnedOn!: Day;

  @Field(() => AchievementExpiry, { description: 'The kind of expiry, as stated by the source.' })
  expiry!: AchievementExpiry;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day on which the achievement expires: the first day on which it no longer counts. It is stated by the source or results from the current validity of the credential. Null when the achievement never expires.',
  })
  expiresOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the achievement is revoked and no longer counts. Null when it was not revoked.',
  })
  revokedOn!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The last day on which the achievement counts by its own dates: the day before it expires or is revoked, whichever is earlier. It can cease to count sooner when the credential is no longer accepted. Null when it neither expires nor is revoked, or when it never counts.',
  })
  lastDay!: Day | null;

  @Field(() => String, {
    description: "The source of the record, such as the name of a testing centre's feed.",
  })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The id of the record at its source. The same record is never stored twice. Null when the source gave no id.',
  })
  externalId!: string | null;

  @Field(() => DateTime, { description: 'The time at which the achievement was recorded.' })
  createdAt!: Date;

  @Field(() => Int, {
    description:
      'The current version, incremented by every change. Pass it as `expectedVersion` to a correction.',
  })
  version!: number;
}

@Private()
@ObjectType({ description: 'A slot that an achievement helps to fill.' })
export class AchievementUse {
  @Field(() => Competency, { description: 'The competency of the slot.' })
  competency!: Competency;

  @Field(() => AttainmentPath, { description: 'The path of the slot.' })
  path!: AttainmentPath;

  @Field(() => Boolean, { description: 'Whether the path holds.' })
  holds!: boolean;
}

export const AchievementConnection = connectionOf('Achievement', () => Achievement, 'achievements');
