import { Field, Int, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../../server/rules/vocabulary';
import { Allow, ANYONE, OWN_ORGANIZATION } from '../access';
import { connectionOf } from '../connection';
import { LongText } from '../cost';
import { MarketClass } from '../catalogue/market-class';
import { Node } from '../node';
import { DateTime } from '../scalars/date-time';
import { SemanticNonNull } from '../semantic-non-null';

@ObjectType({
  implements: Node,
  description: 'A partner company. A field is public unless its description names an audience.',
})
export class Organization extends Node {
  @Allow(ANYONE)
  @Field(() => String, {
    description:
      'The key of the organization: a short name for links and integrations, such as `nordwind-it`.',
  })
  key!: string;

  @Allow(ANYONE)
  @Field(() => String, { description: 'The name of the organization.' })
  name!: string;

  @Allow(ANYONE)
  @Field(() => String, { description: 'The ISO 3166-1 code of the country, such as `DE`.' })
  country!: string;

  @Allow(ANYONE)
  @Field(() => String, { description: 'The city of the main office.' })
  city!: string;

  @Allow(ANYONE)
  @LongText()
  @Field(() => String, {
    nullable: true,
    description:
      'The self-description of the organization, as plain text. Null when the organization has none.',
  })
  description!: string | null;

  @Allow(ANYONE)
  @Field(() => String, {
    nullable: true,
    description: 'The website. Null when the organization has stated none.',
  })
  website!: string | null;

  @Allow(ANYONE)
  @Field(() => [String], {
    description: 'The languages in which the organization works, as BCP 47 tags such as `pt-BR`.',
  })
  languages!: readonly string[];

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @Field(() => MarketClass, {
    nullable: true,
    description: 'The market class, which determines the metric thresholds of the organization.',
  })
  market!: MarketClassName;

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @Field(() => DateTime, {
    nullable: true,
    description: 'The time at which the organization was registered.',
  })
  createdAt!: Date;

  @Allow(OWN_ORGANIZATION)
  @SemanticNonNull()
  @Field(() => Int, {
    nullable: true,
    description:
      'The current version, incremented by every change. Pass it as `expectedVersion` to an update, which then cannot overwrite a change that you have not seen.',
  })
  version!: number;
}

export const OrganizationConnection = connectionOf('Organization', () => Organization, 'organizations');
