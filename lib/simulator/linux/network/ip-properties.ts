import type { InterfaceAddress, NetworkInterface } from './interfaces'

export const isOf = ({ cidr }: InterfaceAddress, family: 4 | 6 | undefined): boolean =>
  family === undefined || (family === 6) === cidr.includes(':')

export const flagsOf = ({ name, state }: NetworkInterface): string =>
  name === 'lo'
    ? '<LOOPBACK,UP,LOWER_UP>'
    : state === 'UP'
      ? '<BROADCAST,MULTICAST,UP,LOWER_UP>'
      : '<NO-CARRIER,BROADCAST,MULTICAST,UP>'

export const mtuOf = ({ name }: NetworkInterface): number => (name === 'lo' ? 65_536 : 1500)
export const hasQueue = ({ name }: NetworkInterface): boolean => name === 'lo' || name === 'eth0'
export const disciplineOf = ({ name }: NetworkInterface): string =>
  name === 'eth0' ? 'pfifo_fast' : 'noqueue'
