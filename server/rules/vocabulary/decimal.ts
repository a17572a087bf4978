/**
 * Amounts are whole numbers of a smallest unit: the minor unit of a currency, or a hundredth of a metric. These functions
 * convert them from and to decimal text digit by digit, without floating-point arithmetic.
 */

/** 15 digits: the sum of nine such amounts is still exact, and JSON numbers are exact up to 15 digits. */
export const MAX_UNITS = 999_999_999_999_999;

export type ReadDecimal =
  | { readonly units: number; readonly problem: null }
  | { readonly units: null; readonly problem: 'format' | 'places' | 'size' };

/** `readDecimal('12.5', 3)` is 12500 units. Places that are written count, even if they are zeros. */
export function readDecimal(text: string, places: number): ReadDecimal {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') return { units: null, problem: 'format' };
  if (fraction.length > places) return { units: null, problem: 'places' };
  const units = Number(`${whole}${fraction.padEnd(places, '0')}`);
  if (units > MAX_UNITS) return { units: null, problem: 'size' };
  return { units: sign === '' || units === 0 ? units : -units, problem: null };
}

/** `writeDecimal(12500, 3)` is `12.500`. */
export function writeDecimal(units: number, places: number): string {
  const digits = String(Math.abs(units)).padStart(places + 1, '0');
  const sign = units < 0 ? '-' : '';
  if (places === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The decimal places of metrics, whatever their unit. */
export const METRIC_PLACES = 2;

export function readHundredths(text: string): ReadDecimal {
  return readDecimal(text, METRIC_PLACES);
}

export function writeHundredths(hundredths: number): string {
  return writeDecimal(hundredths, METRIC_PLACES);
}
