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

/** What may be told of a subscription is not what it was when it was begun: it ends, and its caller begins it anew. */
export class RightsChanged extends RequestRefused {
  constructor() {
    super(
      'RIGHTS_CHANGED',
      403,
      'What you may read of this subscription has changed since it was begun, so it ends here. Subscribe again.',
      {
        messageVi:
          'Quyền đọc nội dung đăng ký theo dõi này đã thay đổi kể từ khi bắt đầu nên đăng ký kết thúc tại đây. Hãy đăng ký lại.',
      },
    );
  }
}

/** A subscription belongs to one version of the graph, and there is a new one. */
export class GraphChanged extends RequestRefused {
  constructor() {
    super(
      'GRAPH_CHANGED',
      503,
      'The graph was replaced by a new version, with which this subscription ends. Subscribe again.',
      {
        messageVi:
          'Đồ thị dữ liệu đã được thay bằng phiên bản mới nên đăng ký theo dõi này kết thúc. Hãy đăng ký lại.',
      },
    );
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
