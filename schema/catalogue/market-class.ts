import { registerEnumType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../../server/rules/vocabulary';

export const MarketClass = {
  DEVELOPED: 'DEVELOPED',
  DEVELOPING: 'DEVELOPING',
} as const satisfies { [Name in MarketClassName]: Name };

registerEnumType(MarketClass, {
  name: 'MarketClass',
  description: 'Class of the market in which an organization works. Metric thresholds depend on it.',
  valuesConfig: {
    DEVELOPED: { description: 'A developed market.' },
    DEVELOPING: { description: 'A developing market.' },
  },
});
