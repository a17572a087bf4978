import type { Reader } from '../../server/db/database';
import { cursorWriter } from '../../server/request/list';
import { LEVELS, type Level } from '../../server/rules';
import { COUNTRIES, TODAY } from './data';

const NODES = 'nodes { id key name country }';
const PAGE = 20;
const RATIO = 0.6;

/** What one request asks for, as the hand-written server is asked. */
export interface Asked {
  /** Null: whoever is at risk, by the day of renewal. */
  readonly competency: string | null;
  readonly level: Level;
  readonly country: string | null;
  /** The name and the id after which the page begins. */
  readonly after: readonly [name: string, id: string] | null;
}

export interface Search {
  readonly name: string;
  readonly goal: number;
  readonly document: string;
  /** Other arguments in turn, so that nothing is answered from what was just read. */
  readonly asked: readonly Asked[];
}

const BY_LEVEL = `query ($competency: String!, $level: Level!, $country: String, $after: String) {
  organizations(first: ${PAGE}, after: $after, filter: { attained: { competency: $competency, atLeast: $level }, country: $country }) { ${NODES} }
}`;
const AT_RISK = `{ organizations(first: ${PAGE}, orderBy: RENEWAL_DAY, filter: { atRisk: true }) { ${NODES} } }`;

/** The four searches over what is stored; only competencies that somebody has attained are asked for. */
export async function searchesOver(reader: Reader): Promise<readonly Search[]> {
  const held = await reader.rows<{ competency: string; level: Level; holders: number }>(
    "SELECT competency, level, COUNT(*) AS holders FROM level_span WHERE aspect = 'ATTAINED'" +
      ' AND fromDay <= ? AND lastDay >= ? GROUP BY competency, level ORDER BY competency, level',
    [TODAY, TODAY],
  );
  const asked: Asked[] = held.map(({ competency, level }) => ({
    competency,
    level,
    country: null,
    after: null,
  }));
  const deep: Asked[] = [];
  for (const { competency, level, holders } of held) {
    const [place] = await reader.rows<{ searchName: string; organizationId: string }>(
      "SELECT searchName, organizationId FROM level_span WHERE aspect = 'ATTAINED' AND competency = ? AND level = ?" +
        ' AND fromDay <= ? AND lastDay >= ? ORDER BY searchName, organizationId LIMIT 1 OFFSET ?',
      [competency, level, TODAY, TODAY, Math.floor(holders * 0.9)],
    );
    if (place === undefined) throw new Error(`Nobody holds ${competency}.`);
    deep.push({ competency, level, country: null, after: [place.searchName, place.organizationId] });
  }
  const inCountries = asked.flatMap((one) => COUNTRIES.map((country) => ({ ...one, country })));
  return [
    { name: 'competency and level', goal: RATIO, document: BY_LEVEL, asked },
    { name: 'with country', goal: RATIO, document: BY_LEVEL, asked: inCountries },
    {
      name: 'at risk by renewal',
      goal: RATIO,
      document: AT_RISK,
      asked: [{ competency: null, level: LEVELS[0], country: null, after: null }],
    },
    { name: 'a deep page', goal: RATIO, document: BY_LEVEL, asked: deep },
  ];
}

const cursorOf = cursorWriter<{ searchName: string; id: string }>({
  name: 'organizations',
  orderBy: { searchName: 'text', id: 'text' },
});

export function variablesOf({ after, ...asked }: Asked): object {
  const [searchName, id] = after ?? [];
  return {
    ...asked,
    after: searchName === undefined || id === undefined ? null : cursorOf({ searchName, id }),
  };
}
