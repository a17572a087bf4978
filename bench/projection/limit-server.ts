import { createPool, type RowDataPacket } from 'mysql2/promise';
import { runLimitServer } from '../run-limit-server';
import { TODAY } from './data';
import type { SearchArguments } from './searches';

/**
 * The limit: a bare HTTP server that sends one SQL statement per search and writes the same JSON. It trusts every
 * stored span, and has no GraphQL, authentication or validation.
 */
const pool = createPool({ uri: process.argv[2] ?? '', connectionLimit: 10, dateStrings: true });

runLimitServer<SearchArguments>(async (search) => ({ organizations: { nodes: await answer(search) } }));

interface Organization {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly country: string;
}

async function answer(search: SearchArguments): Promise<readonly Organization[]> {
  const { sql, values } = statementOf(search);
  const [rows] = await pool.query<(Organization & RowDataPacket)[]>(sql, values);
  return rows.map(({ id, key, name, country }) => ({ id: `org_${id}`, key, name, country }));
}

function statementOf({ competency, level, country, after }: SearchArguments) {
  if (competency === null) {
    return {
      sql: page(
        'renewalDay',
        'member_span',
        'endangered = 1 AND renewalDay > ? AND fromDay <= ? AND lastDay >= ?',
      ),
      values: [TODAY, TODAY, TODAY],
    };
  }
  const [name, id] = after ?? [];
  return {
    sql: page(
      'searchName',
      'level_span',
      "aspect = 'ATTAINED' AND competency = ? AND level = ? AND fromDay <= ? AND lastDay >= ?" +
        (country === null ? '' : ' AND country = ?') +
        (after === null ? '' : ' AND searchName >= ? AND (searchName > ? OR organizationId > ?)'),
    ),
    values: [
      competency,
      level,
      TODAY,
      TODAY,
      ...(country === null ? [] : [country]),
      ...(after === null ? [] : [name, name, id]),
    ],
  };
}

function page(order: string, table: string, where: string): string {
  return (
    'SELECT o.id, o.`key`, o.name, o.country FROM' +
    ` (SELECT organizationId, ${order} FROM ${table} WHERE ${where} ORDER BY ${order}, organizationId LIMIT 20) AS f` +
    ` JOIN organization AS o ON o.id = f.organizationId ORDER BY f.${order}, f.organizationId`
  );
}
