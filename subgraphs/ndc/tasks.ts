import { ExchangeError, Task, TaskAssignment, type Context } from '@lienthong/shared';
import { checkAgency } from './known-agency.ts';

interface TaskFilter {
  readonly agency?: string | null;
  readonly role?: string | null;
  readonly dueBefore?: string | null;
  readonly dueAfter?: string | null;
}

/** A date argument that is no date of the calendar. */
class InvalidDate extends ExchangeError {
  constructor(argument: string) {
    super('INVALID_DATE', 400, `The argument ${argument} must be a date of the form 2025-09-01.`, {
      argument,
      messageVi: `Tham số ${argument} phải là ngày viết theo dạng 2025-09-01.`,
    });
  }
}

/** The tasks in the order of the text, by agency and by the last day of the period they are due in. */
export async function findTasks(_: unknown, filter: TaskFilter, context: Context) {
  const { agency, role, dueBefore, dueAfter } = filter;
  await checkAgency(agency, context);
  checkDate('dueBefore', dueBefore);
  checkDate('dueAfter', dueAfter);
  const query = context.database.getRepository(Task).createQueryBuilder('task').orderBy('task.position');
  if (agency || role) {
    query.where((outer) => {
      const mine = outer
        .subQuery()
        .select('assignment.taskId')
        .from(TaskAssignment, 'assignment')
        .where('1 = 1');
      if (agency) mine.andWhere('assignment.agencyId = :agency');
      if (role) mine.andWhere('assignment.role = :role');
      return `task.id IN ${mine.getQuery()}`;
    });
    query.setParameters({ agency, role });
  }
  const tasks = await query.getMany();
  return tasks.filter(({ deadline }) => {
    if (!dueBefore && !dueAfter) return true;
    const lastDay = deadline?.lastDay;
    return Boolean(lastDay) && (!dueBefore || lastDay! < dueBefore) && (!dueAfter || lastDay! > dueAfter);
  });
}

function checkDate(argument: string, date: string | null | undefined): void {
  if (date === null || date === undefined) return;
  const read = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00Z`) : null;
  // JavaScript turns 30 February into 2 March: only a date that comes back unchanged exists.
  if (!read || Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== date)
    throw new InvalidDate(argument);
}
