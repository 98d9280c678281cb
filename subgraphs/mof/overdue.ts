interface Obligation {
  readonly dueOn: string;
  readonly paidOn: string | null;
}

/** Whether a tax of those owed was due before a day and is not paid. On the last day itself it is not late yet. */
export const isOverdue = (obligations: readonly Obligation[], day: string): boolean =>
  obligations.some(({ dueOn, paidOn }) => paidOn === null && dueOn < day);

/** Whether everything assessed on a parcel that was due by a day is paid; null where nothing was assessed. */
export const landTaxPaid = (obligations: readonly Obligation[], day: string): boolean | null =>
  obligations.length === 0 ? null : !isOverdue(obligations, day);
