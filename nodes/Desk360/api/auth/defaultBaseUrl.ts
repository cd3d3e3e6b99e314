export const DEFAULT_BASE_URL = 'https://api.desk360.com/v1';
