import { liveHistories } from './histories';

liveHistories('statusChanged');
