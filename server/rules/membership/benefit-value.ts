import type { Price } from '../vocabulary/catalogue';
import type { Entitlement } from './entitlements';

/** What a benefit is worth, all its sources together; null where one does not say it, or they cannot be added. */
export function benefitValue({ sources }: Entitlement): Price | null {
  const values = sources.flatMap(({ benefit }) => benefit.value ?? []);
  return values.length < sources.length ? null : total(values);
}

/** What it costs in a term, all its sources together; null where it is free of charge, or they cannot be added. */
export function benefitPrice({ sources }: Entitlement): Price | null {
  return total(sources.flatMap(({ benefit }) => benefit.price ?? []));
}

/** Amounts in different currencies cannot be added. */
function total([first, ...others]: readonly Price[]): Price | null {
  if (first === undefined || others.some(({ currency }) => currency !== first.currency)) return null;
  return others.reduce((sum, one) => ({ ...sum, hundredths: sum.hundredths + one.hundredths }), first);
}
