/** The placeholders of a list: `?, ?, ?`. */
export function among(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
