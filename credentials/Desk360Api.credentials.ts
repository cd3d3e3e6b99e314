import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import type { Desk360Credentials } from '../nodes/Desk360/api/auth/credentials';
import { DEFAULT_BASE_URL } from '../nodes/Desk360/api/auth/defaultBaseUrl';
import { runtime } from '../nodes/Desk360/deferred';

export class Desk360Api implements ICredentialType {
	name = 'desk360Api';

	displayName = 'Desk360 API';

	icon: Icon = { light: 'file:../icons/desk360.svg', dark: 'file:../icons/desk360.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-desk360/n8n-nodes-desk360/blob/main/docs/user/credentials.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'API Token',
					value: 'apiToken',
					description: 'A token made in Desk360 under Settings > API',
				},
				{
					name: 'Email and Password',
					value: 'password',
					description: 'Password access must be switched on in Desk360 under Settings > API',
				},
			],
			default: 'apiToken',
			description: 'How to sign in to Desk360',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['apiToken'] } },
			hint: 'In Desk360: Settings > API, then create a token for a user',
			description: 'Everything is done in the name of this user',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['password'] } },
			description: 'The email address with which this agent signs in to Desk360',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['password'] } },
			hint: 'First switch on password access in Desk360: Settings > API',
			description: 'After five wrong passwords in a minute Desk360 locks the sign-in for a minute',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Change it only for a proxy of your own or a local Desk360 to try things on',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Istanbul',
			description:
				'The zone of the times in Desk360. With it simplified times are moments such as 2026-11-27T05:43:24+03:00; without it they stay as Desk360 gives them, which is without a zone.',
		},
	];

	/** n8n calls this when no fetched token is kept, and again when the kept one is not accepted. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const { renewedToken } = await runtime();
		return await renewedToken(credentials as Desk360Credentials, this);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { sign } = await runtime();
		return sign(requestOptions, credentials as Desk360Credentials);
	}
}
