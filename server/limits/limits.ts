/** What one request may ask for, in the spirit of the GraphQL Foundation's advice for APIs of third parties. */
export const LIMITS = {
  tokens: 5000,
  validationErrors: 20,
  /** Fields of an operation after its fragments have been spread. */
  fields: 5000,
  /** Operations and fragments of a document. */
  definitions: 100,
  /** Fields of one response name in a selection. */
  repetitions: 50,
  depth: 16,
  introspectionDepth: 20,
  aliases: 15,
  nestedConnections: 3,
  cost: 20_000,
  /** Values of a body, also of what no variable takes. */
  bodyValues: 50_000,
  /** Items of one list in the variables. */
  listItems: 1000,
  /** Fields of one object in the variables. */
  objectFields: 100,
  /** Items and fields of all variables together. */
  variableValues: 20_000,
  variableErrors: 50,
  /** Fields of one answer that may fail. */
  fieldErrors: 500,
  answerBytes: 8 * 1_048_576,
  bodyBytes: 1_048_576,
  /** Maximum total of unread answers over all connections. */
  unreadBytes: 67_108_864,
  /** How slowly a client may read a long answer. */
  unreadBytesASecond: 65_536,
  querySeconds: 15,
  mutationSeconds: 60,
} as const;
