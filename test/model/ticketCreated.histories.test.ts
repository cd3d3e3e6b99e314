import { liveHistories } from './histories';

liveHistories('ticketCreated');
