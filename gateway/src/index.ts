export { readGatewayConfig, type GatewayConfig } from './config.ts';
export { type Mode } from './mode.ts';
export { beginGateway, startGateway, type RunningGateway } from './gateway.ts';
