/**
 * The ids that clients see: a short word for the type, and what identifies the object within it. They are
 * opaque to clients; that they can be read by eye helps whoever reads a log.
 */
const PREFIXES = {
  Organization: 'org',
  Employee: 'emp',
  Affiliation: 'aff',
  Achievement: 'ach',
  Override: 'ovr',
  MetricRecord: 'mrc',
  MonthClosing: 'mcl',
  Membership: 'mem',
  BenefitRedemption: 'red',
  Invitation: 'inv',
  AuditEntry: 'aud',
  ApiKey: 'key',
  Catalogue: 'cat',
  Center: 'ctr',
  Competency: 'cmp',
  AttainmentPath: 'pth',
  Credential: 'crd',
  Metric: 'mtr',
  Offer: 'off',
  Benefit: 'ben',
} as const;

export type NodeType = keyof typeof PREFIXES;

const TYPES = new Map(Object.entries(PREFIXES).map(([type, prefix]) => [prefix as string, type as NodeType]));

export function globalId(type: NodeType, id: string): string {
  return `${PREFIXES[type]}_${id}`;
}

/** Null: no object has such an id. */
export function readGlobalId(text: string): { readonly type: NodeType; readonly id: string } | null {
  const at = text.indexOf('_');
  const type = TYPES.get(text.slice(0, Math.max(at, 0)));
  const id = text.slice(at + 1);
  return type === undefined || id === '' || !id.isWellFormed() ? null : { type, id };
}

/** The stored id that a global id of this type stands for; null when it is no such id. */
export function idOf(type: NodeType, text: string): string | null {
  const read = readGlobalId(text);
  return read?.type === type ? read.id : null;
}
