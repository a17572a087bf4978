import { SCALARS } from './generated/caches.ts';

/** The TypeScript type of each scalar, for the option `scalars` of graphql-codegen. */
export const scalars: Record<string, string> = SCALARS;
