/** The limits of one request. They follow the GraphQL Foundation's advice for public APIs. */
export const LIMITS = {
  tokens: 5000,
  validationErrors: 20,
  /** Fields of an operation after fragment expansion. */
  fields: 5000,
  /** Operations and fragments of a document. */
  definitions: 100,
  /** Fields with the same response name in one selection set. */
  repetitions: 50,
  depth: 16,
  introspectionDepth: 20,
  aliases: 15,
  nestedConnections: 3,
  nestedLists: 10,
  /** Objects of one type within each other, such as an organization of a membership of an organization. */
  sameType: 5,
  cost: 20_000,
  /** Values in a body, including unused ones. */
  bodyValues: 50_000,
  listItems: 1000,
  /** Fields of one object in the variables. */
  objectFields: 100,
  /** Items and fields of all variables together. */
  variableValues: 20_000,
  variableErrors: 50,
  fieldErrors: 500,
  answerBytes: 8 * 1_048_576,
  bodyBytes: 1_048_576,
  /** Maximum total bytes of unread answers, over all connections. */
  unreadBytes: 67_108_864,
  /** Minimum speed at which a client must read an answer. */
  unreadBytesASecond: 65_536,
  querySeconds: 15,
  mutationSeconds: 60,
} as const;
