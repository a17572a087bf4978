import type { CommandCall } from '../../server/commands/run-command';
import type { Database } from '../../server/db/database';
import { KnownVersions } from '../../server/catalogue/known-versions';
import { TODAY } from './data';

export function callOf(database: Database): CommandCall {
  const programme = new KnownVersions();
  return {
    viewer: {
      kind: 'person',
      subject: 'bench',
      roles: new Set(['AGENT', 'PROGRAMME_ADMIN']),
      employee: null,
    },
    now: new Date(`${TODAY}T12:00:00Z`),
    today: TODAY,
    database,
    catalogues: () => programme.versions(database),
  };
}
