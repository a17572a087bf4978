import { connect, type ClientOptions, type Connection } from './connect.ts';
import { methodsOf, type Methods } from './methods.ts';

export * from './generated/operations.ts';
export * from './errors.ts';
export { connect } from './connect.ts';
export type { CallOptions, ClientOptions, CommandOptions, Connection, Secret } from './connect.ts';
export type { Fetch, FetchRequest, FetchResponse } from './fetch.ts';
export { List } from './list.ts';
export type { ListOptions, Page } from './list.ts';
export type { Retries } from './retries.ts';
export { TypedDocumentString } from './typed-document.ts';
export type { TypedDocument } from './typed-document.ts';
export type { Command, Done, ReturningOptions, ThrowingOptions } from './verbs.ts';

/** A typed client of a Laurel server: methods by noun, and `request` for documents of your own. */
export type Client = Connection & Methods;

export function createClient(options: ClientOptions): Client {
  return { ...connect(options), ...methodsOf(options) };
}
