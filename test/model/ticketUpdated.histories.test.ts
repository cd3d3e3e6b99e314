import { liveHistories } from './histories';

liveHistories('ticketUpdated');
