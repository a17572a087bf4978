import { Extensions } from 'type-graphql';

/** How long a list usually is, for the cost of a request; lists of pages say so themselves. */
export const ListSize = (size: number) => Extensions({ size });
