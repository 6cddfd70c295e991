import { isIPv4, isIPv6 } from 'node:net'
import { usage } from './iptables-error'

/** Address and length of its prefix as rules save them; undefined for the whole of the Internet, which is not saved. */
export function networkOf(text: string, family: 4 | 6): string | undefined {
  const bits = family === 4 ? 32 : 128
  const [address = '', mask = String(bits)] = text.split('/')
  if (!(family === 4 ? isIPv4(address) : isIPv6(address)))
    throw usage(`host/network \`${address}' not found`)
  const length = isIPv4(mask) ? lengthOf(mask) : Number(mask)
  if (!Number.isInteger(length) || length < 0 || length > bits)
    throw usage(`invalid mask \`${mask}' specified`)
  if (length === 0) return undefined
  return `${family === 4 ? masked(address, length) : address}/${length}`
}

const lengthOf = (mask: string): number =>
  mask.split('.').reduce((sum, byte) => sum + Number(byte).toString(2).replace(/0/g, '').length, 0)

const masked = (address: string, length: number): string =>
  address
    .split('.')
    .map((byte, at) => {
      const kept = Math.min(8, Math.max(0, length - 8 * at))
      return Number(byte) & (0xff << (8 - kept)) & 0xff
    })
    .join('.')
