/** Settings of gateways that plan in the process of the test: to start another for each takes a second or two. */
export const PLANNED_HERE = { PLANNER_PROCESS: 'false' } as const;
