import { BlockList, isIP } from 'node:net'

/** Whether an address is this one, or lies in this network (`10.250.0.0/24`). */
export function isInRange(address: string, range: string): boolean {
  const [base = '', bits] = range.split('/')
  const [family, other] = [isIP(base), isIP(address)]
  if (family === 0 || family !== other) return false
  const list = new BlockList()
  const type = family === 6 ? 'ipv6' : 'ipv4'
  if (bits === undefined) list.addAddress(base, type)
  else list.addSubnet(base, Number(bits), type)
  return list.check(address, type)
}
