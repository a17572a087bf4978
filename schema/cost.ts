import { Extensions } from 'type-graphql';

/** Marks a string field that may hold thousands of characters. */
export const LongText = () => Extensions({ isLong: true });

/** Sets the cost of a field in points, for fields that cost far more than the object that they return. */
export const Cost = (points: number) => Extensions({ cost: points });
