import { Field, InputType, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../../server/rules/vocabulary';
import { MarketClass } from '../catalogue/market-class';
import { Organization } from './organization';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'A partner company that joins the programme.' })
export class RegisterOrganizationInput extends CommandInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The key of the organization: lower-case words joined by hyphens, at most 80 characters. Default: derived from the name.',
  })
  key?: string | null;

  @Field(() => String, { description: 'The name of the organization, at most 200 characters.' })
  name!: string;

  @Field(() => MarketClass, { description: 'The market class.' })
  market!: MarketClassName;

  @Field(() => String, { description: 'The ISO 3166-1 code of the country, such as `DE`.' })
  country!: string;

  @Field(() => String, { description: 'The city of the main office, at most 100 characters.' })
  city!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The self-description of the organization, as plain text of at most 10,000 characters. Default: none.',
  })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The website: an https or http address. Default: none.',
  })
  website?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'The languages in which the organization works, as BCP 47 tags such as `pt-BR`; at most 20. Default: none.',
  })
  languages?: readonly string[] | null;
}

@ObjectType({ description: 'The result of `registerOrganization`.' })
export class RegisterOrganizationPayload extends Payload {
  @Field(() => Organization, {
    nullable: true,
    description: 'The organization; null when the command was refused.',
  })
  organization!: Organization | null;
}
