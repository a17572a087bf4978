import type { Position } from './read-lines';

/** The content of one or more lines of a file, or the reason why they cannot be read. */
export type ParseResult<Content> = {
  readonly line: number;
  readonly end: Position;
} & (
  { readonly content: Content; readonly fault: null } | { readonly content: null; readonly fault: string }
);
