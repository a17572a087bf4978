import { readCatalogue } from '../catalogue/read-catalogue';
import { sentenceOf } from '../catalogue/problem';
import type { Reader } from '../db/database';
import type { CatalogueVersionRow } from '../db/entities';
import type { Catalogue } from '../rules';

/**
 * All versions of the catalogue, oldest first. A version never changes once it is stored, so each is read
 * once; whether a newer one has come, from this server or another, costs one small statement a request.
 */
export class Catalogues {
  #versions: readonly Catalogue[] = [];

  /** What has been read so far. A version never goes away, so what one of these has need not be asked for anew. */
  get known(): readonly Catalogue[] {
    return this.#versions;
  }

  async upToDate(reader: Reader): Promise<readonly Catalogue[]> {
    const [row] = await reader.rows<{ newest: number | null }>(
      'SELECT MAX(number) AS newest FROM catalogue_version',
    );
    const known = this.#versions.at(-1)?.version ?? 0;
    if ((row?.newest ?? 0) > known) {
      const rows = await reader.rows<CatalogueVersionRow>(
        'SELECT * FROM catalogue_version WHERE number > ? ORDER BY number',
        [known],
      );
      const fresh = rows.map(read);
      // Two requests may have asked at once; what the other one added stays as it is.
      const have = new Set(this.#versions.map(({ version }) => version));
      this.#versions = [...this.#versions, ...fresh.filter(({ version }) => !have.has(version))];
    }
    return this.#versions;
  }
}

function read({ number, appliesFrom, document }: CatalogueVersionRow): Catalogue {
  const { catalogue, problems } = readCatalogue(JSON.parse(document), number);
  if (catalogue === null) {
    throw new Error(
      `Version ${number} of the catalogue cannot be read: ${problems.map(sentenceOf).join(' ')}`,
    );
  }
  return { ...catalogue, appliesFrom };
}
