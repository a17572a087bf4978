import { Extensions } from 'type-graphql';

/**
 * Who may ask for what. Each object type is `@Open()`, or `@Private()`, or says at each of its fields, with
 * `@Allow`, for whom it is; the roots are of the last kind. It is enforced in one place
 * (server/auth/enforce-access.ts) and written into the field's description. What nobody has declared stops the build.
 */
export type Role =
  /** No credentials at all. */
  | 'ANYONE'
  /** Anyone who has signed in. */
  | 'PERSON'
  /** The very person that it is about. */
  | 'SELF'
  /** A person who is affiliated with the organization today. */
  | 'EMPLOYEE'
  /** A person who administers the organization today. */
  | 'PARTNER_ADMIN'
  /** The vendor's agents. */
  | 'AGENT'
  /** The vendor's keepers of the catalogue. */
  | 'PROGRAMME_ADMIN'
  /** An API key with the scope, for its organization. */
  | 'INTEGRATION';

/** The roles that a viewer has or has not, whatever a field is about. */
export type HeldRole = Exclude<Role, 'ANYONE' | 'PERSON' | 'SELF'>;

/** What an API key may do; the values of the enum of the same name. */
export type Scope = 'READ_ORGANIZATION';

export interface Access {
  readonly roles: readonly Role[];
  /** The scope that an API key must have. */
  readonly scope?: Scope;
  /**
   * Where the organization stands that the roles are meant for: `root`, the object whose field it is, or an
   * argument such as `input.organizationId`. Absent where no one organization is meant. SELF is always told by the
   * root.
   */
  readonly organization?: 'root' | 'organizationId' | `input.${string}`;
  /** The field can answer with objects of any type, and looks at each by itself. */
  readonly eachObject?: true;
}

export const ANYONE: Access = { roles: ['ANYONE'] };
export const PERSONS: Access = { roles: ['PERSON'] };
export const AGENTS: Access = { roles: ['AGENT'] };
export const PROGRAMME_ADMINS: Access = { roles: ['PROGRAMME_ADMIN'] };

/** What the organization itself may see of itself, and the vendor. */
export const OWN_ORGANIZATION: Access = {
  roles: ['EMPLOYEE', 'PARTNER_ADMIN', 'AGENT', 'INTEGRATION'],
  scope: 'READ_ORGANIZATION',
  organization: 'root',
};

/** What a person may see of itself, its organization of it, and the vendor. */
export const OWN_PEOPLE: Access = { ...OWN_ORGANIZATION, roles: ['SELF', ...OWN_ORGANIZATION.roles] };

/** What is between a person and those who run the organization, and the vendor. */
export const SELF_AND_ADMINS: Access = {
  roles: ['SELF', 'PARTNER_ADMIN', 'AGENT'],
  organization: 'root',
};

/** What is nobody's business but the person's and the vendor's. */
export const SELF_AND_AGENTS: Access = { roles: ['SELF', 'AGENT'] };

/** What only those who run the organization may see or do, and the vendor. */
export const ORGANIZATION_ADMINS: Access = {
  roles: ['PARTNER_ADMIN', 'AGENT'],
  organization: 'root',
};

/**
 * The same for a command on something that belongs to an organization. Whose it is is only known once it is found, so
 * the command itself looks at that.
 */
export const SOME_ADMINS: Access = { roles: ORGANIZATION_ADMINS.roles };

/** Says for whom a field is, among those who have reached the object whose field it is. */
export const Allow = (access: Access) => Extensions({ access });

/**
 * Marks a type of which whoever reaches an object may read every field that declares nothing. A type with such a
 * field that leads to private data is as private as that.
 */
export const Open = () => Extensions({ open: true });

/** Marks a type whose every appearance must be behind a declared access. */
export const Private = () => Extensions({ private: true });

/** The sentence that the description of a field ends with. */
export function accessInWords({ roles, scope, organization }: Access): string {
  const own = ` of the organization${organization === undefined ? ' that it belongs to' : ''}`;
  const words: Record<Role, string> = {
    ANYONE: 'anyone',
    PERSON: 'anyone who has signed in',
    SELF: 'the person itself',
    EMPLOYEE: `employees${own}`,
    PARTNER_ADMIN: `admins${own}`,
    AGENT: "the vendor's agents",
    PROGRAMME_ADMIN: "the vendor's programme admins",
    INTEGRATION: `API keys${own} with the scope ${scope ?? ''}`,
  };
  return `For: ${roles.map((role) => words[role]).join(', ')}.`;
}
