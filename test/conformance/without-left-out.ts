import { TestEnvironment } from 'jest-environment-node';
import { LEFT_OUT } from './left-out';

/** What Jest knows of a group or a test before it runs: more than this, but no more is needed. */
export interface Part {
  readonly name: string;
  /** Absent in a test. */
  children?: Part[];
}

/** Runs a test file without the parts that are left out by name. */
export default class WithoutLeftOut extends TestEnvironment {
  handleTestEvent({ name }: { name: string }, { rootDescribeBlock }: { rootDescribeBlock: Part }): void {
    if (name === 'run_start') leaveOut(rootDescribeBlock, Object.keys(LEFT_OUT));
  }
}

/** Takes the groups and tests of these names out of a file; one that is not there fails the file. */
export function leaveOut(file: Part, names: readonly string[]): void {
  const missing = new Set(names);
  leaveOutOf(file, []);
  if (missing.size > 0) throw new Error(`Left out, but not there any more: ${[...missing].join(', ')}`);

  function leaveOutOf(group: Part, path: readonly string[]): void {
    if (group.children === undefined) return;
    group.children = group.children.filter((part) => {
      const place = [...path, part.name];
      leaveOutOf(part, place);
      return !missing.delete(place.join(' › '));
    });
  }
}
