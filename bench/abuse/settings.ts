import { worstDocuments } from './catalogues';

export interface WorstCatalogue {
  readonly document: () => object;
  /** All achievements expire within this many days after today. */
  readonly endsWithin: number;
}

/** The server that an attack targets. Each setting has its own server and database. */
export interface Setting {
  readonly name: string;
  /** Environment variables that override those of `startProduct`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The catalogue to use, with its slowest organization. Default: the built-in catalogue. */
  readonly crowd?: WorstCatalogue;
  readonly isIssuerSilent?: boolean;
}

export const ORDINARY: Setting = { name: 'a programme' };

/** Successful commands run on a database of their own, because they change the data of later attacks. */
export const CHANGED_PROGRAMME: Setting = { name: 'a programme that is changed' };

export const WITHOUT_POINTS: Setting = {
  name: 'callers without points',
  environment: { LAUREL_RATE_ANONYMOUS: '1', LAUREL_RATE_PERSON: '1' },
};

export const SILENT_ISSUER: Setting = { name: 'an issuer that does not answer', isIssuerSilent: true };

export function settingForCatalogue(name: string, endsWithin: number): Setting {
  const worst = worstDocuments().find((document) => document.name === name);
  if (worst === undefined) throw new Error(`There is no document "${name}".`);
  return { name: `catalogue: ${name}`, crowd: { document: worst.document, endsWithin } };
}
