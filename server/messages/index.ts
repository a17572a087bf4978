import type { Level } from '../rules';
import { en } from './en';

export type MessageKey = keyof typeof en;

/** The names in braces of a sentence. */
type Blanks<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Blanks<Rest>
  : never;

type Values<Key extends MessageKey> = { readonly [Name in Blanks<(typeof en)[Key]>]: string | number };

/** The sentence of a key, with its blanks filled in; a blank that is left out does not compile. */
export function say<Key extends MessageKey>(
  key: Key,
  ...[values]: [Blanks<(typeof en)[Key]>] extends [never] ? [] : [values: Values<Key>]
): string {
  const filled: Readonly<Record<string, string | number>> = values ?? {};
  return en[key].replace(/\{(\w+)\}/g, (blank, name: string) => String(filled[name] ?? blank));
}

export function levelInWords(level: Level | null): string {
  return say(level === null ? 'level.none' : `level.${level}`);
}
