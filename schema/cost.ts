import { Extensions } from 'type-graphql';

/** What a field costs by itself, in points: where that is far more than the one object that it answers with. */
export const Cost = (points: number) => Extensions({ cost: points });
