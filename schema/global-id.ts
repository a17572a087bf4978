/**
 * A global id consists of a prefix for the type, an underscore and the object's id within that type. Clients must treat
 * ids as opaque; the prefix helps people who read logs.
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
  CompetencyRules: 'cru',
  AttainmentPath: 'pth',
  Credential: 'crd',
  Metric: 'mtr',
  Offer: 'off',
  Benefit: 'ben',
  OrganizationStatus: 'sta',
  CompetencyStatus: 'cst',
  Entitlement: 'ent',
} as const;

export type NodeType = keyof typeof PREFIXES;

const TYPES = new Map(Object.entries(PREFIXES).map(([type, prefix]) => [prefix as string, type as NodeType]));

export function globalId(type: NodeType, id: string): string {
  return `${PREFIXES[type]}_${id}`;
}

export function parseGlobalId(text: string): { readonly type: NodeType; readonly id: string } | null {
  const separator = text.indexOf('_');
  const type = TYPES.get(text.slice(0, Math.max(separator, 0)));
  const id = text.slice(separator + 1);
  return type === undefined || id === '' || !id.isWellFormed() ? null : { type, id };
}

export function storedIdOf(type: NodeType, text: string): string | null {
  const parsed = parseGlobalId(text);
  return parsed?.type === type ? parsed.id : null;
}
