import { randomBytes } from 'crypto';

import { Refusal } from './answers';
import type { Account, Settings } from '../options';

const WRONG_LOGINS_ALLOWED = 5;

/** Who may sign in, with which token, and who is locked out. */
export class Accounts {
	private accounts: Account[] = [];
	private wrongLogins = new Map<string, number[]>();

	constructor(
		private readonly initial: readonly Account[],
		private readonly settings: Settings,
	) {
		this.reset();
	}

	reset(): void {
		this.accounts = this.initial.map((account) => ({ ...account }));
		this.wrongLogins = new Map();
	}

	byToken(token: string): Account | undefined {
		return this.accounts.find((account) => account.token === token);
	}

	/** Gives an account another token, so that the one it had is unknown from now on; the first account by default. */
	renewToken(email?: string): string {
		const account = this.accounts.find((one) => one.email === email) ?? this.accounts[0];
		if (!account) throw new RangeError('There is no account.');
		account.token = newToken();
		return account.token;
	}

	/** The account's token, made if there is none. Only wrong logins count towards the lock-out. */
	login(email: string, password: string, now = Date.now()): string {
		const since = now - this.settings.loginLockSeconds * 1000;
		const wrong = (this.wrongLogins.get(email) ?? []).filter((at) => at > since);
		if (wrong.length >= WRONG_LOGINS_ALLOWED) {
			throw new Refusal(429, 'too_many_attempts', 'Too many login attempts. Please wait a minute.');
		}
		if (!this.settings.passwordAccess) {
			throw new Refusal(403, 'password_access_disabled', 'Password access is disabled.');
		}
		const account = this.accounts.find((one) => one.email === email && one.password === password);
		if (!account) {
			this.wrongLogins.set(email, [...wrong, now]);
			throw new Refusal(401, 'invalid_credentials', 'The email or password is wrong.');
		}
		account.token ??= newToken();
		return account.token;
	}
}

const newToken = () => randomBytes(40).toString('hex');
