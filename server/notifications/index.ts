export { type Delivery, notificationChannels } from './data/channels.js';
