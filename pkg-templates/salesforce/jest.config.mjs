// sfdx-lwc-jest's own settings, for a project whose tools lie one folder up.

import { createRequire } from 'node:module';

const { jestConfig } = createRequire(import.meta.url)('@salesforce/sfdx-lwc-jest/config');

export default { ...jestConfig, testPathIgnorePatterns: ['/node_modules/'], modulePathIgnorePatterns: [] };
