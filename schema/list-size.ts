import { Extensions } from 'type-graphql';

/** Declares the typical length of an unpaged list, for estimating the cost of a request. */
export const ListSize = (size: number) => Extensions({ size });
