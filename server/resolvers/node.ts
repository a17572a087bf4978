import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { AGENTS, Allow, ANYONE, ORGANIZATION_ADMINS } from '../../schema/access';
import { readGlobalId, type NodeType } from '../../schema/global-id';
import { Node } from '../../schema/node';
import { allows } from '../auth/allows';
import { say } from '../messages';
import { BadInput } from '../request/bad-input';
import type { Context } from '../request/context';
import { presentApiKey } from './present-api-key';
import { presentAuditEntry } from './present-audit-entry';
import { presentCatalogue } from './present-catalogue';
import { presentOrganization } from './present-organization';

const NODES_MOST = 100;

@Resolver()
export class NodeResolver {
  @Allow({ ...ANYONE, eachObject: true })
  @Query(() => Node, {
    nullable: true,
    description: 'The object with an id; null when there is none that you may see.',
  })
  node(
    @Arg('id', () => ID, { description: 'The id of any object.' }) id: string,
    @Ctx() context: Context,
  ): Promise<object | null> {
    return find(context, id);
  }

  @Allow({ ...ANYONE, eachObject: true })
  @Query(() => [Node], {
    nullable: 'items',
    description:
      'The objects with these ids, in their order; null for each that there is not, or that you may not see.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: `The ids of any objects: at most ${NODES_MOST}.` })
    ids: readonly string[],
    @Ctx() context: Context,
  ): Promise<readonly (object | null)[]> {
    if (ids.length > NODES_MOST)
      throw new BadInput(say('nodes.tooMany', { count: ids.length, most: NODES_MOST }));
    return Promise.all(ids.map((id) => find(context, id)));
  }
}

function find(context: Context, globalId: string): Promise<object | null> {
  const read = readGlobalId(globalId);
  return read === null ? Promise.resolve(null) : FINDERS[read.type](context, read.id, globalId);
}

type Finder = (context: Context, id: string, globalId: string) => Promise<object | null>;

/** How each type is found, for whoever may see it; a type without a line does not compile. */
const FINDERS: Readonly<Record<NodeType, Finder>> = {
  Organization: async ({ load }, id) => {
    const row = await load.organization.load(id);
    return row && presentOrganization(row);
  },
  ApiKey: async ({ load, viewer }, id) => {
    const row = await load.apiKey.load(id);
    return row !== null && allows(ORGANIZATION_ADMINS, viewer, row.organizationId)
      ? presentApiKey(row)
      : null;
  },
  AuditEntry: async ({ load, viewer }, id) => {
    const row = await load.auditEntry.load(id);
    return row !== null && allows(AGENTS, viewer, row.organizationId) ? presentAuditEntry(row) : null;
  },
  Catalogue: inCatalogue,
  Center: inCatalogue,
  Competency: inCatalogue,
  AttainmentPath: inCatalogue,
  Credential: inCatalogue,
  Metric: inCatalogue,
  Offer: inCatalogue,
  Benefit: inCatalogue,
};

/** Objects of the catalogue carry the number of their version in their id. */
async function inCatalogue(context: Context, id: string, globalId: string): Promise<object | null> {
  const version = (await context.catalogues()).find(
    ({ version: number }) => String(number) === id.split('_', 1)[0],
  );
  return version === undefined ? null : (presentCatalogue(version).nodes.get(globalId) ?? null);
}
