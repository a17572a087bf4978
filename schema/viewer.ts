import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Open, type Role } from './access';
import { Organization } from './organization';

export const ViewerRole = {
  EMPLOYEE: 'EMPLOYEE',
  PARTNER_ADMIN: 'PARTNER_ADMIN',
  AGENT: 'AGENT',
  PROGRAMME_ADMIN: 'PROGRAMME_ADMIN',
  INTEGRATION: 'INTEGRATION',
} as const satisfies { [Name in Exclude<Role, 'ANYONE'>]: Name };

registerEnumType(ViewerRole, {
  name: 'ViewerRole',
  description: 'What somebody is in the programme today.',
  valuesConfig: {
    EMPLOYEE: { description: 'A person who is affiliated with an organization.' },
    PARTNER_ADMIN: { description: 'A person who administers an organization.' },
    AGENT: { description: 'An agent of the vendor.' },
    PROGRAMME_ADMIN: { description: 'A keeper of the catalogue, at the vendor.' },
    INTEGRATION: { description: 'A program with an API key of an organization.' },
  },
});

@Open()
@ObjectType({ description: 'Whoever sends this request, as the server sees it.' })
export class Viewer {
  @Field(() => String, {
    nullable: true,
    description: 'The subject of the token, or the id of the API key; null without either.',
  })
  subject!: string | null;

  @Field(() => [ViewerRole], { description: 'What the viewer is today; empty for the public.' })
  roles!: readonly Exclude<Role, 'ANYONE'>[];

  @Field(() => Organization, {
    nullable: true,
    description: 'The organization that the viewer belongs to, or acts for, today; null when there is none.',
  })
  organization!: Organization | null;
}
