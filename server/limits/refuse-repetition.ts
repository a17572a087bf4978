import { Kind, type ASTVisitor, type SelectionSetNode } from 'graphql';
import { validationAbortedError } from 'graphql/validation/validationAbortedError';
import { LIMITS } from './limits';

/**
 * Aborts validations that would be slow. The overlapping-fields rule compares all pairs of fragments and all pairs of
 * fields with the same response name.
 */
export function refuseRepetition(): ASTVisitor {
  return {
    Document({ definitions }) {
      if (definitions.length > LIMITS.definitions) throw validationAbortedError;
      const isRepetitive = definitions.some(
        (definition) => 'selectionSet' in definition && hasRepetition(definition.selectionSet),
      );
      if (isRepetitive) throw validationAbortedError;
    },
  };
}

/** Inline fragments count as part of their parent selection set. */
function hasRepetition(selectionSet: SelectionSetNode): boolean {
  const pending = [{ selections: selectionSet.selections, counts: new Map<string, number>() }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { counts } = next;
    for (const selection of next.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        pending.push({ selections: selection.selectionSet.selections, counts });
        continue;
      }
      const key = (selection.alias ?? selection.name).value;
      const count = (counts.get(key) ?? 0) + 1;
      if (count > LIMITS.repetitions) return true;
      counts.set(key, count);
      const selections = selection.selectionSet?.selections ?? [];
      pending.push({ selections, counts: new Map() });
    }
  }
  return false;
}
