import { EntitySchema } from 'typeorm';
import type { Month } from '../../rules';
import { hundredths, id, month, text, version } from './columns';

export interface MetricRecordRow {
  organizationId: string;
  metric: string;
  month: Month;
  hundredths: number;
  version: number;
}

export const MetricRecordTable = new EntitySchema<MetricRecordRow>({
  name: 'metric_record',
  columns: {
    organizationId: { ...id, primary: true },
    metric: { ...text(60), primary: true },
    month: { ...month, primary: true },
    hundredths,
    version,
  },
  foreignKeys: [
    {
      name: 'metric_record_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
  ],
});
