import { RequestRefused } from '@lienthong/shared/errors';

/** So many ways to one field a planner may compare: what lies below multiplies them, and each takes memory. */
export const MOST_WAYS = 2_000;

/** To what an operation asks there are more ways through subgraphs than a planner may compare. */
export class TooManyWays extends RequestRefused {
  constructor() {
    super(
      'LIMIT_PLANNING',
      400,
      `There are more than ${MOST_WAYS} ways to fetch what the operation asks, the most this gateway compares. Ask for fewer levels of objects of unknown type within each other.`,
      {
        limit: MOST_WAYS,
        messageVi: `Có hơn ${MOST_WAYS} cách lấy dữ liệu cho truy vấn này, vượt mức tối đa cổng so sánh. Hãy hỏi ít tầng đối tượng chưa rõ kiểu lồng nhau hơn.`,
      },
    );
  }
}

/** As Apollo's planner says that it was given too much. */
const SAID_SO = /^(Too many options generated|Number of non-local selections exceeds)/;

/** Plans; what is too much for the planner is told its caller. */
export function withinLimits<Plan>(plan: () => Plan): Plan {
  try {
    return plan();
  } catch (error) {
    throw error instanceof Error && SAID_SO.test(error.message) ? new TooManyWays() : error;
  }
}
