import { Field, InputType, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../server/rules/vocabulary';
import { MarketClass } from './market-class';
import { Organization } from './organization';
import { CommandInput, Payload } from './payload';

@InputType({ description: 'A partner company that joins the programme.' })
export class RegisterOrganizationInput extends CommandInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Its key: lower-case words joined by hyphens, at most 80 characters. Made from the name when absent.',
  })
  key?: string | null;

  @Field(() => String, { description: 'Its name, at most 200 characters.' })
  name!: string;

  @Field(() => MarketClass, { description: 'The class of its market.' })
  market!: MarketClassName;

  @Field(() => String, { description: 'The ISO 3166-1 code of its country, such as `DE`.' })
  country!: string;

  @Field(() => String, { description: 'The city of its main office, at most 100 characters.' })
  city!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it says of itself; plain text, at most 10,000 characters.',
  })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Its website: an https or http address.' })
  website?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The languages that it works in, as BCP 47 tags such as `pt-BR`; at most 20.',
  })
  languages?: readonly string[] | null;
}

@ObjectType({ description: 'The answer to `registerOrganization`.' })
export class RegisterOrganizationPayload extends Payload {
  @Field(() => Organization, {
    nullable: true,
    description: 'The organization; null when the command was refused.',
  })
  organization!: Organization | null;
}
