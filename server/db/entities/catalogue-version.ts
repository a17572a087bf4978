import { EntitySchema } from 'typeorm';
import type { Day } from '../../rules';
import type { Instant } from '../instant';
import { day, document, instant, integer, orNull, text } from './columns';

export interface CatalogueVersionRow {
  number: number;
  /** The first day on which the version applies; null for version 1, which applies from the beginning of time. */
  appliesFrom: Day | null;
  publishedAt: Instant;
  publishedBy: string;
  document: string;
}

export const CatalogueVersionTable = new EntitySchema<CatalogueVersionRow>({
  name: 'catalogue_version',
  columns: {
    number: { ...integer, primary: true },
    appliesFrom: orNull(day),
    publishedAt: instant,
    publishedBy: text(255),
    document,
  },
});
