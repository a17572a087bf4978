/** A row that another row refers to: the database keeps it from being absent. */
export function must<Row>(row: Row | null): Row {
  if (row === null) throw new Error('A row that is referred to is not there.');
  return row;
}
