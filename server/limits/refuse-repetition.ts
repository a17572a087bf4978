import { Kind, type ASTVisitor, type SelectionSetNode } from 'graphql';
import { validationAbortedError } from 'graphql/validation/validationAbortedError';
import { LIMITS } from './limits';

/**
 * Aborts slow validations at the start. The overlapping-fields rule compares all pairs of fragments, and all pairs of fields
 * with one response name.
 */
export function refuseRepetition(): ASTVisitor {
  return {
    Document({ definitions }) {
      if (definitions.length > LIMITS.definitions) throw validationAbortedError;
      const isRepetitive = definitions.some(
        (definition) => 'selectionSet' in definition && repeats(definition.selectionSet),
      );
      if (isRepetitive) throw validationAbortedError;
    },
  };
}

/** Finds a selection set that repeats a response name too often. Inline fragments count as part of their parent. */
function repeats(outermost: SelectionSetNode): boolean {
  const waiting = [{ selections: outermost.selections, counts: new Map<string, number>() }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { counts } = next;
    for (const selection of next.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        waiting.push({ selections: selection.selectionSet.selections, counts });
        continue;
      }
      const key = (selection.alias ?? selection.name).value;
      const count = (counts.get(key) ?? 0) + 1;
      if (count > LIMITS.repetitions) return true;
      counts.set(key, count);
      const selections = selection.selectionSet?.selections ?? [];
      waiting.push({ selections, counts: new Map() });
    }
  }
  return false;
}
