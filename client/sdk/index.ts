import { connect, type ClientOptions, type Connection } from './connect.ts';
import { methodsOf, type Methods } from './methods.ts';

export * from './generated/operations.ts';
export * from './errors.ts';
export { connect } from './connect.ts';
export type { RequestIdentity } from './response.ts';
export type {
  DataWithRequest,
  Arguments,
  CallOptions,
  ClientOptions,
  CommandOptions,
  Connection,
  Secret,
} from './connect.ts';
export type { Fetch, FetchRequest, FetchResponse } from './fetch.ts';
export { List } from './list.ts';
export type { LoadPage, ConnectionPage, ListOptions, Page } from './list.ts';
export type { Methods } from './methods.ts';
export * from './methods/achievements.ts';
export * from './methods/affiliations.ts';
export * from './methods/api-keys.ts';
export * from './methods/audit-entries.ts';
export * from './methods/benefits.ts';
export * from './methods/catalogue.ts';
export * from './methods/centers.ts';
export * from './methods/competencies.ts';
export * from './methods/credentials.ts';
export * from './methods/employees.ts';
export * from './methods/invitations.ts';
export * from './methods/memberships.ts';
export * from './methods/metrics.ts';
export * from './methods/months.ts';
export * from './methods/offers.ts';
export * from './methods/organizations.ts';
export * from './methods/overrides.ts';
export * from './methods/policy.ts';
export * from './methods/viewer.ts';
export type { Retries } from './retries.ts';
export { TypedDocumentString } from './typed-document.ts';
export type { DocumentTypes, TypedDocument } from './typed-document.ts';
export type {
  OptionalVariables,
  Command,
  SuccessPayload,
  HasInput,
  OrganizationQuery,
  Payload,
  ReturningOptions,
  ThrowingOptions,
} from './method-helpers.ts';

/** A typed client of a Laurel server, with methods by noun and `request` for your own documents. */
export type Client = Connection & Methods;

/** Creates a client with all methods. For a smaller bundle, load single nouns: `organizations(connect({ … }))`. */
export function createClient(options: ClientOptions): Client {
  const connection = connect(options);
  return { ...connection, ...methodsOf(connection) };
}
