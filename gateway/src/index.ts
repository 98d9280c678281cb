export { readGatewayConfig, type GatewayConfig } from './config.ts';
export { type Mode } from './mode.ts';
export { startGateway, type RunningGateway } from './gateway.ts';
