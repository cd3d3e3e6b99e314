import axios from 'axios';
import FormData from 'form-data';

/** A file as a plain HTTP client sends it. */
export interface RawFile {
	name: string;
	mimeType: string;
	content: Buffer;
}

type Fields = Record<string, string | number>;

/**
 * The samples of the API documentation as code, with axios and form-data and nothing between: what the nodes
 * send is compared with what this sends. Answers any status.
 */
export function rawClient(baseURL: string, token?: string) {
	const http = axios.create({
		baseURL,
		headers: {
			Accept: 'application/json',
			...(token && { Authorization: `Bearer ${token}` }),
		},
		maxRedirects: 0,
		maxBodyLength: Infinity,
		proxy: false,
		validateStatus: () => true,
	});

	async function post(path: string, fields: Fields, files: RawFile[]) {
		if (files.length === 0) return await http.post(path, fields);
		const form = new FormData();
		for (const [name, value] of Object.entries(fields)) form.append(name, value);
		for (const { name, mimeType, content } of files) {
			form.append('attachments[]', content, { filename: name, contentType: mimeType });
		}
		return await http.post(path, form, { headers: form.getHeaders() });
	}

	return {
		login: async (email: string, password: string) =>
			await http.post('/login', { email, password }),
		products: async () => await http.get('/products'),
		tickets: async (productId: number, query: Fields = {}) =>
			await http.get(`/products/${productId}/tickets`, { params: query }),
		ticket: async (productId: number, ticketId: number) =>
			await http.get(`/products/${productId}/tickets/${ticketId}`),
		logs: async (productId: number, ticketId: number) =>
			await http.get(`/products/${productId}/tickets/${ticketId}/logs`),
		create: async (productId: number, fields: Fields, files: RawFile[] = []) =>
			await post(`/products/${productId}/tickets`, fields, files),
		reply: async (productId: number, ticketId: number, fields: Fields, files: RawFile[] = []) =>
			await post(`/products/${productId}/tickets/${ticketId}/reply`, fields, files),
	};
}
