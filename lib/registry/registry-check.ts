import { readFileSync } from 'node:fs'
import { type RegistrySpec, type Testbed } from '../testbed/testbed'
import { mistakeAt } from '../testbed/mistake-at'

/** A testbed whose file names a registry. */
export type TestbedWithRegistry = Testbed & { readonly registry: RegistrySpec }

/**
 * What the testbed file says of its registry can be used from this machine: the CA is readable, tokenCommand gives a token.
 * Touches no machine of the testbed.
 * @throws TestbedFileError naming line, field and what is wrong
 */
export async function insistOnRegistry(testbed: Testbed): Promise<void> {
  if (!hasRegistry(testbed)) return
  registryCa(testbed)
  const { RegistryTokens } = require('./registry-token') as typeof import('./registry-token')
  await new RegistryTokens(testbed).login()
}

/** Whether the testbed file names a registry. */
export const hasRegistry = (testbed: Testbed): testbed is TestbedWithRegistry =>
  testbed.registry !== null

/** Whether the images of SONiC's containers come from the registry that the testbed file tells the way and the login of. */
export const featuresArePulled = (testbed: Testbed): boolean =>
  hasRegistry(testbed) && testbed.images.registry === testbed.registry.host

/** PEM of who has signed the registry's certificate; undefined: somebody whom every machine trusts. @throws TestbedFileError */
export function registryCa(testbed: TestbedWithRegistry): string | undefined {
  const { ca } = testbed.registry
  if (ca === null) return undefined
  try {
    const text = readFileSync(ca, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (error) {
    throw mistakeAt(testbed, ['registry', 'ca'], `cannot be read: ${(error as Error).message}`)
  }
  throw mistakeAt(testbed, ['registry', 'ca'], 'is no certificate; write the path of a PEM file')
}
