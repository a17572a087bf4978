/** A UTC instant with milliseconds, as both databases store it: `2026-03-02 09:30:00.000`. */
export type Instant = string & { readonly __brand: 'Instant' };

export function instant(at: Date): Instant {
  return at.toISOString().replace('T', ' ').slice(0, 23) as Instant;
}

export function toDate(at: Instant): Date {
  return new Date(`${at.replace(' ', 'T')}Z`);
}
