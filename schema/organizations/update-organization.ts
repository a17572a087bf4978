import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../../server/rules/vocabulary';
import { MarketClass } from '../catalogue/market-class';
import { Organization } from './organization';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'Changes to an organization. Omitted fields keep their values.' })
export class UpdateOrganizationInput extends CommandInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => Int, {
    description:
      'The version that you last read. The command is refused when the organization has changed since.',
  })
  expectedVersion!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The new name, at most 200 characters. It cannot be null.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new city of the main office, at most 100 characters. It cannot be null.',
  })
  city?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The new self-description, as plain text of at most 10,000 characters. Null removes the old one.',
  })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new website: an https or http address. Null removes the old one.',
  })
  website?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'The complete new list of languages in which the organization works, as BCP 47 tags such as `pt-BR`; at most 20. An empty list removes them all. It cannot be null.',
  })
  languages?: readonly string[] | null;

  @Field(() => MarketClass, {
    nullable: true,
    description: 'For agents only: the new market class. It cannot be null.',
  })
  market?: MarketClassName | null;

  @Field(() => String, {
    nullable: true,
    description: 'For agents only: the ISO 3166-1 code of the new country, such as `DE`. It cannot be null.',
  })
  country?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `updateOrganization`.' })
export class UpdateOrganizationPayload extends Payload {
  @Field(() => Organization, {
    nullable: true,
    description: 'The organization; null when the command was refused.',
  })
  organization!: Organization | null;
}
