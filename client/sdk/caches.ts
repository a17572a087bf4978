import { EMBEDDED_LISTS, EMBEDDED_TYPES, PAGED_FIELDS, POSSIBLE_TYPES } from './generated/caches.ts';
import { mergeEmbedded, mergeEmbeddedLists, type MergeOptions } from './merge-embedded.ts';
import { mergePages, type PagingOptions } from './merge-pages.ts';

// The settings of normalized caches. They need no library, and fit the options of Apollo Client and of Graphcache.

/** The object types of each interface, for Apollo Client and Graphcache. */
export const possibleTypes: Record<string, string[]> = POSSIBLE_TYPES;

interface FieldPolicy {
  readonly keyArgs?: string[];
  readonly merge: (existing: unknown, incoming: unknown, options: MergeOptions & PagingOptions) => unknown;
}

interface TypePolicy {
  readonly merge?: (existing: unknown, incoming: unknown, options: MergeOptions) => unknown;
  readonly fields?: Record<string, FieldPolicy>;
}

/**
 * Policies for Apollo's `InMemoryCache`: pages of a list are joined, and different fields of an object without an id are
 * kept together.
 */
export const typePolicies: Record<string, TypePolicy> = apolloPolicies();

/** Keys for Graphcache. Objects without an id are parts of the object that contains them. */
export const keys: Record<string, () => null> = Object.fromEntries(
  EMBEDDED_TYPES.map((type) => [type, () => null]),
);

function apolloPolicies(): Record<string, TypePolicy> {
  const names = new Set([...EMBEDDED_TYPES, ...Object.keys(PAGED_FIELDS), ...Object.keys(EMBEDDED_LISTS)]);
  const embedded = new Set(EMBEDDED_TYPES);
  return Object.fromEntries(
    [...names].map((type) => [
      type,
      { ...(embedded.has(type) && { merge: mergeEmbedded }), fields: fieldPolicies(type) },
    ]),
  );
}

function fieldPolicies(type: string): Record<string, FieldPolicy> {
  const policies: Record<string, FieldPolicy> = {};
  for (const field of EMBEDDED_LISTS[type] ?? []) policies[field] = { merge: mergeEmbeddedLists };
  for (const [field, selecting] of Object.entries(PAGED_FIELDS[type] ?? {}))
    policies[field] = { keyArgs: [...selecting], merge: mergePages };
  return policies;
}
