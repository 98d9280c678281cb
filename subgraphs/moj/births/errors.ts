import { ExchangeError } from '@lienthong/shared';

/** Nobody registers a birth in the name of another case, or a parent whom their own does not name. */
export class CaseDiffers extends ExchangeError {
  constructor() {
    super(
      'CASE_DIFFERS',
      403,
      'A birth is registered for the case of who asks: the token must name the dossier as its case, and the parents as its subjects.',
      {
        messageVi:
          'Khai sinh chỉ được đăng ký cho hồ sơ của bên yêu cầu: thẻ truy cập phải nêu số hồ sơ này, cùng cha mẹ là chủ thể của hồ sơ.',
      },
    );
  }
}

/** The number belongs to another birth, or the birth to another dossier. */
export class DossierDiffers extends ExchangeError {
  constructor() {
    super(
      'DOSSIER_DIFFERS',
      409,
      'The dossier or the certificate was used before, for something else: send what was sent the first time.',
    );
  }
}

/** The certificate of birth could not be read. */
export class CertificateUnread extends ExchangeError {
  constructor(reason: string) {
    super('CERTIFICATE_UNREAD', 422, `The certificate of birth could not be read: ${reason}.`, { reason });
  }
}
