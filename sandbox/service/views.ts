import type {
	Attachments,
	Desk360Id,
	LogEntry,
	Message,
	Product,
	TicketDetails,
	TicketRow,
} from '../../nodes/Desk360/api/types';
import type { StoredFile } from '../world/fileStore';
import { formsOf, type Settings } from '../settings';
import type { WorldLog, WorldMessage, WorldProduct, TicketView } from '../world/records';

/** Writes the world down as the service's JSON, in the reading that the settings choose. */
export class Views {
	constructor(
		private readonly settings: Settings,
		private readonly urlOf: (file: StoredFile) => string,
	) {}

	product({ id, name, logo }: WorldProduct): Product {
		return { id: this.id(id), name, logo };
	}

	row(ticket: TicketView): TicketRow {
		return {
			...this.head(ticket),
			last_message: ticket.last_message,
			channel: ticket.channel,
			platform: ticket.platform,
			status: ticket.status,
			priority: ticket.priority,
			created_at: ticket.created_at,
			updated_at: ticket.updated_at,
		};
	}

	details(ticket: TicketView): TicketDetails {
		return {
			...this.head(ticket),
			channel: ticket.channel,
			platform: ticket.platform,
			status: ticket.status,
			priority: ticket.priority,
			settings: ticket.settings,
			country_code: ticket.country_code,
			star_rating: ticket.star_rating,
			custom_fields: ticket.custom_fields,
			created_at: ticket.created_at,
			updated_at: ticket.updated_at,
			messages: ticket.messages.map((message) => this.message(message)),
		};
	}

	message(message: WorldMessage): Message {
		return {
			id: this.id(message.id),
			agent_id: this.id(message.agent_id),
			message: message.message,
			attachments: this.attachments(message.files),
			type: message.type,
			created_at: message.created_at,
			updated_at: message.updated_at,
		};
	}

	log(log: WorldLog): LogEntry {
		return {
			...log,
			id: this.id(log.id),
			reason_id: this.id(log.reason_id),
			agent_id: this.id(log.agent_id),
		};
	}

	private head(ticket: TicketView) {
		return {
			id: this.id(ticket.id),
			reason_id: this.id(ticket.reason_id),
			type_id: this.id(ticket.type_id),
			agent_id: this.id(ticket.agent_id),
			name: ticket.name,
			email: ticket.email,
			subject: ticket.subject,
		};
	}

	private attachments(files: StoredFile[]): Attachments {
		const inBucket = (bucket: Bucket) =>
			files
				.filter((file) => bucketOf(file.mimeType) === bucket)
				.map((file) => this.file(file, bucket));
		return {
			images: inBucket('images'),
			videos: inBucket('videos'),
			files: inBucket('files'),
			others: inBucket('others'),
		};
	}

	private file(file: StoredFile, bucket: Bucket): unknown {
		const url = this.urlOf(file);
		const shape = formsOf(this.settings).attachmentShape;
		if (shape === 'string') return url;
		// A word and not a media type: `image` for what stands among the images.
		if (shape === 'named') return { url, name: file.name, type: bucket.slice(0, -1) };
		return { id: this.id(file.id), name: file.name, url, size: file.size };
	}

	private id<T extends number | null>(id: T): T extends null ? null : Desk360Id;
	private id(id: number | null): Desk360Id | null {
		return id !== null && this.settings.idsAs === 'string' ? `${id}` : id;
	}
}

type Bucket = 'images' | 'videos' | 'files' | 'others';

const DOCUMENT = /^text\/|^application\/(pdf|rtf|json|xml|msword|vnd\.(ms-|openxmlformats|oasis))/;

/** The documentation names four buckets and not what goes where: images, videos, documents, and the rest. */
function bucketOf(mimeType: string): Bucket {
	if (mimeType.startsWith('image/')) return 'images';
	if (mimeType.startsWith('video/')) return 'videos';
	return DOCUMENT.test(mimeType) ? 'files' : 'others';
}
