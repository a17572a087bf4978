import { printDocument, type DocumentNode } from './print-document.ts';

/** What tells the compiler of the variables and the result of a document: the codegens' own name for it. */
export interface Typed<Result, Variables> {
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/**
 * A document of the caller's own: a `TypedDocumentString`, a `TypedDocumentNode` of any codegen, or a text whose
 * result nobody knows.
 */
export type TypedDocument<Result, Variables> = Typed<Result, Variables> & (DocumentNode | WithText);

interface WithText {
  toString(): string;
}

/**
 * The text of an operation that knows the types of its variables and its result. Codegens write their own; one that
 * is written by hand says its types itself: `new TypedDocumentString<Result, Variables>('query …')`.
 */
export class TypedDocumentString<Result, Variables> implements Typed<Result, Variables> {
  declare readonly __apiType?: (variables: Variables) => Result;
  readonly #parts: readonly string[];

  /** Fragments that an operation spreads may be texts of their own. */
  constructor(text: string | readonly string[]) {
    this.#parts = typeof text === 'string' ? [text] : text;
  }

  toString(): string {
    return this.#parts.join(' ');
  }
}

/** The text that goes over the wire. */
export function textOf(document: DocumentNode | WithText): string {
  return typeof document === 'object' && 'definitions' in document
    ? printDocument(document)
    : document.toString();
}
