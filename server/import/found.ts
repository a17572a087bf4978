import type { Position } from './read-lines';

/** What stands in a file, from one of its lines to another; or why it cannot be read. */
export type Found<Content> = {
  readonly line: number;
  readonly end: Position;
} & (
  { readonly content: Content; readonly fault: null } | { readonly content: null; readonly fault: string }
);
