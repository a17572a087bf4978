import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../server/rules/vocabulary';
import { MarketClass } from './market-class';
import { Organization } from './organization';
import { CommandInput, Payload } from './payload';

@InputType({ description: 'What changes of an organization; what is absent stays as it is.' })
export class UpdateOrganizationInput extends CommandInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => Int, { description: 'The version that you have seen.' })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: 'The new name, at most 200 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new city of its main office, at most 100 characters.',
  })
  city?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it says of itself from now on; plain text, at most 10,000 characters.',
  })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new website: an https or http address. An empty text removes the old one.',
  })
  website?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'All languages that it works in from now on, as BCP 47 tags such as `pt-BR`; at most 20. An empty list removes them all.',
  })
  languages?: readonly string[] | null;

  @Field(() => MarketClass, { nullable: true, description: 'For agents only: the new class of its market.' })
  market?: MarketClassName | null;

  @Field(() => String, {
    nullable: true,
    description: 'For agents only: the ISO 3166-1 code of its new country, such as `DE`.',
  })
  country?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `updateOrganization`.' })
export class UpdateOrganizationPayload extends Payload {
  @Field(() => Organization, {
    nullable: true,
    description: 'The organization; null when the command was refused.',
  })
  organization!: Organization | null;
}
