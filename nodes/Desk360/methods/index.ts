import { testDesk360Credential } from './credentialTest';
import { searchProducts, searchProductsOrAll } from './searchProducts';
import { searchTickets } from './searchTickets';

export const listSearch = { searchProducts, searchProductsOrAll, searchTickets };

/** The credential's `testedBy` names this. */
export const credentialTest = { testDesk360Credential };
