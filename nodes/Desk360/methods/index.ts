export { testDesk360Credential } from './credentialTest';
export { searchProducts, searchProductsOrAll } from './searchProducts';
export { searchAgents, searchPlatforms, searchReasons, searchTypes } from './searchSeen';
export { searchTickets } from './searchTickets';
