import { TestEnvironment } from 'jest-environment-node';
import { EXCLUDED_TESTS } from './excluded-tests';

/** The part of Jest's record of a group or test that this file uses. */
export interface TestNode {
  readonly name: string;
  /** Absent in a test. */
  children?: TestNode[];
}

export default class ExcludingEnvironment extends TestEnvironment {
  handleTestEvent({ name }: { name: string }, { rootDescribeBlock }: { rootDescribeBlock: TestNode }): void {
    if (name === 'run_start') excludeTests(rootDescribeBlock, Object.keys(EXCLUDED_TESTS));
  }
}

/** Removes the groups and tests with these names from a file. Throws if a name is missing. */
export function excludeTests(file: TestNode, names: readonly string[]): void {
  const missing = new Set(names);
  leaveOutOf(file, []);
  if (missing.size > 0)
    throw new Error(`EXCLUDED_TESTS names parts that are not in the suite: ${[...missing].join(', ')}`);

  function leaveOutOf(group: TestNode, path: readonly string[]): void {
    if (group.children === undefined) return;
    group.children = group.children.filter((part) => {
      const place = [...path, part.name];
      leaveOutOf(part, place);
      return !missing.delete(place.join(' › '));
    });
  }
}
