import type { Access, Role } from '../../schema/access';
import type { Viewer } from './viewer';

/** Whom it is about: no one organization or person in particular where null. */
export interface About {
  readonly organizationId: string | null;
  readonly employeeId?: string | null;
}

/** May this viewer, if it is about these? */
export function allows(access: Access, viewer: Viewer, about: About): boolean {
  return access.roles.some((role) => has(role, access, viewer, about));
}

function has(role: Role, access: Access, viewer: Viewer, about: About): boolean {
  switch (role) {
    case 'ANYONE':
      return true;
    case 'PERSON':
      return viewer.kind === 'person';
    case 'SELF': {
      const own = viewer.kind === 'person' ? (viewer.employee?.id ?? null) : null;
      return own !== null && own === about.employeeId;
    }
    case 'AGENT':
    case 'PROGRAMME_ADMIN':
      return viewer.kind === 'person' && viewer.roles.has(role);
    case 'INTEGRATION':
      return (
        viewer.kind === 'integration' &&
        access.scope !== undefined &&
        viewer.scopes.has(access.scope) &&
        isMeant(viewer.organizationId)
      );
    case 'EMPLOYEE':
    case 'PARTNER_ADMIN': {
      const affiliation = viewer.kind === 'person' ? (viewer.employee?.affiliation ?? null) : null;
      return (
        affiliation !== null &&
        (role === 'EMPLOYEE' || affiliation.isAdmin) &&
        isMeant(affiliation.organizationId)
      );
    }
  }

  function isMeant(own: string): boolean {
    return access.organization === undefined || own === about.organizationId;
  }
}
