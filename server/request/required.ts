/**
 * What cannot be absent: a row that another one refers to or that a statement always has, or what a checked catalogue
 * names. Its type cannot tell.
 */
export function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('What is referred to is not there.');
  return value;
}
