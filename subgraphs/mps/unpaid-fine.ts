/** Whether some fine is neither paid nor still within its time to be paid: the last day of that counts as in time. */
export const hasUnpaidFine = (
  fines: readonly { readonly dueOn: string; readonly paidOn: string | null }[],
  day: string,
): boolean => fines.some(({ dueOn, paidOn }) => paidOn === null && dueOn < day);
