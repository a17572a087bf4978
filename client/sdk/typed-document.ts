import { printDocument, type DocumentNode } from './print-document.ts';

/** Carries the types of the variables and the result. Code generators use the same property name. */
export interface DocumentTypes<Result, Variables> {
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/**
 * A document of the caller: a `TypedDocumentString`, a `TypedDocumentNode` of any code generator, or a string with an
 * unknown result type.
 */
export type TypedDocument<Result, Variables> = DocumentTypes<Result, Variables> & (DocumentNode | WithText);

interface WithText {
  toString(): string;
}

/**
 * The text of an operation with the types of its variables and result. Some code generators emit an equivalent class.
 * In a document written by hand, state the types: `new TypedDocumentString<Result, Variables>('query …')`.
 */
export class TypedDocumentString<Result, Variables> implements DocumentTypes<Result, Variables> {
  declare readonly __apiType?: (variables: Variables) => Result;
  readonly #parts: readonly string[];

  /** The fragments of an operation may be passed as separate strings. */
  constructor(text: string | readonly string[]) {
    this.#parts = typeof text === 'string' ? [text] : text;
  }

  toString(): string {
    return this.#parts.join(' ');
  }
}

export function textOf(document: DocumentNode | WithText): string {
  return typeof document === 'object' && 'definitions' in document
    ? printDocument(document)
    : document.toString();
}
