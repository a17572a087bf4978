import type { HeldRole, Scope } from '../../schema/access';

export type Viewer = Anonymous | Person | Integration;

export interface Anonymous {
  readonly kind: 'anonymous';
}

export interface Person {
  readonly kind: 'person';
  readonly subject: string;
  readonly roles: ReadonlySet<VendorRole>;
  /** Loaded from the database, so a leaver's token gives no access to the previous organization. */
  readonly employee: { readonly id: string; readonly affiliation: Affiliation | null } | null;
}

export interface Affiliation {
  readonly organizationId: string;
  readonly isAdmin: boolean;
}

export interface Integration {
  readonly kind: 'integration';
  readonly apiKeyId: string;
  readonly organizationId: string;
  readonly scopes: ReadonlySet<Scope>;
}

export type VendorRole = Extract<HeldRole, 'AGENT' | 'PROGRAMME_ADMIN'>;

export function actorOf(viewer: Viewer): string {
  switch (viewer.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'person':
      return `person:${viewer.subject}`;
    case 'integration':
      return `key:${viewer.apiKeyId}`;
  }
}

export function rolesOf(viewer: Viewer): readonly HeldRole[] {
  switch (viewer.kind) {
    case 'anonymous':
      return [];
    case 'integration':
      return ['INTEGRATION'];
    case 'person': {
      const affiliation = viewer.employee?.affiliation ?? null;
      const partner: readonly HeldRole[] =
        affiliation === null ? [] : affiliation.isAdmin ? ['EMPLOYEE', 'PARTNER_ADMIN'] : ['EMPLOYEE'];
      return [...partner, ...viewer.roles];
    }
  }
}

export function organizationOf(viewer: Viewer): string | null {
  switch (viewer.kind) {
    case 'anonymous':
      return null;
    case 'integration':
      return viewer.organizationId;
    case 'person':
      return viewer.employee?.affiliation?.organizationId ?? null;
  }
}
