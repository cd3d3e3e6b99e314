import { filledText } from '../api/common/values';
import { shortened } from '../api/failures/text';
import type { TicketRow } from '../api/types';

const TOPIC_LENGTH = 60;

/** In one short line: the subject, else the last message, else nothing. */
export function topicOf({ subject, last_message }: TicketRow): string {
	const text = filledText(subject) ?? filledText(last_message) ?? '';
	return shortened(text.replace(/\s+/g, ' '), TOPIC_LENGTH);
}
