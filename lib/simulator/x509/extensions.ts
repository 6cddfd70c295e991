import { isIP } from 'node:net'
import { keyIdentifier } from './certificate'
import { bitString, boolean, numbered, objectId, octetString, sequence } from './der'

/** What a certificate says besides its name and key (RFC 5280, 4.2); whoever does not know a critical one refuses it. */
const extension = (id: string, value: Buffer, critical = false): Buffer =>
  sequence(objectId(id), ...(critical ? [boolean(true)] : []), octetString(value))

export const basicConstraints = (isAuthority: boolean): Buffer =>
  extension('2.5.29.19', isAuthority ? sequence(boolean(true)) : sequence(), true)

const keyUsages = { digitalSignature: 0x80, keyEncipherment: 0x20, keyCertSign: 0x04 }

export function keyUsage(...usages: readonly (keyof typeof keyUsages)[]): Buffer {
  const bits = usages.reduce((all, usage) => all | keyUsages[usage], 0)
  const unused = 31 - Math.clz32(bits & -bits)
  return extension('2.5.29.15', bitString(Buffer.of(bits), unused), true)
}

const purposes = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' }

export const extendedKeyUsage = (...which: readonly (keyof typeof purposes)[]): Buffer =>
  extension('2.5.29.37', sequence(...which.map((each) => objectId(purposes[each]))))

export const subjectKeyIdentifier = (publicKey: Buffer): Buffer =>
  extension('2.5.29.14', octetString(keyIdentifier(publicKey)))

export const authorityKeyIdentifier = (publicKey: Buffer): Buffer =>
  extension('2.5.29.35', sequence(numbered(0, keyIdentifier(publicKey), false)))

/** Host names and addresses of a server. */
export const subjectAlternativeNames = (names: readonly string[]): Buffer =>
  extension(
    '2.5.29.17',
    sequence(
      ...names.map((name) =>
        isIP(name) ? numbered(7, address(name), false) : numbered(2, Buffer.from(name), false),
      ),
    ),
  )

function address(ip: string): Buffer {
  if (isIP(ip) === 4) return Buffer.from(ip.split('.').map(Number))
  const [before = [], after] = ip.split('::').map((half) => half.split(':').filter(Boolean))
  const zeros = Array<string>(8 - before.length - (after?.length ?? 0)).fill('0')
  const groups = after ? [...before, ...zeros, ...after] : before
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex')
}
