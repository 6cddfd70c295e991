import { isIPv4, isIPv6 } from 'node:net'
import { type Endpoint, type EndpointPort, type EndpointSlice } from '../../objects'
import { duplicate, type FieldError, invalidValue, oneOf, required } from '../field-error'
import { label } from './names'

const addressTypes = ['FQDN', 'IPv4', 'IPv6']

/** What is wrong with an EndpointSlice, in the server's words and order. */
export const sliceErrors = ({ addressType, endpoints, ports }: EndpointSlice): FieldError[] => [
  ...(addressType ? oneOf(addressType, addressTypes, 'addressType') : [required('addressType')]),
  ...(endpoints ?? []).flatMap((endpoint, at) =>
    endpointErrors(endpoint, `endpoints[${at}]`, addressType),
  ),
  ...(ports ?? []).flatMap((port, at, all) => portErrors(port, `ports[${at}]`, all.slice(0, at))),
]

function endpointErrors(
  { addresses = [], hostname }: Partial<Endpoint>,
  field: string,
  addressType: string,
): FieldError[] {
  const isRight = addressType === 'IPv6' ? isIPv6 : addressType === 'IPv4' ? isIPv4 : undefined
  return [
    ...(addresses.length === 0
      ? [required(`${field}.addresses`, 'must contain at least 1 address')]
      : []),
    ...addresses.flatMap((address, at) =>
      isRight && !isRight(address)
        ? [
            invalidValue(
              `${field}.addresses[${at}]`,
              address,
              `must be a valid ${addressType} address`,
            ),
          ]
        : [],
    ),
    ...(hostname === undefined || label.pattern.test(hostname)
      ? []
      : [invalidValue(`${field}.hostname`, hostname, label.rule)]),
  ]
}

function portErrors(
  { name = '', protocol }: EndpointPort,
  field: string,
  before: readonly EndpointPort[],
): FieldError[] {
  return [
    ...(name && !label.pattern.test(name) ? [invalidValue(`${field}.name`, name, label.rule)] : []),
    ...(before.some((port) => port.name === name) ? [duplicate(`${field}.name`, name)] : []),
    ...oneOf(protocol, ['SCTP', 'TCP', 'UDP'], `${field}.protocol`),
  ]
}

/** The addresses of a slice stay of one type. */
export const typeChanged = (after: EndpointSlice, before: EndpointSlice): FieldError[] =>
  after.addressType === before.addressType
    ? []
    : [invalidValue('addressType', after.addressType, 'field is immutable')]
