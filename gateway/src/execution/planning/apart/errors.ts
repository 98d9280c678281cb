import { RequestRefused, StartError } from '@lienthong/shared/errors';

const seconds = (milliseconds: number, language: 'en' | 'vi'): string =>
  (milliseconds / 1_000).toLocaleString(language);

/** A planner took longer for an operation than it may. */
export class PlanningTooLong extends RequestRefused {
  constructor(mostMs: number) {
    super(
      'LIMIT_PLANNING',
      400,
      `To find out whom to ask for what the operation asks took longer than ${seconds(mostMs, 'en')} s, the most this gateway gives to one. Ask for less at once.`,
      {
        limit: mostMs,
        messageVi: `Việc tìm nơi cung cấp dữ liệu cho truy vấn này mất hơn ${seconds(mostMs, 'vi')} giây, vượt mức tối đa cổng dành cho một truy vấn. Hãy hỏi ít hơn trong một lần.`,
      },
    );
  }
}

/** A planner has ended over an operation, or cannot be started. */
export class PlannerUnavailable extends RequestRefused {
  constructor() {
    super(
      'PLANNER_UNAVAILABLE',
      503,
      'The planner of this gateway ended before it had found out whom to ask for what the operation asks; it is started again. Ask for less at once, or later.',
      {
        messageVi:
          'Bộ lập kế hoạch của cổng đã dừng trước khi tìm được nơi cung cấp dữ liệu cho truy vấn này và đang được khởi động lại. Hãy hỏi ít hơn trong một lần, hoặc hỏi lại sau.',
      },
    );
  }
}

/** A planner ended before it could be given anything to plan. */
export class PlannerNotStarted extends StartError {
  constructor({ message }: Error) {
    super(
      'PLANNER_NOT_STARTED',
      `${message} It was to read the supergraph. PLANNER_HEAP_MB gives it more memory; PLANNER_PROCESS=false plans in the gateway's own process, where nothing ends what takes too long.`,
    );
  }
}

/** Operations that came before take a planner too long. */
export class PlannerBusy extends RequestRefused {
  constructor(mostMs: number) {
    super(
      'PLANNER_BUSY',
      503,
      `Nothing like the operation was asked before, and others that came before it kept the planner of this gateway busy for ${seconds(mostMs, 'en')} s. Ask again later.`,
      {
        messageVi: `Truy vấn này chưa từng được hỏi, và các truy vấn đến trước đã khiến bộ lập kế hoạch của cổng bận suốt ${seconds(mostMs, 'vi')} giây. Hãy hỏi lại sau.`,
      },
    );
  }
}
