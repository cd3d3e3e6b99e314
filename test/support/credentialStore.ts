import { Credentials } from 'n8n-core';
import type { ICredentialDataDecryptedObject, INodeCredentialsDetails } from 'n8n-workflow';

/** Encrypted credentials by id, as n8n's database holds them, and how often a run changed one. */
export class CredentialStore {
	readonly updates: string[] = [];

	private readonly rows = new Map<string, Credentials>();

	/** Saves new credentials and gives back what a node refers to them by. */
	async add(type: string, data: ICredentialDataDecryptedObject): Promise<INodeCredentialsDetails> {
		const details = { id: `${this.rows.size + 1}`, name: `${type} account` };
		const credentials = new Credentials(details, type);
		await credentials.setData(data);
		this.rows.set(details.id, credentials);
		return details;
	}

	get({ id, name }: INodeCredentialsDetails, type: string): Credentials {
		const row = this.rows.get(id ?? '');
		if (row?.type !== type) throw new Error(`No ${type} credentials "${name}" in the store`);
		return new Credentials({ id, name }, type, row.data);
	}

	update(credentials: Credentials): void {
		const { id, type, name } = credentials;
		this.rows.set(id ?? '', new Credentials({ id: id ?? null, name }, type, credentials.data));
		this.updates.push(id ?? '');
	}
}
