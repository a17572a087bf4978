import type { Database } from './database';
import { TABLES } from './entities';

export async function emptyTables(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    // Referencing tables are emptied first.
    const names = TABLES.map(({ options }) => options.name).toSorted(
      (a, b) => referenceDepth(b) - referenceDepth(a),
    );
    for (const name of names) await transaction.change(`DELETE FROM \`${name}\``);
  });
}

function referenceDepth(name: string): number {
  const table = TABLES.find(({ options }) => options.name === name);
  const targets = table?.options.foreignKeys?.map(({ target }) => target as string) ?? [];
  return Math.max(0, ...targets.map((target) => 1 + referenceDepth(target)));
}
