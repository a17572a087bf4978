import type { Reader } from '../../server/db/database';
import { cursorWriter } from '../../server/request/cursor';
import { LEVELS, type Level } from '../../server/rules';
import { COUNTRIES, TODAY } from './data';

const NODES = 'nodes { id key name country }';
const PAGE = 20;
const RATIO = 0.6;

/** The arguments of one request, as the limit receives them. */
export interface SearchArguments {
  /** Null to search for organizations at risk, ordered by renewal day. */
  readonly competency: string | null;
  readonly level: Level;
  readonly country: string | null;
  /** The search name and the id after which the page begins. */
  readonly after: readonly [name: string, id: string] | null;
}

export interface Search {
  readonly name: string;
  readonly goal: number;
  readonly document: string;
  /** Each request uses the next arguments, so that no answer comes from a cache. */
  readonly arguments: readonly SearchArguments[];
}

const BY_LEVEL = `query ($competency: String!, $level: Level!, $country: String, $after: String) {
  organizations(first: ${PAGE}, after: $after, filter: { attained: { competency: $competency, atLeast: $level }, country: $country }) { ${NODES} }
}`;
const AT_RISK = `{ organizations(first: ${PAGE}, orderBy: RENEWAL_DAY, filter: { atRisk: true }) { ${NODES} } }`;

export async function searchesOver(reader: Reader): Promise<readonly Search[]> {
  const attained = await reader.rows<{ competency: string; level: Level; holders: number }>(
    "SELECT competency, level, COUNT(*) AS holders FROM level_span WHERE aspect = 'ATTAINED'" +
      ' AND fromDay <= ? AND lastDay >= ? GROUP BY competency, level ORDER BY competency, level',
    [TODAY, TODAY],
  );
  const asked: SearchArguments[] = attained.map(({ competency, level }) => ({
    competency,
    level,
    country: null,
    after: null,
  }));
  const deep: SearchArguments[] = [];
  for (const { competency, level, holders } of attained) {
    const [start] = await reader.rows<{ searchName: string; organizationId: string }>(
      "SELECT searchName, organizationId FROM level_span WHERE aspect = 'ATTAINED' AND competency = ? AND level = ?" +
        ' AND fromDay <= ? AND lastDay >= ? ORDER BY searchName, organizationId LIMIT 1 OFFSET ?',
      [competency, level, TODAY, TODAY, Math.floor(holders * 0.9)],
    );
    if (start === undefined) throw new Error(`No organization holds ${competency}.`);
    deep.push({ competency, level, country: null, after: [start.searchName, start.organizationId] });
  }
  const inCountries = asked.flatMap((one) => COUNTRIES.map((country) => ({ ...one, country })));
  return [
    { name: 'competency and level', goal: RATIO, document: BY_LEVEL, arguments: asked },
    { name: 'with country', goal: RATIO, document: BY_LEVEL, arguments: inCountries },
    {
      name: 'at risk by renewal',
      goal: RATIO,
      document: AT_RISK,
      arguments: [{ competency: null, level: LEVELS[0], country: null, after: null }],
    },
    { name: 'a deep page', goal: RATIO, document: BY_LEVEL, arguments: deep },
  ];
}

const cursorOf = cursorWriter<{ searchName: string; id: string }>({
  name: 'organizations',
  orderBy: { searchName: 'text', id: 'text' },
});

export function variablesOf({ after, ...asked }: SearchArguments): object {
  const [searchName, id] = after ?? [];
  return {
    ...asked,
    after: searchName === undefined || id === undefined ? null : cursorOf({ searchName, id }),
  };
}
