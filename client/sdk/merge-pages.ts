interface PageInfo {
  readonly startCursor?: string | null;
  readonly endCursor?: string | null;
  readonly hasPreviousPage?: boolean;
  readonly hasNextPage?: boolean;
}

interface Page {
  readonly edges?: readonly unknown[];
  readonly nodes?: readonly unknown[];
  readonly pageInfo?: PageInfo;
}

/** The pages of a list that have been read, as one page. */
interface Pages extends Page {
  /** The number of objects before each page, by the page's start cursor. */
  readonly starts?: Positions;
  /** The number of objects up to the end of each page, by the page's end cursor. */
  readonly ends?: Positions;
}

type Positions = Readonly<Record<string, number>>;

export interface PagingOptions {
  readonly args: Readonly<Record<string, unknown>> | null;
}

/** Joins a page to the pages from which it continues. A page that continues none of them replaces them. */
export function mergePages(existing: unknown, incoming: unknown, { args }: PagingOptions): unknown {
  if (!isPage(incoming)) return incoming;
  const pages: Pages = isPage(existing) ? existing : {};
  const start = positionOf(args?.['after'], pages.ends);
  if (start !== undefined) return appended(pages, incoming, start);
  const end = positionOf(args?.['before'], pages.starts);
  if (end !== undefined) return prepended(pages, incoming, end);
  const isReadAgain = lengthOf(pages) === lengthOf(incoming);
  return { ...(isReadAgain && pages), ...incoming, ...positionsOf(incoming, 0) };
}

function appended(pages: Pages, incoming: Page, start: number): Pages {
  const { startCursor, hasPreviousPage } = pages.pageInfo ?? {};
  const { starts, ends } = positionsOf(incoming, start);
  return {
    ...withoutLists(pages),
    ...withoutLists(incoming),
    ...joinedLists(pages, incoming, (known, added) => [...known.slice(0, start), ...added]),
    pageInfo: { ...pages.pageInfo, ...incoming.pageInfo, ...defined({ startCursor, hasPreviousPage }) },
    starts: { ...moved(pages.starts, (position) => (position < start ? position : null)), ...starts },
    ends: { ...moved(pages.ends, (position) => (position <= start ? position : null)), ...ends },
  };
}

function prepended(pages: Pages, incoming: Page, end: number): Pages {
  const { endCursor, hasNextPage } = pages.pageInfo ?? {};
  const { starts, ends } = positionsOf(incoming, 0);
  const shift = lengthOf(incoming) - end;
  return {
    ...withoutLists(pages),
    ...withoutLists(incoming),
    ...joinedLists(pages, incoming, (known, added) => [...added, ...known.slice(end)]),
    pageInfo: { ...pages.pageInfo, ...incoming.pageInfo, ...defined({ endCursor, hasNextPage }) },
    starts: { ...moved(pages.starts, (position) => (position >= end ? position + shift : null)), ...starts },
    ends: { ...moved(pages.ends, (position) => (position > end ? position + shift : null)), ...ends },
  };
}

/** A list that only one side has would have gaps, so it is left out, and the client reads it again. */
function joinedLists(
  pages: Pages,
  incoming: Page,
  join: (known: readonly unknown[], added: readonly unknown[]) => readonly unknown[],
): Pick<Page, 'edges' | 'nodes'> {
  return {
    ...(pages.edges && incoming.edges && { edges: join(pages.edges, incoming.edges) }),
    ...(pages.nodes && incoming.nodes && { nodes: join(pages.nodes, incoming.nodes) }),
  };
}

function withoutLists<P extends Page>({
  edges: _edges,
  nodes: _nodes,
  ...rest
}: P): Omit<P, 'edges' | 'nodes'> {
  return rest;
}

function positionsOf(page: Page, start: number): { readonly starts: Positions; readonly ends: Positions } {
  const { startCursor, endCursor } = page.pageInfo ?? {};
  return {
    starts: typeof startCursor === 'string' ? { [startCursor]: start } : {},
    ends: typeof endCursor === 'string' ? { [endCursor]: start + lengthOf(page) } : {},
  };
}

function moved(positions: Positions = {}, move: (position: number) => number | null): Positions {
  const entries = Object.entries(positions).map(([cursor, position]) => [cursor, move(position)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== null));
}

function positionOf(cursor: unknown, positions: Positions = {}): number | undefined {
  return typeof cursor === 'string' ? positions[cursor] : undefined;
}

function lengthOf({ edges, nodes }: Page): number {
  return (edges ?? nodes ?? []).length;
}

type Defined<Values> = { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> };

function defined<Values extends object>(values: Values): Defined<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Defined<Values>;
}

function isPage(value: unknown): value is Page {
  return typeof value === 'object' && value !== null;
}
