import type { IncomingHttpHeaders } from 'node:http';
import { RequestRefused } from '../errors.ts';
import { isJson } from './media-type.ts';

/** A browser may have sent this for a page of another site, on its user's behalf. */
export class CrossSiteRefused extends RequestRefused {
  constructor() {
    super(
      'CROSS_SITE_REFUSED',
      403,
      `A browser may have sent this GET for another site. Send the operation by POST as application/json, or with the header ${PREFLIGHT}.`,
      {
        messageVi: `Trình duyệt có thể đã gửi yêu cầu GET này thay cho một trang khác. Hãy gửi bằng POST với application/json, hoặc kèm tiêu đề ${PREFLIGHT}.`,
      },
    );
  }
}

/** Any value will do: a page of another site cannot send it unasked. */
const PREFLIGHT = 'x-require-preflight';
/** The names clients of Apollo Server send for the same reason. */
const PREFLIGHTED = [PREFLIGHT, 'apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Refuses a GET that a browser sends for a page of another site. A POST needs no such check: it has to be
 * application/json, which no page can send elsewhere without a preflight, and that we do not answer. Browsers say
 * where a request comes from (`Sec-Fetch-Site`), but not over plain HTTP: there, one has to carry a header that
 * forces a preflight. What is no browser acts on nobody's behalf.
 */
export function refuseCrossSite(headers: IncomingHttpHeaders): void {
  if (PREFLIGHTED.some((name) => headers[name]) || isJson(headers['content-type'])) return;
  const site = headers['sec-fetch-site'];
  const trusted = site === undefined ? !isBrowser(headers) : site === 'same-origin' || site === 'none';
  if (!trusted) throw new CrossSiteRefused();
}

/** Every browser calls itself Mozilla, and no page can make it say otherwise to another site without a preflight. */
const isBrowser = (headers: IncomingHttpHeaders): boolean =>
  headers.origin !== undefined ||
  headers.referer !== undefined ||
  /^mozilla/i.test(headers['user-agent'] ?? '');
