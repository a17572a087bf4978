import { demoIssuer, type DemoIssuer } from './auth/demo-issuer';
import { apiKeyHint } from './auth/api-key-format';
import { hashSecret } from './auth/secret';
import type { Config } from './config';
import type { Database } from './db/database';
import { LOAD_DEMO, loadDemo } from './demo/load-demo';
import { DEMO_ORGANIZATION, PERSONAS } from './demo/personas';
import { ApiKeyTable } from './db/entities';
import { instant } from './db/instant';
import { newId } from './db/new-id';
import type { FirstTab } from './http/first-tab';
import { PlainError } from './messages/plain-error';
import type { Day } from './rules';

export interface Demo {
  readonly issuer: DemoIssuer;
  readonly credentials: readonly { readonly persona: string; readonly authorization: string }[];
  readonly firstTab: FirstTab;
}

export async function prepareDemo(config: Config, database: Database, today: Day, now: Date): Promise<Demo> {
  if (!(await hasOrganizations(database))) await loadDemo(database, today, now);
  const issuer = await demoIssuer(config.demoFolder);
  await storeDemoKey(database, issuer.apiKey, now);
  const people = await Promise.all(
    Object.values(PERSONAS).map(async ({ subject, name, roles }) => ({
      persona: `${subject} (${name})`,
      authorization: `Bearer ${await issuer.sign(subject, roles)}`,
    })),
  );
  const agent = people.find(({ persona }) => persona.startsWith(PERSONAS.agent.subject));
  return {
    issuer,
    credentials: [
      ...people,
      {
        persona: `demo-integration (a program of ${DEMO_ORGANIZATION})`,
        authorization: `Bearer ${issuer.apiKey}`,
      },
    ],
    firstTab: { document: FIRST_QUERY, headers: { Authorization: agent?.authorization ?? '' } },
  };
}

/** Refuses to serve a real programme in demo mode, because anyone can use demo tokens. */
export async function requireDemo(database: Database): Promise<void> {
  if (!(await hasOrganizations(database))) return;
  const [marker] = await database.rows('SELECT id FROM audit_entry WHERE command = ? LIMIT 1', [LOAD_DEMO]);
  if (marker !== undefined) return;
  throw new PlainError(
    `The database ${database.place} holds a programme that is not a demonstration. Start it with LAUREL_DEMO=false, or name another database with LAUREL_DATABASE.`,
  );
}

async function hasOrganizations(database: Database): Promise<boolean> {
  const [organization] = await database.rows('SELECT id FROM organization LIMIT 1');
  return organization !== undefined;
}

const FIRST_QUERY = `# You are signed in as an agent of the vendor. The token is in the headers.
query FirstLook {
  viewer {
    subject
    roles
  }
  organizations(first: 5) {
    totalCount
    nodes {
      name
      city
      country
      market
    }
  }
  competency(key: "devops") {
    name
    rules {
      paths(level: SILVER) {
        name
        requirements {
          ... on PeopleRequirement {
            groups {
              count
            }
          }
        }
      }
    }
  }
}
`;

async function storeDemoKey(database: Database, secret: string, now: Date): Promise<void> {
  const hash = hashSecret(secret);
  const [stored] = await database.rows('SELECT id FROM api_key WHERE hash = ?', [hash]);
  const [home] = await database.rows<{ id: string }>('SELECT id FROM organization WHERE `key` = ?', [
    DEMO_ORGANIZATION,
  ]);
  if (stored !== undefined || home === undefined) return;
  await database.transaction((transaction) =>
    transaction.insert(ApiKeyTable, {
      id: newId(now),
      organizationId: home.id,
      name: 'Demo integration',
      hint: apiKeyHint(secret),
      hash,
      scopes: 'READ_ORGANIZATION',
      origin: 'DEMO',
      createdAt: instant(now),
      createdBy: 'server',
      expiresAt: null,
      ownEnd: null,
      lastUsedAt: null,
      revokedAt: null,
    }),
  );
}
