import type { Price } from '../vocabulary/catalogue';
import type { Entitlement } from './entitlements';

/** The value of all sources together. Null: a source has no value, or the currencies differ. */
export function benefitValue({ sources }: Entitlement): Price | null {
  const values = sources.flatMap(({ benefit }) => benefit.value ?? []);
  return values.length < sources.length ? null : total(values);
}

/** The price per term of all sources together. Null: the benefit is free, or the currencies differ. */
export function benefitPrice({ sources }: Entitlement): Price | null {
  return total(sources.flatMap(({ benefit }) => benefit.price ?? []));
}

function total([first, ...others]: readonly Price[]): Price | null {
  if (first === undefined || others.some(({ currency }) => currency !== first.currency)) return null;
  return others.reduce((sum, one) => ({ ...sum, minorUnits: sum.minorUnits + one.minorUnits }), first);
}
