/** The header by which the gateway tells to which exchange a call belongs: several calls of one are one request. */
export const EXCHANGE_HEADER = 'x-lienthong-exchange';
