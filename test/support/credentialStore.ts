import { Credentials } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { CREDENTIAL_BLANKING_VALUE, CREDENTIAL_EMPTY_VALUE, NodeHelpers } from 'n8n-workflow';

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
		this.save(credentials);
		this.updates.push(credentials.id ?? '');
	}

	/**
	 * A person changes fields of saved credentials in n8n's editor. The editor gets secrets blanked and sends back all
	 * fields that are shown, hidden ones of the type as well; the server then puts the saved value in the place of each
	 * blank. So a token that n8n keeps in a hidden field outlives the change of all others. As in n8n's
	 * `credentials.service`, `redactValues` and `unredactRestoreValues`, and its editor's `saveCredential`.
	 */
	async edit(
		details: INodeCredentialsDetails,
		{ name: type, properties }: ICredentialType,
		changes: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credentials = this.get(details, type);
		const saved = await credentials.getData();
		const sent = shownFields({ ...redacted(saved, properties), ...changes }, properties);
		const restored = Object.entries(sent).map(([field, value]) => {
			const isBlank = value === CREDENTIAL_BLANKING_VALUE || value === CREDENTIAL_EMPTY_VALUE;
			return [field, isBlank ? saved[field] : value];
		});
		await credentials.setData(Object.fromEntries(restored) as ICredentialDataDecryptedObject);
		this.save(credentials);
	}

	private save({ id, type, name, data }: Credentials): void {
		this.rows.set(id ?? '', new Credentials({ id: id ?? null, name }, type, data));
	}
}

/** Secrets as the editor gets them; expressions are none. */
function redacted(
	data: ICredentialDataDecryptedObject,
	properties: INodeProperties[],
): ICredentialDataDecryptedObject {
	const secrets = properties.filter(({ typeOptions }) => typeOptions?.password === true);
	const blank = (value: unknown) =>
		String(value ?? '') === '' ? CREDENTIAL_EMPTY_VALUE : CREDENTIAL_BLANKING_VALUE;
	const blanks = secrets
		.filter(({ name }) => name in data && !String(data[name]).startsWith('={{'))
		.map(({ name }) => [name, blank(data[name])]);
	return { ...data, ...Object.fromEntries(blanks) };
}

/** What the editor sends: the fields that are shown and not as they are by default. */
function shownFields(
	data: ICredentialDataDecryptedObject,
	properties: INodeProperties[],
): INodeParameters {
	return (
		NodeHelpers.getNodeParameters(properties, data as INodeParameters, false, false, null, null) ??
		{}
	);
}
