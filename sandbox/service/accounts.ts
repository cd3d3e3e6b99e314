import { randomBytes } from 'crypto';

import { lockedOut, passwordAccessDisabled, wrongPassword } from './answers';
import type { Account } from '../options';
import type { Settings } from '../settings';

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
		const lockMs = this.settings.loginLockSeconds * 1000;
		const wrong = (this.wrongLogins.get(email) ?? []).filter((at) => at > now - lockMs);
		if (wrong.length >= WRONG_LOGINS_ALLOWED) {
			const until = Math.min(...wrong) + lockMs;
			throw lockedOut(Math.ceil((until - now) / 1000));
		}
		if (!this.settings.passwordAccess) throw passwordAccessDisabled();
		const account = this.accounts.find((one) => one.email === email && one.password === password);
		if (!account) {
			this.wrongLogins.set(email, [...wrong, now]);
			throw wrongPassword();
		}
		account.token ??= newToken();
		return account.token;
	}
}

const newToken = () => randomBytes(40).toString('hex');
