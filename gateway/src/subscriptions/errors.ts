import { RequestRefused } from '@lienthong/shared/errors';

/** A subscription has many answers, and its client takes one. */
export class EventsNotAccepted extends RequestRefused {
  constructor() {
    super('EVENTS_NOT_ACCEPTED', 406, 'A subscription is answered as text/event-stream: accept it.', {
      messageVi: 'Đăng ký theo dõi được trả lời dưới dạng text/event-stream: hãy chấp nhận dạng này.',
    });
  }
}

/** What is subscribed to is with somebody who tells nothing by itself. */
export class NoSubscriptions extends RequestRefused {
  constructor() {
    super('NO_SUBSCRIPTIONS', 400, 'What this subscription asks for cannot be subscribed to here.', {
      messageVi: 'Không thể đăng ký theo dõi nội dung này tại đây.',
    });
  }
}

export class TooManySubscriptions extends RequestRefused {
  constructor(most: number, whose: 'caller' | 'all') {
    const [en, vi] =
      whose === 'caller' ? ['for one caller', 'cho mỗi bên gọi'] : ['in all', 'cho tất cả các bên gọi'];
    super(
      'LIMIT_SUBSCRIPTIONS',
      429,
      `This gateway keeps at most ${most} subscriptions open ${en}. End one, or ask again later.`,
      {
        limit: most,
        messageVi: `Cổng chỉ giữ tối đa ${most} đăng ký theo dõi ${vi}. Hãy kết thúc một đăng ký hoặc thử lại sau.`,
      },
    );
  }
}
