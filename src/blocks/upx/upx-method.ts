export { UpxMethod } from '../../catalog';
