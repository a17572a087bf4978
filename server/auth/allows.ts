import type { Access, Role } from '../../schema/access';
import type { Viewer } from './viewer';

/** May this viewer, if it is about this organization (null: about none in particular)? */
export function allows(access: Access, viewer: Viewer, organizationId: string | null): boolean {
  return access.roles.some((role) => has(role, access, viewer, organizationId));
}

function has(role: Role, access: Access, viewer: Viewer, organizationId: string | null): boolean {
  switch (role) {
    case 'ANYONE':
      return true;
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
    return access.organization === undefined || own === organizationId;
  }
}
