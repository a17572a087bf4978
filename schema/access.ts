import { Extensions } from 'type-graphql';

/**
 * Roles that may read a field or run a command. An object type is `@Open()`, `@Private()`, or declares `@Allow` on each
 * field; queries and mutations always use `@Allow`. server/auth/enforce-access.ts enforces the declarations and appends
 * them to the field descriptions. A missing declaration fails the build.
 */
export type Role =
  | 'ANYONE'
  | 'PERSON'
  | 'SELF'
  /** A person who is affiliated with the organization today. */
  | 'EMPLOYEE'
  /** A person who administers the organization today. */
  | 'PARTNER_ADMIN'
  | 'AGENT'
  | 'PROGRAMME_ADMIN'
  /** An API key of the organization, with the required scope. */
  | 'INTEGRATION';

/** Roles that a viewer holds regardless of the requested field. */
export type HeldRole = Exclude<Role, 'ANYONE' | 'PERSON' | 'SELF'>;

/** Permissions of an API key; the values of the GraphQL enum `ApiKeyScope`. */
export type Scope = 'READ_ORGANIZATION';

export interface Access {
  readonly roles: readonly Role[];
  readonly scope?: Scope;
  /**
   * Location of the organization that the roles refer to: `root` (the parent object) or an argument such as
   * `input.organizationId`. Absent when the roles refer to no single organization. SELF always refers to the parent
   * object.
   */
  readonly organization?: 'root' | 'organizationId' | `input.${string}`;
  /** The field returns objects of any type and authorizes each of them separately. */
  readonly authorizesEachObject?: true;
}

export const ANYONE: Access = { roles: ['ANYONE'] };
export const PERSONS: Access = { roles: ['PERSON'] };
export const AGENTS: Access = { roles: ['AGENT'] };
/** Everyone who works for the vendor. */
export const VENDOR: Access = { roles: ['AGENT', 'PROGRAMME_ADMIN'] };
export const PROGRAMME_ADMINS: Access = { roles: ['PROGRAMME_ADMIN'] };

export const OWN_ORGANIZATION: Access = {
  roles: ['EMPLOYEE', 'PARTNER_ADMIN', 'AGENT', 'INTEGRATION'],
  scope: 'READ_ORGANIZATION',
  organization: 'root',
};

export const OWN_PEOPLE: Access = { ...OWN_ORGANIZATION, roles: ['SELF', ...OWN_ORGANIZATION.roles] };

export const SELF_AND_ADMINS: Access = {
  roles: ['SELF', 'PARTNER_ADMIN', 'AGENT'],
  organization: 'root',
};

export const SELF_AND_AGENTS: Access = { roles: ['SELF', 'AGENT'] };

export const ORGANIZATION_ADMINS: Access = {
  roles: ['PARTNER_ADMIN', 'AGENT'],
  organization: 'root',
};

/**
 * Access to commands that name an object instead of its organization. The owning organization is known only after the
 * lookup, so the command itself checks access.
 */
export const OWNER_ADMINS: Access = { roles: ORGANIZATION_ADMINS.roles };

/** Declares which viewers may read the field, among those who can reach the object. */
export const Allow = (access: Access) => Extensions({ access });

/**
 * Marks a type whose fields without `@Allow` are readable by every viewer who can reach the object. If one of these
 * fields leads to private data, the type counts as private, too.
 */
export const Open = () => Extensions({ open: true });

/** Marks a type that may appear only behind a field with declared access. */
export const Private = () => Extensions({ private: true });

export function describeAccess({ roles, scope, organization }: Access): string {
  const suffix = ` of the organization${organization === undefined ? ' concerned' : ''}`;
  const labels: Record<Role, string> = {
    ANYONE: 'anyone',
    PERSON: 'anyone who has signed in',
    SELF: 'the person concerned',
    EMPLOYEE: `employees${suffix}`,
    PARTNER_ADMIN: `admins${suffix}`,
    AGENT: "the vendor's agents",
    PROGRAMME_ADMIN: "the vendor's programme admins",
    INTEGRATION: `API keys${suffix} with the scope ${scope ?? ''}`,
  };
  return `For: ${roles.map((role) => labels[role]).join(', ')}.`;
}
