const protocols: Readonly<Record<string, number>> = {
  icmp: 1, igmp: 2, ipencap: 4, tcp: 6, udp: 17, gre: 47, esp: 50, ah: 51, icmpv6: 58, 'ipv6-icmp': 58, ospf: 89, vrrp: 112, sctp: 132, udplite: 136,
} // prettier-ignore

/** The number of a protocol; undefined for one that nobody knows. */
export const protocolNumber = (name: string): number | undefined =>
  /^\d+$/.test(name) && Number(name) < 256 ? Number(name) : protocols[name.toLowerCase()]

/** Its name, or the number where it has none. */
export const protocolName = (protocol: string): string => {
  const number = protocolNumber(protocol)
  return Object.entries(protocols).find(([, each]) => each === number)?.[0] ?? protocol
}

/** Of `/etc/services`, those that rules of a DUT are about. */
const services: Readonly<Record<string, number>> = {
  tcpmux: 1, echo: 7, 'ftp-data': 20, ftp: 21, ssh: 22, telnet: 23, smtp: 25, domain: 53, bootps: 67, bootpc: 68, tftp: 69, http: 80,
  ntp: 123, snmp: 161, 'snmp-trap': 162, bgp: 179, https: 443, syslog: 514, 'iscsi-target': 3260, 'cisco-sccp': 2000, redis: 6379,
} // prettier-ignore

/** The number of a port; undefined where it is none. */
export const portNumber = (port: string): number | undefined =>
  /^\d+$/.test(port) ? (Number(port) < 65_536 ? Number(port) : undefined) : services[port]

export const serviceName = (port: string): string =>
  Object.entries(services).find(([, number]) => number === Number(port))?.[0] ?? port

const icmpTypes: Readonly<Record<string, number>> = {
  'echo-reply': 0, pong: 0, 'destination-unreachable': 3, 'source-quench': 4, redirect: 5, 'echo-request': 8, ping: 8,
  'router-advertisement': 9, 'router-solicitation': 10, 'time-exceeded': 11, 'parameter-problem': 12, 'timestamp-request': 13, 'timestamp-reply': 14,
} // prettier-ignore

export const icmpType = (name: string): string | undefined =>
  /^\d+(\/\d+)?$/.test(name) || name === 'any' ? name : icmpTypes[name]?.toString()

export const icmpName = (type: string): string =>
  Object.entries(icmpTypes).find(([, number]) => String(number) === type)?.[0] ?? `type ${type}`
