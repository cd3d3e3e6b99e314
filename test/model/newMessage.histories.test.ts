import { liveHistories } from './histories';

liveHistories('newMessage');
