/**
 * The currencies of ISO 4217 by their number of decimal places: list one of 2024-06-25, and XCG of 2025. Codes without
 * minor units, such as that of gold, are left out. `Intl.NumberFormat` does not agree with ISO 4217: it has no decimal
 * places for the rupiah, the forint and the Iraqi dinar, because prices in them are usually rounded.
 *
 * A code stays in the list after its withdrawal, because stored amounts use it. Stored amounts need a migration when the
 * decimal places of a code change.
 */
const CODES_BY_PLACES: readonly (readonly [places: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF ' +
      'CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG ' +
      'HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK ' +
      'MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE ' +
      'SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ' +
      'ZWG',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

const PLACES: ReadonlyMap<string, number> = new Map(
  CODES_BY_PLACES.flatMap(([places, codes]) => codes.split(' ').map((code) => [code, places] as const)),
);

export function isCurrency(code: string): boolean {
  return PLACES.has(code);
}

/** Two for an unknown code: amounts with such codes were stored as hundredths before codes were checked. */
export function decimalPlacesOf(currency: string): number {
  return PLACES.get(currency) ?? 2;
}
