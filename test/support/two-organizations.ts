import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { DATABASES } from './databases';
import { storeOrganizations, storePerson } from './facts';
import { startTestServer, type TestServer } from './test-server';

export class TwoOrganizations {
  server!: TestServer;
  admin!: string;
  member!: string;
  otherAdmin!: string;
  agent!: string;
  /** The current time of the server. A test can change it. */
  clock!: Date;
}

/** The organizations `own` and `other` on a server of their own. Each test begins on 2026-03-02 at 10:00 UTC. */
export function twoOrganizationsOn(kind: (typeof DATABASES)[number]): TwoOrganizations {
  const two = new TwoOrganizations();
  const resetClock = () => {
    two.clock = new Date('2026-03-02T10:00:00.000Z');
  };
  beforeAll(async () => {
    resetClock();
    const server = await startTestServer(kind, { clock: () => two.clock });
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' });
    await storePerson(server.database, 'admin', { organizationId: 'own', role: 'ADMIN' });
    await storePerson(server.database, 'otherAdmin', { organizationId: 'other', role: 'ADMIN' });
    await storePerson(server.database, 'member', { organizationId: 'own' });
    const [admin, otherAdmin, member, agent] = await Promise.all([
      server.person('admin'),
      server.person('otherAdmin'),
      server.person('member'),
      server.person('agent', ['agent']),
    ]);
    Object.assign(two, { server, admin, otherAdmin, member, agent });
  });
  beforeEach(resetClock);
  afterAll(() => two.server.stop());
  return two;
}
