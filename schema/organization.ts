import { Field, Int, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../server/rules/vocabulary';
import { Allow, ANYONE, OWN_ORGANIZATION } from './access';
import { connectionOf } from './connection';
import { LongText } from './cost';
import { MarketClass } from './market-class';
import { Node } from './node';
import { DateTime } from './scalars/date-time';

/** Public in part: each field says for whom it is. */
@ObjectType({
  implements: Node,
  description:
    'A partner company. What is said of it without further notice is public; the rest names whom it is for.',
})
export class Organization extends Node {
  @Allow(ANYONE)
  @Field(() => String, {
    description: 'Its key: a short name for links and integrations, such as `nordwind-it`.',
  })
  key!: string;

  @Allow(ANYONE)
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Allow(ANYONE)
  @Field(() => String, { description: 'The ISO 3166-1 code of its country, such as `DE`.' })
  country!: string;

  @Allow(ANYONE)
  @Field(() => String, { description: 'The city of its main office.' })
  city!: string;

  @Allow(ANYONE)
  @LongText()
  @Field(() => String, { description: 'What it says of itself; plain text.' })
  description!: string;

  @Allow(ANYONE)
  @Field(() => String, { nullable: true, description: 'Its website; null when it has named none.' })
  website!: string | null;

  @Allow(ANYONE)
  @Field(() => [String], { description: 'The languages that it works in, as BCP 47 tags such as `pt-BR`.' })
  languages!: readonly string[];

  @Allow(OWN_ORGANIZATION)
  @Field(() => MarketClass, {
    description: 'The class of its market, by which its thresholds of sales are chosen.',
  })
  market!: MarketClassName;

  @Allow(OWN_ORGANIZATION)
  @Field(() => DateTime, { description: 'When it was registered.' })
  registeredAt!: Date;

  @Allow(OWN_ORGANIZATION)
  @Field(() => Int, {
    description:
      'Counts its changes. An update names the version that it has seen, so that it cannot undo one that it has not.',
  })
  version!: number;
}

export const OrganizationConnection = connectionOf('Organization', () => Organization, 'organizations');
