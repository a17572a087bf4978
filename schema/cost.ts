import { Extensions } from 'type-graphql';

/** Marks a text that may have thousands of characters. */
export const LongText = () => Extensions({ isLong: true });

/** What a field costs by itself, in points: where that is far more than the one object that it answers with. */
export const Cost = (points: number) => Extensions({ cost: points });
