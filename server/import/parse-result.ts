import type { Reason } from '../messages/refusal-values';
import type { Position } from './read-lines';

export type ParseResult<Content> = {
  readonly line: number;
  readonly end: Position;
} & (
  { readonly content: Content; readonly fault: null } | { readonly content: null; readonly fault: Reason }
);
