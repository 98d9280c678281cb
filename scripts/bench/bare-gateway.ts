import { readGatewayConfig, startGateway } from '@lienthong/gateway';
import { createLog } from '@lienthong/shared/log';
import { stopOnSignal } from '@lienthong/shared/shutdown';

/** The same gateway without rules and receipts, to measure what they cost. Owners give it open data alone. */
const config = readGatewayConfig(process.env);
const log = createLog(config.logLevel, 'bare');
const gateway = await startGateway({ ...config, enforced: false }, log);
stopOnSignal(() => gateway.stop(), config.shutdownGraceMs, log);
