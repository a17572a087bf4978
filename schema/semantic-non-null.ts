import { Extensions } from 'type-graphql';

/**
 * Marks a nullable field that is null only beside an error. Clients that throw errors can treat it as non-null:
 * server/schema-directives.ts writes it into the contract as `@semanticNonNull`.
 */
export const SemanticNonNull = () => Extensions({ semanticNonNull: true });
