import type { Money } from '../../schema/money';
import { decimalPlacesOf, writeDecimal, type Price } from '../rules';

export function presentMoney({ minorUnits, currency }: Price): Money {
  return { amount: writeDecimal(minorUnits, decimalPlacesOf(currency)), currency };
}
