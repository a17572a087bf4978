import type { Money } from '../../schema/money';
import type { Price } from '../rules';

export function presentMoney({ hundredths, currency }: Price): Money {
  return { amount: hundredths, currency };
}
