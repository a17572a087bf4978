import type { CloseMonthInput } from '../../../schema/metrics/close-month';
import { globalId } from '../../../schema/global-id';
import { isDuplicate } from '../../db/duplicate';
import { MonthClosingTable, type MonthClosingRow } from '../../db/entities';
import { sentence } from '../../messages';
import { firstDayOf, LAST_DAY, monthOf, shiftMonth, type Day } from '../../rules';
import { checkReason } from '../../checks/reason';
import { invalidRefusal } from '../../checks/text';
import { refuse, refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';
import type { CommandContext } from '../../locks/command-context';

export interface MonthClosed {
  readonly month: string;
}

/** Records that the vendor's feed for a month is complete. All metric windows end with the latest closed month. */
export function closeMonth(call: CommandCall, input: CloseMonthInput): Promise<CommandOutcome<MonthClosed>> {
  return runCommand(call, 'closeMonth', input, async (context) => {
    const { month, reason } = input;
    const closing: MonthClosingRow = { month, closedOn: input.on ?? context.today };
    refuseAll([checkDay(closing, context.today), checkReason(reason)]);
    await store(context, closing);
    await context.audit({
      subject: globalId('MonthClosing', month),
      organizationId: null,
      before: null,
      after: closing,
      reason,
    });
    return { month };
  });
}

function checkDay({ month, closedOn }: MonthClosingRow, today: Day): Refusal | null {
  if (month === monthOf(LAST_DAY))
    return invalidRefusal(['input', 'month'], sentence('month.last', { month }));
  const first = firstDayOf(shiftMonth(month, 1));
  if (first > today)
    return {
      code: 'TOO_SOON',
      path: ['input', 'month'],
      sentence: sentence('month.notOver', { month, first }),
    };
  const path = ['input', 'on'];
  if (closedOn > today) return invalidRefusal(path, sentence('month.on.future', { on: closedOn, today }));
  if (monthOf(closedOn) > month) return null;
  return invalidRefusal(path, sentence('month.on.early', { on: closedOn, month, first }));
}

async function store({ transaction }: CommandContext, closing: MonthClosingRow): Promise<void> {
  try {
    await transaction.insert(MonthClosingTable, closing);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const [closed] = await transaction.rows<MonthClosingRow>('SELECT * FROM month_closing WHERE month = ?', [
      closing.month,
    ]);
    const values = { month: closing.month, on: closed?.closedOn ?? closing.closedOn };
    refuse('ALREADY_EXISTS', ['input', 'month'], sentence('month.closed', values));
  }
}
