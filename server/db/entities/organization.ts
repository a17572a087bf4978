import { EntitySchema } from 'typeorm';
import type { MarketClass } from '../../rules';
import type { Instant } from '../instant';
import { instant, integer, orNull, paragraph, primaryId, text, version } from './columns';

export interface OrganizationRow {
  id: string;
  key: string;
  name: string;
  searchName: string;
  market: MarketClass;
  /** ISO 3166-1 alpha-2. */
  country: string;
  city: string;
  description: string;
  website: string | null;
  /** BCP 47 tags, joined by commas. */
  languages: string;
  createdAt: Instant;
  version: number;
  /** The programme edition of the organization's stored spans (server/projection/); 0 if it has none. */
  edition: number;
  /**
   * Hundreds of people, achievements, overrides and monthly amounts, rounded up. Determines the cost of evaluations.
   */
  size: number;
}

export const OrganizationTable = new EntitySchema<OrganizationRow>({
  name: 'organization',
  columns: {
    id: primaryId,
    key: text(80),
    name: text(200),
    searchName: text(200),
    market: text(10),
    country: text(2),
    city: text(100),
    description: paragraph,
    website: orNull(text(500)),
    languages: text(500),
    createdAt: instant,
    version,
    // The only columns with defaults: a new organization has no spans yet, and the smallest size.
    edition: { ...integer, default: 0 },
    size: { ...integer, default: 1 },
  },
  indices: [
    { name: 'organization_key', columns: ['key'], unique: true },
    { name: 'organization_search_name', columns: ['searchName', 'id'] },
    { name: 'organization_country', columns: ['country', 'searchName', 'id'] },
    { name: 'organization_edition', columns: ['edition', 'id'] },
  ],
});
