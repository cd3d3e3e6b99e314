import type { FastifyInstance } from 'fastify';

import { jsonFields } from '../service/body';
import type { Desk } from '../service/desk';
import { readAll, requiredText } from '../service/validation';

/** `POST /login`; its heading in the documentation says GET, its sample and its body say POST. */
export function addLoginRoute(app: FastifyInstance, desk: Desk): void {
	app.post('/login', async (request) => {
		const body = jsonFields(request);
		const { email, password } = readAll({
			email: () => requiredText(body, 'email'),
			password: () => requiredText(body, 'password'),
		});
		const token = desk.accounts.login(email, password);
		return { access_token: token, token_type: 'Bearer' };
	});
}
