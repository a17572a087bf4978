import { Extensions } from 'type-graphql';

/** Declares the typical length of an unpaged list, which the cost of a request depends on. */
export const ListSize = (size: number) => Extensions({ size });
