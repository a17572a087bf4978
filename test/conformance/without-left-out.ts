import { TestEnvironment } from 'jest-environment-node';
import { LEFT_OUT } from './left-out';

/** The used part of Jest's record of a group or a test. */
export interface Part {
  readonly name: string;
  /** Absent in a test. */
  children?: Part[];
}

export default class WithoutLeftOut extends TestEnvironment {
  handleTestEvent({ name }: { name: string }, { rootDescribeBlock }: { rootDescribeBlock: Part }): void {
    if (name === 'run_start') leaveOut(rootDescribeBlock, Object.keys(LEFT_OUT));
  }
}

/** Removes the groups and tests with these names from a file. A missing name fails the file. */
export function leaveOut(file: Part, names: readonly string[]): void {
  const missing = new Set(names);
  leaveOutOf(file, []);
  if (missing.size > 0)
    throw new Error(`LEFT_OUT names parts that are not in the suite: ${[...missing].join(', ')}`);

  function leaveOutOf(group: Part, path: readonly string[]): void {
    if (group.children === undefined) return;
    group.children = group.children.filter((part) => {
      const place = [...path, part.name];
      leaveOutOf(part, place);
      return !missing.delete(place.join(' › '));
    });
  }
}
