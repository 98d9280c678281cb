import { ExchangeError } from '@lienthong/shared';

/** The number belongs to another birth, or the birth to another dossier. */
export class DossierDiffers extends ExchangeError {
  constructor() {
    super(
      'DOSSIER_DIFFERS',
      409,
      'The dossier or the certificate was used before, for something else: send what was sent the first time.',
      {
        messageVi:
          'Số hồ sơ hoặc giấy chứng sinh này đã được dùng trước đó cho nội dung khác: hãy gửi đúng nội dung đã gửi lần đầu.',
      },
    );
  }
}

/** The register of births has the birth already, from before there were dossiers. */
export class BirthRegistered extends ExchangeError {
  constructor() {
    super(
      'BIRTH_REGISTERED',
      409,
      'A birth of this mother, on this day and with this name, is in the register already.',
      { messageVi: 'Việc sinh của người mẹ này, vào ngày này và với họ tên này, đã được đăng ký khai sinh.' },
    );
  }
}

/** The certificate of birth could not be read. */
export class CertificateUnread extends ExchangeError {
  constructor(reason: string, reasonVi: string = reason) {
    super('CERTIFICATE_UNREAD', 422, `The certificate of birth could not be read: ${reason}.`, {
      reason,
      messageVi: `Không đọc được giấy chứng sinh: ${reasonVi}.`,
    });
  }
}
