import { worstDocuments } from './catalogues';

export interface WorstCatalogue {
  readonly document: () => object;
  /** All achievements expire within this many days after today. */
  readonly endsWithin: number;
}

/** A server, with its own database, on which attacks run. */
export interface Setting {
  readonly name: string;
  /** Settings of the server that differ from those of the other benchmarks. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The catalogue of the programme, with its slowest organization; absent: the built-in catalogue. */
  readonly crowd?: WorstCatalogue;
  /** The issuer of tokens accepts connections and never answers. */
  readonly isIssuerSilent?: boolean;
}

export const ORDINARY: Setting = { name: 'a programme' };

/** Successful commands change the data of later attacks, so they run on their own database. */
export const CHANGED_PROGRAMME: Setting = { name: 'a programme that is changed' };

export const WITHOUT_POINTS: Setting = {
  name: 'callers without points',
  environment: { LAUREL_RATE_ANONYMOUS: '1', LAUREL_RATE_PERSON: '1' },
};

export const SILENT_ISSUER: Setting = { name: 'an issuer that does not answer', isIssuerSilent: true };

/** A programme with one of the worst catalogues, in which all achievements expire within `endsWithin` days. */
export function underCatalogue(name: string, endsWithin: number): Setting {
  const worst = worstDocuments().find((document) => document.name === name);
  if (worst === undefined) throw new Error(`There is no document "${name}".`);
  return { name: `catalogue: ${name}`, crowd: { document: worst.document, endsWithin } };
}
