export { freePorts } from '../../scripts/free-ports.ts';
