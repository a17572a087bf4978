import type { Access, Role } from '../../schema/access';
import type { Viewer } from './viewer';

/** The organization and the person that a field concerns. Null if the field concerns none in particular. */
export interface AccessTarget {
  readonly organizationId: string | null;
  readonly employeeId?: string | null;
}

export function allows(access: Access, viewer: Viewer, about: AccessTarget): boolean {
  return access.roles.some((role) => hasRole(role, access, viewer, about));
}

function hasRole(role: Role, access: Access, viewer: Viewer, about: AccessTarget): boolean {
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
        isTarget(viewer.organizationId)
      );
    case 'EMPLOYEE':
    case 'PARTNER_ADMIN': {
      const affiliation = viewer.kind === 'person' ? (viewer.employee?.affiliation ?? null) : null;
      return (
        affiliation !== null &&
        (role === 'EMPLOYEE' || affiliation.isAdmin) &&
        isTarget(affiliation.organizationId)
      );
    }
  }

  function isTarget(own: string): boolean {
    return access.organization === undefined || own === about.organizationId;
  }
}
