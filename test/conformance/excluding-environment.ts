import { TestEnvironment } from 'jest-environment-node';
import { EXCLUDED_TESTS } from './excluded-tests';

/** The part of Jest's record of a group or test that this file uses. */
export interface Part {
  readonly name: string;
  /** Absent in a test. */
  children?: Part[];
}

export default class ExcludingEnvironment extends TestEnvironment {
  handleTestEvent({ name }: { name: string }, { rootDescribeBlock }: { rootDescribeBlock: Part }): void {
    if (name === 'run_start') leaveOut(rootDescribeBlock, Object.keys(EXCLUDED_TESTS));
  }
}

/** Removes the groups and tests with these names from a file. Throws if a name is missing. */
export function leaveOut(file: Part, names: readonly string[]): void {
  const missing = new Set(names);
  leaveOutOf(file, []);
  if (missing.size > 0)
    throw new Error(`EXCLUDED_TESTS names parts that are not in the suite: ${[...missing].join(', ')}`);

  function leaveOutOf(group: Part, path: readonly string[]): void {
    if (group.children === undefined) return;
    group.children = group.children.filter((part) => {
      const place = [...path, part.name];
      leaveOutOf(part, place);
      return !missing.delete(place.join(' › '));
    });
  }
}
