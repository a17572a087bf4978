/**
 * Prefixes of global ids: a short word for the type, followed by the id of the object within that type. Ids are opaque
 * to clients; the readable prefix helps when reading logs.
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

/** Returns null for text that is not a global id. */
export function parseGlobalId(text: string): { readonly type: NodeType; readonly id: string } | null {
  const separator = text.indexOf('_');
  const type = TYPES.get(text.slice(0, Math.max(separator, 0)));
  const id = text.slice(separator + 1);
  return type === undefined || id === '' || !id.isWellFormed() ? null : { type, id };
}

/** Returns the stored id, or null when the text is not a global id of the given type. */
export function storedIdOf(type: NodeType, text: string): string | null {
  const parsed = parseGlobalId(text);
  return parsed?.type === type ? parsed.id : null;
}
