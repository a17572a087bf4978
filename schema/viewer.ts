import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Allow, ANYONE, Open, type HeldRole } from './access';
import { Employee } from './employee';
import { Organization } from './organization';

export const ViewerRole = {
  EMPLOYEE: 'EMPLOYEE',
  PARTNER_ADMIN: 'PARTNER_ADMIN',
  AGENT: 'AGENT',
  PROGRAMME_ADMIN: 'PROGRAMME_ADMIN',
  INTEGRATION: 'INTEGRATION',
} as const satisfies { [Name in HeldRole]: Name };

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
  roles!: readonly HeldRole[];

  @Field(() => Organization, {
    nullable: true,
    description: 'The organization that the viewer belongs to, or acts for, today; null when there is none.',
  })
  organization!: Organization | null;

  @Allow({ ...ANYONE, eachObject: true })
  @Field(() => Employee, {
    nullable: true,
    description: "The viewer's own account in the programme; null when there is none.",
  })
  employee!: Employee | null;
}
