/** Whether some order freezes a parcel on a day: from the day it was made to the day before it was lifted. */
export const frozenOn = (
  orders: readonly { readonly orderedOn: string; readonly liftedOn: string | null }[],
  day: string,
): boolean =>
  orders.some(({ orderedOn, liftedOn }) => orderedOn <= day && (liftedOn === null || day < liftedOn));
