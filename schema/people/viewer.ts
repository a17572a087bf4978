import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Allow, ANYONE, Open, type HeldRole } from '../access';
import { Employee } from './employee';
import { Organization } from '../organizations/organization';

export const ViewerRole = {
  EMPLOYEE: 'EMPLOYEE',
  PARTNER_ADMIN: 'PARTNER_ADMIN',
  AGENT: 'AGENT',
  PROGRAMME_ADMIN: 'PROGRAMME_ADMIN',
  INTEGRATION: 'INTEGRATION',
} as const satisfies { [Name in HeldRole]: Name };

registerEnumType(ViewerRole, {
  name: 'ViewerRole',
  description: 'Role of a viewer in the programme today.',
  valuesConfig: {
    EMPLOYEE: { description: 'A person who is affiliated with an organization.' },
    PARTNER_ADMIN: { description: 'A person who administers an organization.' },
    AGENT: { description: 'An agent of the vendor.' },
    PROGRAMME_ADMIN: { description: 'A programme admin of the vendor, who maintains the catalogue.' },
    INTEGRATION: { description: 'A program that uses an API key of an organization.' },
  },
});

@Open()
@ObjectType({ description: 'The sender of this request, as the server identifies it.' })
export class Viewer {
  @Field(() => ID, {
    description:
      'An id of the viewer for caches: the same for every request of one person, API key or anonymous caller.',
  })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The subject of the token or the id of the API key. Null for an anonymous request.',
  })
  subject!: string | null;

  @Field(() => [ViewerRole], {
    description: 'The roles of the viewer today. Empty for an anonymous request.',
  })
  roles!: readonly HeldRole[];

  @Field(() => Organization, {
    nullable: true,
    description:
      'The organization to which the viewer belongs, or for which it acts, today. Null when there is none.',
  })
  organization!: Organization | null;

  @Allow({ ...ANYONE, authorizesEachObject: true })
  @Field(() => Employee, {
    nullable: true,
    description: "The viewer's own account in the programme. Null when there is none.",
  })
  employee!: Employee | null;
}
