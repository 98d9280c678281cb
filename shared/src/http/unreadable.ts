import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

const OVERFLOW = {
  status: 431,
  code: 'HEADERS_TOO_LARGE',
  message: 'The headers of the request are larger than this server accepts.',
  messageVi: 'Phần đầu của yêu cầu lớn hơn mức máy chủ chấp nhận.',
};
const LATE = {
  status: 408,
  code: 'REQUEST_TIMEOUT',
  message: 'The request did not arrive in time.',
  messageVi: 'Yêu cầu không đến đủ trong thời gian cho phép.',
};
const UNREADABLE = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'The request cannot be read.',
  messageVi: 'Không đọc được yêu cầu.',
};

/** Answers what is no HTTP request, or too much of one, before there is anything to route: in the shape of all failures. */
export function refuseUnreadable({ code }: { readonly code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, message, ...extensions } =
    code === 'HPE_HEADER_OVERFLOW' ? OVERFLOW : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? LATE : UNREADABLE;
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
