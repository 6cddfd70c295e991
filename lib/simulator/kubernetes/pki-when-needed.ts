/** `./pki`, loaded with the first certificate: X.509 is a quarter of what the simulated testbed's start would load. */
export const pki = (): typeof import('./pki') => require('./pki') as typeof import('./pki')
