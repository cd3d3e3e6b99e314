import { testDesk360Credential } from './credentialTest';
import { searchProducts } from './searchProducts';
import { searchTickets } from './searchTickets';

export const listSearch = { searchProducts, searchTickets };

/** The credential's `testedBy` names this. */
export const credentialTest = { testDesk360Credential };
